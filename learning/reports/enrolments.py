"""The report of enrolments: who, in which course, how far, since when idle, done when, under which record."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from learning.models import Enrolment
from learning.reports.listing import DayColumn, ForReviewers, SearchedAndSorted
from learning.reports.spreadsheets import StreamedExport
from learning.selectors.enrolments import course_titles, listed_enrolments

UNDER_WAY, DONE = "under_way", "done"
ALL = gettext_lazy("All")


class EnrolmentFilterSet(WagtailFilterSet):
    course = django_filters.ChoiceFilter(field_name="course_key", label=gettext_lazy("Course"), empty_label=ALL)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[(UNDER_WAY, gettext_lazy("under way")), (DONE, gettext_lazy("done"))],
        method="filter_state",
        empty_label=ALL,
        widget=forms.RadioSelect,
    )
    last_activity_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Last activity"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def __init__(self, *args: Any, courses: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["course"].extra["choices"] = list(courses.items())

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(completion__isnull=value == UNDER_WAY)


class EnrolmentReportView(ForReviewers, StreamedExport, SearchedAndSorted, ReportView):
    page_title = gettext_lazy("Enrolments")
    header_icon = "user"
    report_name = "enrolments"
    model = Enrolment
    index_url_name = "learning_reports:enrolments"
    index_results_url_name = "learning_reports:enrolments_results"
    filterset_class = EnrolmentFilterSet
    is_searchable = True
    default_ordering = "-last_activity_at"
    nullable = frozenset(["user__full_name", "user__email", "user__community__name", "completed_at", "record_number"])
    export_headings = {
        "who": gettext_lazy("Name"),
        "email": gettext_lazy("E-mail"),
        "community": gettext_lazy("Community"),
        "course": gettext_lazy("Course"),
        "progress": gettext_lazy("Progress, %"),
        "started_at": gettext_lazy("Started"),
        "last_activity_at": gettext_lazy("Last activity"),
        "completed_at": gettext_lazy("Completed on"),
        "record_number": gettext_lazy("Record number"),
    }

    @cached_property
    def course_choices(self) -> dict[str, str]:
        return course_titles(self.courses, with_deleted=self.sees_all)

    @cached_property
    def list_export(self) -> list[str]:
        """Addresses are for staff alone."""
        return [name for name in self.export_headings if self.sees_all or name != "email"]

    @cached_property
    def search_fields(self) -> list[str]:
        return ["user__full_name", "user__email"] if self.sees_all else ["user__full_name"]

    def get_base_queryset(self) -> QuerySet[Enrolment]:
        rows = listed_enrolments()
        return rows if self.sees_all else rows.filter(course_key__in=self.courses.values("translation_key"))

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "courses": self.course_choices}

    def get_words(self) -> dict[str, str]:
        return {"deleted": _("(account deleted)"), "learner": _("Learner %(number)d")}

    def who(self, enrolment: Enrolment) -> str:
        """A trainer is not told the address, not even in place of a name that was not given."""
        user = enrolment.user
        if user is None:
            return self.words["deleted"]
        return user.full_name or (user.email if self.sees_all else self.words["learner"] % {"number": user.pk})

    def learner_url(self, enrolment: Enrolment) -> str | None:
        """The story, with its answers, is for staff alone; trainers come to what they may grant."""
        if self.sees_all:
            return reverse("learning_reports:story", args=[enrolment.pk])
        return reverse("learning_reports:enrolment_overrides", args=[enrolment.pk]) if enrolment.user else None

    @cached_property
    def columns(self) -> list[BaseColumn]:
        found = [
            # Wide enough that long names break between words.
            TitleColumn(
                "who",
                label=_("Name"),
                accessor=self.who,
                get_url=self.learner_url,
                sort_key="user__full_name",
                width="26%",
            ),
            Column("email", label=_("E-mail"), accessor="user.email", sort_key="user__email"),
            Column("community", label=_("Community"), accessor="user.community.name", sort_key="user__community__name"),
            Column("course_title", label=_("Course"), sort_key="course_title"),
            Column("progress_percent", label=_("Progress"), accessor=percent, sort_key="progress_percent"),
            DateColumn("last_activity_at", label=_("Last activity"), sort_key="last_activity_at"),
            DayColumn("completed_at", label=_("Completed on"), sort_key="completed_at"),
            Column("record_number", label=_("Record number"), sort_key="record_number"),
        ]
        return [column for column in found if self.sees_all or column.name != "email"]

    def to_row_dict(self, enrolment: Enrolment) -> dict[str, Any]:
        user = enrolment.user
        row = {
            "who": self.who(enrolment),
            "email": user.email if user else "",
            "community": user.community.name if user and user.community else "",
            "course": enrolment.course_title,
            "progress": enrolment.progress_percent,
            "started_at": enrolment.started_at,
            "last_activity_at": enrolment.last_activity_at,
            "completed_at": enrolment.completed_at or "",
            "record_number": enrolment.record_number or "",
        }
        return {name: row[name] for name in self.list_export}


def percent(enrolment: Enrolment) -> str:
    return f"{enrolment.progress_percent}\u00a0%"
