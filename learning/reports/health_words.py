"""How the numbers of question health are said: percents, times, and what each of them means."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.selectors.health import EditionHealth, QuestionHealth
from quizzes.item_verdicts import Severity

NONE = "–"
SCOPES = {
    "first": gettext_lazy("First attempts"),
    "best": gettext_lazy("Best attempts"),
    "all": gettext_lazy("All attempts"),
}
# Wagtail's icon beside the word: a severity is never a colour alone.
ICONS = {Severity.FEW: "time", Severity.FINE: "check", Severity.LOOK: "info-circle", Severity.CHECK: "warning"}
MEANINGS = (
    (
        gettext_lazy("Facility"),
        gettext_lazy("The average mark. Below 35 % the question is hard, above 80 % easy."),
    ),
    (
        gettext_lazy("Spread"),
        gettext_lazy("The standard deviation of the marks: 0 % where everybody gets the same."),
    ),
    (
        gettext_lazy("Discrimination"),
        gettext_lazy(
            "The correlation with the rest of the quiz: above 30 % good, below 20 % weak, below 0 % something is wrong."
        ),
    ),
    (
        gettext_lazy("Efficiency"),
        gettext_lazy("The discrimination as a share of what is possible with marks so spread. From 50 % on good."),
    ),
    (gettext_lazy("By guessing"), gettext_lazy("What answering blindly earns on average.")),
    (
        gettext_lazy("Weight"),
        gettext_lazy("The question’s share of the marks, and its share of what sets learners apart."),
    ),
)


def percent(value: float | None) -> str:
    return NONE if value is None else f"{signed(round(value * 100))}\N{NO-BREAK SPACE}%"


def decimal(value: float | None) -> str:
    return NONE if value is None else signed(round(value, 2) + 0.0, places=2)


def signed(value: float, places: int | None = None) -> str:
    """With a minus, not a hyphen; and nought has no sign."""
    return number_format(value, places).replace("-", "\N{MINUS SIGN}")


def duration(seconds: float | None) -> str:
    if seconds is None:
        return NONE
    if seconds < 100:
        return _("%(count)d s") % {"count": round(seconds)}
    return _("%(count)d min") % {"count": round(seconds / 60)}


def quiz_figures(edition: EditionHealth) -> list[tuple[str, str]]:
    found = edition.numbers
    figures = [(_("Attempts"), str(edition.attempts)), (_("Median time"), duration(edition.seconds))]
    if found is None:
        return figures
    return [
        figures[0],
        (_("Mean"), percent(found.mean)),
        (_("Median"), percent(found.median)),
        (_("Spread"), percent(found.deviation)),
        (_("Reliability (Cronbach’s alpha)"), decimal(found.consistency)),
        (_("Standard error"), percent(found.standard_error)),
        (_("Error ratio"), percent(found.error_ratio)),
        (_("Skewness"), decimal(found.skewness)),
        (_("Kurtosis"), decimal(found.kurtosis)),
        figures[1],
    ]


def question_figures(question: QuestionHealth) -> list[tuple[str, str]]:
    found = question.numbers
    if found is None:
        return [(_("Attempts"), str(question.attempts)), (_("Left blank"), str(question.blank))]
    return [
        (_("Attempts"), str(question.attempts)),
        (_("Facility"), percent(found.facility)),
        (_("Spread"), percent(found.deviation)),
        (_("Discrimination"), percent(found.discrimination)),
        (_("Efficiency"), percent(found.efficiency)),
        (_("By guessing"), percent(question.guess)),
        (_("Weight"), weight_words(question)),
        (_("Left blank"), str(question.blank)),
        (_("Median time"), duration(question.seconds)),
    ]


def weight_words(question: QuestionHealth) -> str:
    if question.weight is None:
        return NONE
    return f"{percent(question.weight.intended)} / {percent(question.weight.effective)}"


def sentences(question: QuestionHealth) -> list[str]:
    if question.verdict:
        return [remark.text for remark in question.verdict.remarks]
    if question.is_marked_by_people:
        return [_("Marked by a trainer: not in these numbers.")]
    return [_("Not graded: there is nothing to be right in.")]


def bars(question: QuestionHealth) -> list[dict[str, Any]]:
    """The choices, or the most frequent answers, as shares of the attempts whose answers can still be read."""
    told = question.told or 1
    return [
        {"text": one.text, "earns": one.earns, "count": one.count, "share": percent(one.count / told), "width": width}
        for one in (*question.shares, *question.words)
        for width in [round(100 * one.count / told)]
    ]


def label(question: QuestionHealth) -> str:
    if question.verdict:
        return question.severity.label
    return _("Marked by a trainer") if question.is_marked_by_people else _("Not graded")


def row(question: QuestionHealth, number: int) -> dict[str, Any]:
    """What the templates show of one question."""
    return {
        "number": number,
        "question": question,
        "level": question.severity.name.lower(),
        "label": label(question),
        "icon": ICONS[question.severity],
        "sentences": sentences(question),
        "figures": question_figures(question),
        "bars": bars(question),
    }
