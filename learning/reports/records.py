"""The register of completion records: the list, and one record with what was done to it."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import ModelLogEntry

from learning.access import may_manage_records, may_review, may_see_records
from learning.models import Certificate
from learning.reports.enrolments import ALL
from learning.reports.listing import DayColumn, ForPermitted, SearchedAndSorted
from learning.reports.spreadsheets import StreamedExport

STATES = {
    "valid": gettext_lazy("valid"),
    "revoked": gettext_lazy("revoked"),
    "superseded": gettext_lazy("superseded"),
}
# The same derivation as Certificate.state, for the database.
STATE = Case(
    When(revoked_at__isnull=False, then=Value("revoked")),
    When(superseded_at__isnull=False, then=Value("superseded")),
    default=Value("valid"),
)


class ForRegistrars(ForPermitted):
    permits = staticmethod(may_see_records)


def record_or_404(number: str) -> Certificate:
    rows = Certificate.objects.select_related("completion__enrolment__user", "supersedes", "issued_by", "revoked_by")
    return get_object_or_404(rows, number=number)


def printed_name(record: Certificate) -> str:
    return record.holder_name or _("(name removed)")


class RecordFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        field_name="row_state",
        label=gettext_lazy("State"),
        choices=list(STATES.items()),
        empty_label=ALL,
        widget=forms.RadioSelect,
    )
    issued_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Issued"), widget=DateRangePickerWidget)

    class Meta:
        model = Certificate
        fields: list[str] = []


class RecordListView(ForRegistrars, StreamedExport, SearchedAndSorted, ReportView):
    page_title = gettext_lazy("Completion records")
    header_icon = "doc-full"
    report_name = "records"
    model = Certificate
    index_url_name = "learning_reports:records"
    index_results_url_name = "learning_reports:records_results"
    filterset_class = RecordFilterSet
    is_searchable = True
    search_fields = ["number", "holder_name", "holder_latin_name", "course_title"]
    default_ordering = "-number"
    export_headings = {
        "number": gettext_lazy("Record number"),
        "holder_name": gettext_lazy("Name"),
        "holder_latin_name": gettext_lazy("Name in Latin letters"),
        "course_title": gettext_lazy("Course"),
        "hours": gettext_lazy("Hours"),
        "completed_on": gettext_lazy("Completed on"),
        "issued_at": gettext_lazy("Issued"),
        "state": gettext_lazy("State"),
        "revoked_at": gettext_lazy("Revoked"),
        "revoke_reason": gettext_lazy("Reason"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> QuerySet[Certificate]:
        return Certificate.objects.annotate(row_state=STATE).defer("outcomes")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("number", label=_("Record number"), get_url=record_url, sort_key="number"),
            Column("holder_name", label=_("Name"), accessor=printed_name, sort_key="holder_name"),
            Column("course_title", label=_("Course"), sort_key="course_title"),
            DayColumn("issued_at", label=_("Issued"), sort_key="issued_at"),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda record: STATES[record.state],
                primary=lambda record: record.state == "valid",
                sort_key="row_state",
            ),
        ]

    def get_words(self) -> dict[str, str]:
        return {name: str(word) for name, word in STATES.items()}

    def to_row_dict(self, record: Certificate) -> dict[str, Any]:
        row = {name: getattr(record, name) for name in self.list_export}
        return {name: "" if value is None else value for name, value in row.items()} | {
            "state": self.words[record.state]
        }


def record_url(record: Certificate) -> str:
    return reverse("learning_reports:record", args=[record.number])


class RecordView(ForRegistrars, WagtailAdminTemplateMixin, TemplateView):
    """Every printed word of one record, its predecessors and successors, and the log of what was done to it."""

    page_title = gettext_lazy("Completion record")
    header_icon = "doc-full"
    template_name = "learning/admin/record.html"
    http_method_names = ("get", "head", "options")

    @cached_property
    def record(self) -> Certificate:
        return record_or_404(self.kwargs["number"])

    def get_page_subtitle(self) -> str:
        return self.record.number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        register = {"url": reverse("learning_reports:records"), "label": _("Completion records")}
        return [*super().get_breadcrumbs_items(), register, {"url": "", "label": self.record.number}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not may_manage_records(self.request.user):
            return []
        acts = [("revoke", _("Revoke"), "warning"), ("reissue", _("Re-issue"), "resubmit")]
        possible = {"revoke": self.record.revoked_at is None, "reissue": can_be_reissued(self.record)}
        return [
            HeaderButton(label, url=reverse(f"learning_reports:{act}", args=[self.record.number]), icon_name=icon)
            for act, label, icon in acts
            if possible[act]
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        return super().get_context_data(
            record=record,
            name=printed_name(record),
            state=STATES[record.state],
            successor=Certificate.objects.filter(supersedes=record).first(),
            log=ModelLogEntry.objects.for_instance(record).select_related("user").order_by("timestamp"),
            links_story=may_review(self.request.user),
            **kwargs,
        )


def can_be_reissued(record: Certificate) -> bool:
    """Only the last of a chain, and only while there is a person whose name it may carry."""
    return record.superseded_at is None and record.name_removed_at is None


class RecordFileView(ForRegistrars, View):
    """The PDF as it was drawn. It is not drawn here: a look changes nothing."""

    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest, number: str) -> FileResponse:
        record = record_or_404(number)
        if not record.pdf:
            raise Http404
        return FileResponse(record.pdf.open("rb"), as_attachment=True, filename=f"{record.number}.pdf")
