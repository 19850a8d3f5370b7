"""One quiz: how it measures as a whole, and each of its questions. Read from what is kept, whatever the crowd."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from learning.access import may_edit, quiz_of_reviewer_or_404
from learning.models import QuizHealth
from learning.reports.health_words import MEANINGS, SCOPES, quiz_figures, row
from learning.reports.listing import ForReviewers
from learning.reports.spreadsheets import StreamedExport
from learning.selectors.health import EditionHealth, editions_of, kept_health
from learning.services.health import count_health
from quizzes.models import QuizPage


class Rows(tuple):
    """Questions where an export expects rows of a database."""

    def count(self) -> int:
        return len(self)

    def iterator(self, chunk_size: int) -> Iterator[dict[str, Any]]:
        return iter(self)


class QuizHealthView(ForReviewers, StreamedExport, SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """`attempts` picks which of them count (first, best, all), `edition` one of the editions, else the newest."""

    page_title = gettext_lazy("Question health")
    header_icon = "help"
    template_name = "learning/admin/quiz_health.html"
    http_method_names = ("get", "head", "options")
    report_name = "quiz-health"
    export_headings = {
        "number": gettext_lazy("No."),
        "question": gettext_lazy("Question"),
        "attempts": gettext_lazy("Attempts"),
        "facility": gettext_lazy("Facility"),
        "deviation": gettext_lazy("Spread"),
        "discrimination": gettext_lazy("Discrimination"),
        "efficiency": gettext_lazy("Efficiency"),
        "guess": gettext_lazy("By guessing"),
        "intended": gettext_lazy("Share of the marks"),
        "effective": gettext_lazy("Share of what sets learners apart"),
        "seconds": gettext_lazy("Median time, s"),
        "blank": gettext_lazy("Left blank"),
        "answers": gettext_lazy("Answers"),
        "verdict": gettext_lazy("What it means"),
    }
    list_export = list(export_headings)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            return self.as_spreadsheet(Rows(self.rows), request.GET["export"])
        return self.render_to_response(self.get_context_data(**kwargs))

    @cached_property
    def quiz(self) -> QuizPage:
        return quiz_of_reviewer_or_404(self.request.user, self.kwargs["quiz_id"])

    @cached_property
    def health(self) -> QuizHealth | None:
        return kept_health(self.quiz.key)

    @cached_property
    def scope(self) -> str:
        return one_of(SCOPES, self.request.GET.get("attempts") or "first")

    @cached_property
    def editions(self) -> dict[str, EditionHealth]:
        return {one.id: one for one in editions_of(self.health.numbers, self.scope)} if self.health else {}

    @cached_property
    def edition(self) -> EditionHealth | None:
        wanted = self.request.GET.get("edition") or next(iter(self.editions), "")
        return self.editions[one_of(self.editions, wanted)] if wanted else None

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        questions = self.edition.questions if self.edition else ()
        return [row(question, number) for number, question in enumerate(questions, start=1)]

    def get_page_subtitle(self) -> str:
        return self.quiz.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("learning_reports:health"), "label": _("Question health")}
        return [*super().get_breadcrumbs_items(), report, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            quiz=self.quiz,
            health=self.health,
            scopes=SCOPES,
            scope=self.scope,
            editions={id: edition_words(one) for id, one in self.editions.items()},
            edition=self.edition,
            figures=quiz_figures(self.edition) if self.edition else [],
            rows=self.rows,
            meanings=MEANINGS,
            may_edit=may_edit(self.request.user, self.quiz),
            **kwargs,
        )

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        question = item["question"]
        numbers, weight = question.numbers, question.weight
        figures = {
            name: getattr(numbers, name, None) for name in ("facility", "deviation", "discrimination", "efficiency")
        }
        found = {
            "number": item["number"],
            "question": question.label,
            "attempts": question.attempts,
            **figures,
            "guess": question.guess,
            "intended": getattr(weight, "intended", None),
            "effective": getattr(weight, "effective", None),
            "seconds": question.seconds,
            "blank": question.blank,
            "answers": "; ".join(f"{bar['text']}: {bar['count']}" for bar in item["bars"]),
            "verdict": " ".join(str(text) for text in item["sentences"]),
        }
        return {name: "" if value is None else value for name, value in found.items()}


class CountView(ForReviewers, View):
    """Count now, for somebody who does not want to wait for the task."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, quiz_id: int) -> HttpResponse:
        quiz = quiz_of_reviewer_or_404(request.user, quiz_id)
        count_health(quiz_key=quiz.key)
        messages.success(request, _("Counted anew."))
        return redirect("learning_reports:quiz_health", quiz.pk)


def one_of(known: dict[str, Any], wanted: str) -> str:
    if wanted not in known:
        raise Http404
    return wanted


def edition_words(edition: EditionHealth) -> str:
    since = date_format(timezone.localtime(edition.since), "SHORT_DATETIME_FORMAT")
    return _("since %(date)s, %(language)s") % {"date": since, "language": edition.locale}
