"""One open answer: what was asked, what was answered, what was said of it, and the form to say more."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from learning.access import may_review, reflection_or_404, reviewable_reflections
from learning.errors import LearningError, NotAskedHere
from learning.forms.reflections import RemarkForm
from learning.models import ReflectionRemark, Response
from learning.reports.learner_names import shown_name
from learning.reports.reflections import reflection_url, state_of
from learning.selectors.reflections import next_waiting, question_asked, question_marked, templates_for
from learning.services.reflections import remark_reflection
from quizzes.definitions import QuestionDefinition
from quizzes.number_words import points_of

LISTING = "learning_reports:reflections"


@dataclass(frozen=True, slots=True)
class ToldRemark:
    remark: ReflectionRemark
    mark: str


class ReflectionView(WagtailAdminTemplateMixin, FormView):
    page_title = gettext_lazy("Open answer")
    header_icon = "comment"
    template_name = "learning/admin/reflection.html"
    http_method_names = ("get", "head", "post", "options")
    form_class = RemarkForm

    @cached_property
    def response(self) -> Response:
        return reflection_or_404(self.request.user, self.kwargs["response_id"])

    @cached_property
    def question(self) -> QuestionDefinition:
        return question_marked(self.response)

    @cached_property
    def remarks(self) -> list[ReflectionRemark]:
        return list(self.response.remarks.select_related("by"))

    @cached_property
    def who(self) -> str:
        return shown_name(self.response.attempt.enrolment, with_address=may_review(self.request.user))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.response
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.who

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(LISTING), "label": _("Open answers")}
        return [*super().get_breadcrumbs_items(), listing, {"url": "", "label": self.question.label}]

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.response
        return {
            **super().get_form_kwargs(),
            "max_mark": self.question.max_mark if row.is_to_be_marked else 0,
            "fraction": row.fraction if row.is_to_be_marked else None,
            "templates": templates_for(row),
        }

    def get_initial(self) -> dict[str, Any]:
        newest = self.remarks[-1] if self.remarks else None
        return {"comment": newest.comment if newest else "", "seen": newest.pk if newest else None}

    def form_valid(self, form: RemarkForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            remark_reflection(
                response=self.response,
                fraction=said["fraction"],
                comment=said["words"],
                by=self.request.user,
                seen=said["seen"],
            )
        except NotAskedHere as reason:
            messages.warning(self.request, str(reason))
            return redirect(LISTING)
        except LearningError as reason:
            form.add_error(reason.field if reason.field in form.fields else None, str(reason))
            return self.form_invalid(form)
        return self.to_the_next()

    def to_the_next(self) -> HttpResponse:
        following = next_waiting(reviewable_reflections(self.request.user), besides=self.response)
        if following is None:
            messages.success(self.request, _("Saved. No other answer waits."))
            return redirect(LISTING)
        messages.success(self.request, _("Saved. This is the next answer that waits."))
        return redirect(reflection_url(following))

    def form_invalid(self, form: RemarkForm) -> HttpResponse:
        """What was typed, beside what was said meanwhile: now its author has seen that too."""
        form.data = {**form.data.dict(), "seen": self.get_initial()["seen"] or ""}
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, asked = self.response, question_asked(self.response)
        return super().get_context_data(
            response=row,
            attempt=row.attempt,
            grade=row.attempt.grades.last(),
            who=self.who,
            state=state_of(row),
            # Cleaned when it was frozen.
            prompt=mark_safe(asked.prompt),  # noqa: S308
            question=self.question,
            remarks=[ToldRemark(remark, self.mark_words(remark)) for remark in reversed(self.remarks)],
            links_story=may_review(self.request.user),
            **kwargs,
        )

    def mark_words(self, remark: ReflectionRemark) -> str:
        if remark.fraction is None:
            return ""
        return points_of(remark.fraction * self.question.max_mark, self.question.max_mark)
