"""What people ask: the list of consultation requests, and one request with where it came from."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import ModelLogEntry

from home.models import ConsultationRequest
from learning.access import may_answer_consultations, may_delete_consultations, may_see_consultations
from learning.reports.enrolments import ALL
from learning.reports.listing import DayColumn, ForPermitted, SearchedAndSorted
from learning.reports.spreadsheets import StreamedExport

STATES = {
    "open": gettext_lazy("waiting for an answer"),
    "answered": gettext_lazy("answered"),
    "forgotten": gettext_lazy("personal data erased"),
}
# The same derivation as ConsultationRequest.state, for the database.
STATE = Case(
    When(forgotten_at__isnull=False, then=Value("forgotten")),
    When(answered_at__isnull=False, then=Value("answered")),
    default=Value("open"),
)


class ForConsultants(ForPermitted):
    permits = staticmethod(may_see_consultations)


def consultation_or_404(number: int) -> ConsultationRequest:
    return get_object_or_404(ConsultationRequest.objects.select_related("asked_from", "answered_by"), pk=number)


def consultation_url(consultation: ConsultationRequest) -> str:
    return reverse("learning_reports:consultation", args=[consultation.pk])


def who_asks(consultation: ConsultationRequest) -> str:
    return consultation.name or _("(name removed)")


def topics_asked() -> list[tuple[str, str]]:
    """Those of the form today and of earlier days."""
    topics = ConsultationRequest.objects.exclude(topic="").order_by("topic").values_list("topic", flat=True)
    return [(topic, topic) for topic in topics.distinct()]


class ConsultationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        field_name="row_state",
        label=gettext_lazy("State"),
        choices=list(STATES.items()),
        empty_label=ALL,
        widget=forms.RadioSelect,
    )
    topic = django_filters.ChoiceFilter(
        label=gettext_lazy("Topic"), choices=topics_asked, empty_label=ALL, widget=forms.RadioSelect
    )
    submit_time = django_filters.DateFromToRangeFilter(label=gettext_lazy("Asked"), widget=DateRangePickerWidget)

    class Meta:
        model = ConsultationRequest
        fields: list[str] = []


class ConsultationListView(ForConsultants, StreamedExport, SearchedAndSorted, ReportView):
    page_title = gettext_lazy("Consultation requests")
    header_icon = "mail"
    report_name = "consultations"
    model = ConsultationRequest
    index_url_name = "learning_reports:consultations"
    index_results_url_name = "learning_reports:consultations_results"
    filterset_class = ConsultationFilterSet
    is_searchable = True
    search_fields = ["id", "name", "email", "phone", "question"]
    default_ordering = "-submit_time"
    export_headings = {
        "pk": gettext_lazy("Number"),
        "submit_time": gettext_lazy("Asked"),
        "state": gettext_lazy("State"),
        "name": gettext_lazy("Name"),
        "email": gettext_lazy("E-mail"),
        "phone": gettext_lazy("Phone"),
        "topic": gettext_lazy("Topic"),
        "asked_from_title": gettext_lazy("Asked from"),
        "language": gettext_lazy("Language of the answer"),
        "question": gettext_lazy("Question"),
        "more": gettext_lazy("More fields"),
        "answered_at": gettext_lazy("Answered"),
        "answered_by": gettext_lazy("Answered by"),
        "answer_note": gettext_lazy("Note"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> QuerySet[ConsultationRequest]:
        return ConsultationRequest.objects.select_related("answered_by").annotate(row_state=STATE)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            Column("pk", label=_("Number"), sort_key="pk"),
            TitleColumn("name", label=_("Name"), accessor=who_asks, get_url=consultation_url, sort_key="name"),
            Column("topic", label=_("Topic"), sort_key="topic"),
            Column("asked_from_title", label=_("Asked from"), sort_key="asked_from_title"),
            DayColumn("submit_time", label=_("Asked"), sort_key="submit_time"),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda consultation: STATES[consultation.state],
                primary=lambda consultation: consultation.state == "open",
                sort_key="row_state",
            ),
        ]

    def get_words(self) -> dict[str, str]:
        return {name: str(word) for name, word in STATES.items()}

    def to_row_dict(self, consultation: ConsultationRequest) -> dict[str, Any]:
        row = {name: getattr(consultation, name) for name in self.list_export}
        said = {
            "state": self.words[consultation.state],
            "answered_by": str(consultation.answered_by or ""),
            "more": "; ".join(f"{label}: {value}" for label, value in consultation.more),
        }
        return {name: "" if value is None else value for name, value in row.items()} | said


class ConsultationView(ForConsultants, WagtailAdminTemplateMixin, TemplateView):
    """One question, how to answer it, the lesson it came from, and what was done about it."""

    page_title = gettext_lazy("Consultation request")
    header_icon = "mail"
    template_name = "learning/admin/consultation.html"
    http_method_names = ("get", "head", "options")

    @cached_property
    def consultation(self) -> ConsultationRequest:
        return consultation_or_404(self.kwargs["number"])

    def get_page_subtitle(self) -> str:
        return str(self.consultation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("learning_reports:consultations"), "label": _("Consultation requests")}
        return [*super().get_breadcrumbs_items(), listing, {"url": "", "label": str(self.consultation)}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        state, user = self.consultation.state, self.request.user
        possible = {"open": ("answer_consultation",), "answered": ("reopen_consultation",)}.get(state, ())
        acts = [
            ("answer_consultation", _("Mark as answered"), "check", may_answer_consultations(user)),
            ("reopen_consultation", _("Open again"), "rotate", may_answer_consultations(user)),
        ]
        buttons = [self.button(*act[:3]) for act in acts if act[3] and act[0] in possible]
        if may_delete_consultations(user):
            buttons.append(self.button("delete_consultation", _("Delete"), "bin", priority=2000))
        return buttons

    def button(self, view: str, label: str, icon: str, **order: int) -> HeaderButton:
        url = reverse(f"learning_reports:{view}", args=[self.consultation.pk])
        return HeaderButton(label, url=url, icon_name=icon, **order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        consultation = self.consultation
        return super().get_context_data(
            consultation=consultation,
            name=who_asks(consultation),
            state=STATES[consultation.state],
            language=get_language_info(consultation.language)["name_local"],
            log=ModelLogEntry.objects.for_instance(consultation).select_related("user").order_by("timestamp"),
            **kwargs,
        )
