"""One learner's way through one course. Names and answers: for staff alone."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from learning.access import may_review, may_see_records
from learning.models import Enrolment
from learning.reports.listing import ForPermitted
from learning.selectors.enrolments import name_of
from learning.selectors.story import story_of
from learning.services.due import finish_due_attempts

# What a moment is called, and Wagtail's icon beside it.
KINDS = {
    "began": (_("Began the course"), "user"),
    "section": (_("Section done"), "tick-inverse"),
    "check": (_("Answered a check-yourself question"), "help"),
    "attempt": (_("Began an attempt"), "edit"),
    "submitted": (_("Submitted the attempt"), "upload"),
    "given_back": (_("Time given back after a breakdown"), "time"),
    "granted": (_("Exception granted"), "time"),
    "closed": (_("Attempt closed when two accounts' work was joined"), "cross"),
    "grade": (_("Grade"), "success"),
    "lesson_done": (_("Lesson completed"), "check"),
    "quiz_done": (_("Quiz passed"), "check"),
    "finished": (_("Course completed"), "thumbtack"),
    "issued": (_("Record issued"), "doc-full"),
    "revoked": (_("Record revoked"), "warning"),
    "replaced": (_("Record replaced by a new one"), "resubmit"),
    "erased": (_("Account deleted; answers removed"), "bin"),
}


class StoryView(ForPermitted, WagtailAdminTemplateMixin, TemplateView):
    permits = staticmethod(may_review)
    page_title = _("One learner's story")
    header_icon = "history"
    template_name = "learning/admin/story.html"
    http_method_names = ("get", "head", "options")

    @cached_property
    def enrolment(self) -> Enrolment:
        rows = Enrolment.objects.select_related("user__community", "completion")
        return get_object_or_404(rows, pk=self.kwargs["enrolment_id"])

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.enrolment.erased_at:
            return []
        url = reverse("learning_reports:enrolment_overrides", args=[self.enrolment.pk])
        return [HeaderButton(_("Exceptions"), url=url, icon_name="time")]

    def get_page_subtitle(self) -> str:
        return name_of(self.enrolment)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("learning_reports:enrolments"), "label": _("Enrolments")}
        return [*super().get_breadcrumbs_items(), report, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        finish_due_attempts(attempts=self.enrolment.attempts.all())
        moments = [(moment, *KINDS[moment.kind]) for moment in story_of(self.enrolment)]
        return super().get_context_data(
            enrolment=self.enrolment,
            who=name_of(self.enrolment),
            moments=moments,
            links_records=may_see_records(self.request.user),
            **kwargs,
        )
