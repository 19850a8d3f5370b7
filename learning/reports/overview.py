"""The course in numbers and a drawing, for staff, and for trainers of their own courses."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from learning.reports.listing import ForReviewers
from learning.selectors.enrolments import course_titles
from learning.selectors.overview import ACTIVE_DAYS, kept_overview


class CourseOverviewView(ForReviewers, WagtailAdminTemplateMixin, TemplateView):
    """`course` picks one, `guests=1` adds those without an account, apart, `anew=1` counts now."""

    page_title = _("Course overview")
    header_icon = "table"
    template_name = "learning/admin/overview.html"
    http_method_names = ("get", "head", "options")

    @cached_property
    def titles(self) -> dict[str, str]:
        return course_titles(self.courses, with_deleted=self.sees_all)

    @cached_property
    def course_key(self) -> str:
        """The one asked for, else the first; nothing while there is no course."""
        wanted = self.request.GET.get("course") or next(iter(self.titles), "")
        if wanted and wanted not in self.titles:
            raise Http404
        return wanted

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key, anew = self.course_key, "anew" in self.request.GET
        with_guests = self.request.GET.get("guests") == "1"
        return super().get_context_data(
            courses=self.titles,
            course_key=key,
            course_title=self.titles.get(key, ""),
            active_days=ACTIVE_DAYS,
            with_guests=with_guests,
            people=kept_overview(key, anew=anew) if key else None,
            guests=kept_overview(key, guests=True, anew=anew) if key and with_guests else None,
            **kwargs,
        )
