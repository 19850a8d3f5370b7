"""«Can it be completed»: the proof of every course somebody teaches or reviews, with the page that mends each fault."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.models import CoursePage
from courses.proving import faults_in
from learning.reports.listing import ForReviewers
from quizzes.publishing import Fault
from quizzes.translations import originals

COURSES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class FaultRow:
    """`url` is empty where this person may not edit the page."""

    fault: Fault
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CourseRow:
    course: CoursePage
    is_empty: bool
    faults: tuple[FaultRow, ...]


class CompletabilityView(ForReviewers, WagtailAdminTemplateMixin, TemplateView):
    """Proved anew each time: about ten queries a course on the sheet."""

    page_title = _("Can it be completed")
    header_icon = "check"
    template_name = "learning/admin/completability.html"
    http_method_names = ("get", "head", "options")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    @cached_property
    def sheet(self) -> Sheet:
        courses = originals(self.courses).order_by("-live", "number", "path")
        return Paginator(courses, COURSES_SHOWN).get_page(self.request.GET.get("p"))

    @cached_property
    def editable(self) -> set[int]:
        pages = PagePermissionPolicy().instances_user_has_permission_for(self.request.user, "change")
        return set(pages.values_list("pk", flat=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sheet=self.sheet, rows=[self.row(course) for course in self.sheet], **kwargs)

    def row(self, course: CoursePage) -> CourseRow:
        faults = faults_in(course)
        titles = dict(Page.objects.filter(pk__in=[fault.page_id for fault in faults]).values_list("pk", "title"))
        rows = (FaultRow(fault, titles.get(fault.page_id, ""), self.edit_url(fault.page_id)) for fault in faults)
        return CourseRow(course, not course.get_descendants().live().exists(), tuple(rows))

    def edit_url(self, page_id: int | None) -> str:
        return reverse("wagtailadmin_pages:edit", args=[page_id]) if page_id in self.editable else ""
