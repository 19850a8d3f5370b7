"""Lessons a lawyer has to look at again: for staff all of them, for trainers those of their own courses."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.models import LegalAct, LessonPage
from learning.reports.enrolments import ALL
from learning.reports.listing import ForReviewers, SearchedAndSorted
from learning.reports.spreadsheets import StreamedExport
from learning.selectors.enrolments import course_titles
from learning.selectors.law_reviews import Reason, changed_acts, lessons_due

REASONS = {
    Reason.CHANGED: gettext_lazy("an act has changed"),
    Reason.NEVER: gettext_lazy("never checked"),
    Reason.INTERVAL: gettext_lazy("the interval is over"),
}


class LawReviewFilterSet(WagtailFilterSet):
    course = django_filters.ChoiceFilter(field_name="course_key", label=gettext_lazy("Course"), empty_label=ALL)
    reason = django_filters.ChoiceFilter(
        label=gettext_lazy("Reason"),
        choices=[(reason.value, word) for reason, word in REASONS.items()],
        empty_label=ALL,
        widget=forms.RadioSelect,
    )
    act = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Names the act"), queryset=LegalAct.objects.all(), method="filter_act", empty_label=ALL
    )

    class Meta:
        model = LessonPage
        fields: list[str] = []

    def __init__(self, *args: Any, courses: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["course"].extra["choices"] = list(courses.items())

    def filter_act(self, queryset: QuerySet, name: str, act: LegalAct) -> QuerySet:
        return queryset.filter(pk__in=act.sources.values("page"))


class LawReviewReportView(ForReviewers, StreamedExport, SearchedAndSorted, ReportView):
    page_title = gettext_lazy("Lessons due for review")
    header_icon = "openquote"
    report_name = "law-reviews"
    model = LessonPage
    index_url_name = "learning_reports:law_reviews"
    index_results_url_name = "learning_reports:law_reviews_results"
    filterset_class = LawReviewFilterSet
    is_searchable = True
    search_fields = ["title", "course_title"]
    default_ordering = "path"
    nullable = frozenset(["checked_on"])
    export_headings = {
        "lesson": gettext_lazy("Lesson"),
        "course": gettext_lazy("Course"),
        "reason": gettext_lazy("Reason"),
        "checked_on": gettext_lazy("Norms checked on"),
        "review_months": gettext_lazy("Check again after, months"),
        "due_on": gettext_lazy("Due on"),
        "acts": gettext_lazy("Changed acts"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> QuerySet[LessonPage]:
        return lessons_due(self.courses, on=timezone.localdate())

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "courses": course_titles(self.courses, with_deleted=False)}

    def get_words(self) -> dict[str, str]:
        return {reason.value: str(word) for reason, word in REASONS.items()}

    @cached_property
    def editable(self) -> set[int]:
        pages = PagePermissionPolicy().instances_user_has_permission_for(self.request.user, "change")
        return set(pages.filter(pk__in=LessonPage.objects.values("pk")).values_list("pk", flat=True))

    def edit_url(self, lesson: Page) -> str | None:
        """Staff see the list too, and edit nothing."""
        return reverse("wagtailadmin_pages:edit", args=[lesson.pk]) if lesson.pk in self.editable else None

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("lesson", label=_("Lesson"), accessor="title", get_url=self.edit_url, sort_key="title"),
            Column("course", label=_("Course"), accessor="course_title", sort_key="course_number"),
            Column("reason", label=_("Reason"), accessor=self.reason, sort_key="reason"),
            Column("checked_on", label=_("Norms checked on"), accessor=checked_on, sort_key="checked_on"),
            Column("due_on", label=_("Due on"), accessor=due_on),
            Column("acts", label=_("Changed acts"), accessor=acts),
        ]

    def reason(self, lesson: LessonPage) -> str:
        return self.words[lesson.reason]

    def to_row_dict(self, lesson: LessonPage) -> dict[str, Any]:
        return {
            "lesson": lesson.title,
            "course": lesson.course_title,
            "reason": self.reason(lesson),
            "checked_on": lesson.checked_on or "",
            "review_months": lesson.review_months,
            "due_on": lesson.review_due_on or "",
            "acts": acts(lesson),
        }


def checked_on(lesson: LessonPage) -> str:
    return date_format(lesson.checked_on, "SHORT_DATE_FORMAT") if lesson.checked_on else ""


def due_on(lesson: LessonPage) -> str:
    return date_format(lesson.review_due_on, "SHORT_DATE_FORMAT") if lesson.review_due_on else ""


def acts(lesson: LessonPage) -> str:
    """Named by their numbers, which fit a column; by the title where there is none."""
    return ", ".join(act.numbered or act.title for act in changed_acts(lesson))
