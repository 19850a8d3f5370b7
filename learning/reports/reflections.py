"""The queue of open answers: what waits for a person to read and mark it."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from learning.access import reviewable_quizzes, reviewable_reflections
from learning.models import Response
from learning.reports.enrolments import ALL
from learning.reports.learner_names import shown_name
from learning.reports.listing import DayColumn, ForReviewers, SearchedAndSorted
from learning.selectors.bank import quiz_places
from learning.selectors.enrolments import course_titles
from learning.selectors.reflections import (
    in_queue_order,
    listed_reflections,
    question_asked,
    quizzes_with_reflections,
)
from quizzes.translations import originals

WAITING, READ = "waiting", "read"
STATES = {WAITING: gettext_lazy("waits"), READ: gettext_lazy("read")}


class ReflectionFilterSet(WagtailFilterSet):
    course = django_filters.ChoiceFilter(
        field_name="attempt__enrolment__course_key", label=gettext_lazy("Course"), empty_label=ALL
    )
    quiz = django_filters.ChoiceFilter(field_name="attempt__quiz_key", label=gettext_lazy("Quiz"), empty_label=ALL)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=list(STATES.items()),
        method="filter_state",
        empty_label=ALL,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Response
        fields: list[str] = []

    def __init__(self, data: QueryDict, *args: Any, courses: dict, quizzes: dict, **kwargs: Any) -> None:
        """Whoever asked for nothing is shown what waits."""
        asked = data.copy()
        asked.setdefault("state", WAITING)
        super().__init__(asked, *args, **kwargs)
        self.filters["course"].extra["choices"] = list(courses.items())
        self.filters["quiz"].extra["choices"] = list(quizzes.items())

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(reviewed_at__isnull=value == WAITING)


class ReflectionListView(ForReviewers, SearchedAndSorted, ReportView):
    page_title = gettext_lazy("Open answers")
    header_icon = "comment"
    model = Response
    index_url_name = "learning_reports:reflections"
    index_results_url_name = "learning_reports:reflections_results"
    filterset_class = ReflectionFilterSet
    is_searchable = True
    default_ordering = "for_review_at"
    nullable = frozenset(["attempt__enrolment__user__full_name"])

    @cached_property
    def search_fields(self) -> list[str]:
        """Addresses are for staff alone."""
        name = ["attempt__title", "attempt__enrolment__user__full_name"]
        return [*name, "attempt__enrolment__user__email"] if self.sees_all else name

    def get_base_queryset(self) -> QuerySet[Response]:
        return listed_reflections(reviewable_reflections(self.request.user))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return in_queue_order(queryset) if self.ordering == self.default_ordering else super().order_queryset(queryset)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_filterset_kwargs(),
            "courses": course_titles(self.courses, with_deleted=self.sees_all),
            "quizzes": self.quiz_choices(),
        }

    def quiz_choices(self) -> dict[str, str]:
        """Each once, whatever its languages: under the key that they share."""
        found = list(originals(quizzes_with_reflections(reviewable_quizzes(self.request.user))))
        places = quiz_places(found)
        return {str(quiz.translation_key): places[quiz.pk] for quiz in found}

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("question", label=_("Question"), accessor=label_of, get_url=reflection_url, width="30%"),
            Column("quiz", label=_("Quiz"), accessor="attempt.title", sort_key="attempt__title"),
            Column("course", label=_("Course"), accessor="attempt.enrolment.course_title"),
            Column("who", label=_("Learner"), accessor=self.who, sort_key="attempt__enrolment__user__full_name"),
            DayColumn("for_review_at", label=_("Handed in"), sort_key="for_review_at"),
            Column("counts", label=_("Counts"), accessor=counts),
            StatusTagColumn("state", label=_("State"), accessor=state_of, primary=lambda row: row.reviewed_at is None),
        ]

    def who(self, row: Response) -> str:
        return shown_name(row.attempt.enrolment, with_address=self.sees_all)


def label_of(row: Response) -> str:
    return question_asked(row).label


def reflection_url(row: Response) -> str:
    return reverse("learning_reports:reflection", args=[row.pk])


def counts(row: Response) -> str:
    return _("yes") if row.is_to_be_marked else _("no")


def state_of(row: Response) -> str:
    return str(STATES[WAITING if row.reviewed_at is None else READ])
