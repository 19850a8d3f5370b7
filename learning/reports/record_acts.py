"""What staff may do to a completion record: revoke it for a reason all may read, replace it by a corrected one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from learning.access import may_manage_records
from learning.errors import NotYetEarned, UnprintableName
from learning.forms.register import ReissueForm, RevokeForm
from learning.models import Certificate
from learning.reports.listing import ForPermitted
from learning.reports.records import can_be_reissued, printed_name, record_or_404, record_url
from learning.services.certificates import reissue_certificate, revoke_certificate


class RecordActView(ForPermitted, WagtailAdminTemplateMixin, FormView):
    """Says what will happen and asks for what is needed; where it can no longer happen, back with a word."""

    template_name = "learning/admin/record_act.html"
    http_method_names = ("get", "head", "post", "options")
    permits = staticmethod(may_manage_records)
    consequence = button = too_late = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permits(request.user) and not self.is_possible(self.record):
            messages.warning(request, self.too_late)
            return redirect(record_url(self.record))
        return super().dispatch(request, *args, **kwargs)

    def is_possible(self, record: Certificate) -> bool:
        raise NotImplementedError

    @cached_property
    def record(self) -> Certificate:
        return record_or_404(self.kwargs["number"])

    def get_page_subtitle(self) -> str:
        return self.record.number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        register = {"url": reverse("learning_reports:records"), "label": _("Completion records")}
        record = {"url": record_url(self.record), "label": self.record.number}
        return [*super().get_breadcrumbs_items(), register, record, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            record=self.record, name=printed_name(self.record), back=record_url(self.record), **kwargs
        )


class RevokeView(RecordActView):
    page_title = gettext_lazy("Revoke")
    header_icon = "warning"
    form_class = RevokeForm
    button = gettext_lazy("Revoke the record")
    consequence = gettext_lazy(
        "From now on everybody who checks this record is told that it was revoked, when, and why. "
        "This cannot be undone; a new record may be issued instead."
    )
    too_late = gettext_lazy("This record was revoked before. Its date and reason stay as they are.")

    def is_possible(self, record: Certificate) -> bool:
        return record.revoked_at is None

    def form_valid(self, form: RevokeForm) -> HttpResponse:
        revoke_certificate(certificate=self.record, reason=form.cleaned_data["reason"], by=self.request.user)
        messages.success(self.request, _("Record %(number)s is revoked.") % {"number": self.record.number})
        return redirect(record_url(self.record))


class ReissueView(RecordActView):
    page_title = gettext_lazy("Re-issue")
    header_icon = "resubmit"
    form_class = ReissueForm
    button = gettext_lazy("Issue the new record")
    consequence = gettext_lazy(
        "A new record with a number of its own takes the place of this one. "
        "Everybody who checks the old number is told that it was superseded."
    )
    too_late = gettext_lazy("This record cannot be replaced: a newer one exists, or its holder's name was removed.")

    def is_possible(self, record: Certificate) -> bool:
        return can_be_reissued(record)

    def get_initial(self) -> dict[str, str]:
        return {"holder_name": self.record.holder_name, "latin_name": self.record.holder_latin_name}

    def form_valid(self, form: ReissueForm) -> HttpResponse:
        try:
            new = reissue_certificate(certificate=self.record, by=self.request.user, **form.cleaned_data)
        except UnprintableName as error:
            form.add_error(error.field, str(error))
            return self.form_invalid(form)
        except NotYetEarned as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Record %(new)s is issued in place of %(old)s.") % {"new": new.number, "old": self.record.number},
        )
        return redirect(record_url(new))
