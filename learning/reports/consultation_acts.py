"""What staff may do to a consultation request: mark it as answered, open it again, delete it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from home.models import ConsultationRequest
from learning.access import may_answer_consultations, may_delete_consultations
from learning.errors import NoLongerPossible
from learning.forms.consultations import AnsweredForm, NothingToAskForm
from learning.reports.consultations import consultation_or_404, consultation_url, who_asks
from learning.reports.listing import ForPermitted
from learning.services.consultations import answer_consultation, delete_consultation, reopen_consultation


class ConsultationActView(ForPermitted, WagtailAdminTemplateMixin, FormView):
    """Says what will happen; where it can no longer happen, back with a word."""

    template_name = "learning/admin/consultation_act.html"
    http_method_names = ("get", "head", "post", "options")
    form_class: type[forms.Form] = NothingToAskForm
    permits = staticmethod(may_answer_consultations)
    consequence = button = done = ""
    is_serious = False

    @cached_property
    def consultation(self) -> ConsultationRequest:
        return consultation_or_404(self.kwargs["number"])

    def get_page_subtitle(self) -> str:
        return str(self.consultation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("learning_reports:consultations"), "label": _("Consultation requests")}
        one = {"url": self.back, "label": str(self.consultation)}
        return [*super().get_breadcrumbs_items(), listing, one, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def back(self) -> str:
        return consultation_url(self.consultation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        consultation = self.consultation
        return super().get_context_data(consultation=consultation, name=who_asks(consultation), **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.act(form)
        except NoLongerPossible as reason:
            messages.warning(self.request, str(reason))
        else:
            messages.success(self.request, self.done % {"number": self.kwargs["number"]})
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return self.back

    def act(self, form: forms.Form) -> None:
        raise NotImplementedError


class AnswerView(ConsultationActView):
    page_title = gettext_lazy("Mark as answered")
    header_icon = "check"
    form_class = AnsweredForm
    button = gettext_lazy("It is answered")
    consequence = gettext_lazy("The request leaves the list of those that wait. A year from now its words are erased.")
    done = gettext_lazy("Request № %(number)s is marked as answered.")

    def get_initial(self) -> dict[str, str]:
        return {"note": self.consultation.answer_note}

    def act(self, form: forms.Form) -> None:
        answer_consultation(consultation=self.consultation, by=self.request.user, note=form.cleaned_data["note"])


class ReopenView(ConsultationActView):
    page_title = gettext_lazy("Open again")
    header_icon = "rotate"
    button = gettext_lazy("Open it again")
    consequence = gettext_lazy("The request waits for an answer again. The note stays.")
    done = gettext_lazy("Request № %(number)s waits for an answer again.")

    def act(self, form: forms.Form) -> None:
        reopen_consultation(consultation=self.consultation, by=self.request.user)


class DeleteView(ConsultationActView):
    page_title = gettext_lazy("Delete")
    header_icon = "bin"
    permits = staticmethod(may_delete_consultations)
    button = gettext_lazy("Delete the request")
    consequence = gettext_lazy(
        "For advertising, or when the person asks for it. The question and the contacts are gone for ever."
    )
    done = gettext_lazy("Request № %(number)s is deleted.")
    is_serious = True

    def get_success_url(self) -> str:
        return reverse("learning_reports:consultations")

    def act(self, form: forms.Form) -> None:
        delete_consultation(consultation=self.consultation, by=self.request.user)
