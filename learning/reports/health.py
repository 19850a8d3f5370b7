"""The quizzes and their worst questions: for staff all of them, for trainers those of their own courses."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from learning.access import reviewable_quizzes
from learning.reports.enrolments import ALL
from learning.reports.listing import DayColumn, ForReviewers, SearchedAndSorted
from learning.reports.spreadsheets import StreamedExport
from learning.selectors.enrolments import course_titles
from learning.selectors.health import listed_quizzes
from quizzes.models import QuizPage


class HealthFilterSet(WagtailFilterSet):
    course = django_filters.ChoiceFilter(field_name="course_key", label=gettext_lazy("Course"), empty_label=ALL)

    class Meta:
        model = QuizPage
        fields: list[str] = []

    def __init__(self, *args: Any, courses: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["course"].extra["choices"] = list(courses.items())


class HealthReportView(ForReviewers, StreamedExport, SearchedAndSorted, ReportView):
    page_title = gettext_lazy("Question health")
    header_icon = "help"
    report_name = "question-health"
    model = QuizPage
    index_url_name = "learning_reports:health"
    index_results_url_name = "learning_reports:health_results"
    filterset_class = HealthFilterSet
    is_searchable = True
    search_fields = ["title", "course_title"]
    default_ordering = "-to_check"
    nullable = frozenset(["to_check", "attempts", "worst", "counted_at"])
    export_headings = {
        "quiz": gettext_lazy("Quiz"),
        "course": gettext_lazy("Course"),
        "attempts": gettext_lazy("Attempts"),
        "to_check": gettext_lazy("To check"),
        "worst": gettext_lazy("Look at this first"),
        "counted_at": gettext_lazy("Counted at"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> QuerySet[QuizPage]:
        return listed_quizzes(reviewable_quizzes(self.request.user))

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "courses": course_titles(self.courses, with_deleted=False)}

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("quiz", label=_("Quiz"), accessor="title", get_url=health_url, sort_key="title", width="26%"),
            Column("course", label=_("Course"), accessor="course_title", sort_key="course_title"),
            Column("attempts", label=_("Attempts"), accessor=lambda quiz: quiz.attempts or 0, sort_key="attempts"),
            Column("to_check", label=_("To check"), accessor=lambda quiz: quiz.to_check or 0, sort_key="to_check"),
            Column("worst", label=_("Look at this first"), sort_key="worst"),
            DayColumn("counted_at", label=_("Counted at"), sort_key="counted_at"),
        ]

    def to_row_dict(self, quiz: QuizPage) -> dict[str, Any]:
        return {
            "quiz": quiz.title,
            "course": quiz.course_title or "",
            "attempts": quiz.attempts or 0,
            "to_check": quiz.to_check or 0,
            "worst": quiz.worst or "",
            "counted_at": quiz.counted_at or "",
        }


def health_url(quiz: QuizPage) -> str:
    return reverse("learning_reports:quiz_health", args=[quiz.pk])
