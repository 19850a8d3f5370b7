"""What a learner is told about an answer, once it is in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Verdict = Literal["right", "part", "wrong", "blank", "ungraded"]
LineState = Literal["right", "wrong", "miss", "given"]

# Thirds written as 33.33333 % must add up to a whole; Moodle's graded states use a tolerance for the same reason.
CLOSE = Decimal("0.00001")

VERDICT_ICONS = {
    "right": "check-circle",
    "part": "half-circle",
    "wrong": "cross-circle",
    "blank": "info",
    "ungraded": "pen",
}
LINE_ICONS = {"right": "check", "wrong": "cross-circle", "miss": "info", "given": "pen"}


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of "what you answered": `note` says whose it is and whether right, `feedback` is the trainer's."""

    text: str
    state: LineState
    note: str = ""
    feedback: str = ""

    @property
    def icon(self) -> str:
        return LINE_ICONS[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a learner is told about one answer. `feedback` is clean HTML, everything else plain text."""

    verdict: Verdict
    lines: tuple[ReviewLine, ...] = ()
    feedback: str = ""
    model_answer: str = ""

    @property
    def icon(self) -> str:
        return VERDICT_ICONS[self.verdict]

    @property
    def word(self) -> str:
        words = {
            "right": pgettext("verdict", "Right"),
            "part": pgettext("verdict", "Partly right"),
            "wrong": pgettext("verdict", "Wrong"),
            "blank": pgettext("verdict", "No answer"),
            "ungraded": pgettext("verdict", "Reflection, no marks"),
        }
        return words[self.verdict]

    @property
    def is_graded(self) -> bool:
        return self.verdict in ("right", "part", "wrong")

    @property
    def feedback_html(self) -> SafeString:
        """Cleaned when the question was frozen."""
        return mark_safe(self.feedback)  # noqa: S308


def verdict_of(fraction: Decimal) -> Verdict:
    return "right" if fraction == 1 else "part" if fraction else "wrong"


def given_line(text: str, fraction: Decimal, *, show_answers: bool, feedback: str = "") -> ReviewLine:
    """The line for something the learner gave."""
    if not show_answers:
        return ReviewLine(text, "given", _("your answer"), feedback)
    if fraction >= 1 - CLOSE:
        return ReviewLine(text, "right", _("your answer, right"), feedback)
    if fraction > CLOSE:
        return ReviewLine(text, "given", _("your answer, partly right"), feedback)
    return ReviewLine(text, "wrong", _("your answer, wrong"), feedback)


def missed_line(text: str) -> ReviewLine:
    return ReviewLine(text, "miss", pgettext("of an answer", "the right answer"))
