"""What short answer and numeric share: a list of accepted answers, each with a share of the mark and feedback."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from .base import Problem
from .review import CLOSE


def fraction_block() -> blocks.DecimalBlock:
    return blocks.DecimalBlock(
        required=False,
        min_value=0,
        max_value=100,
        max_digits=8,
        decimal_places=5,
        label=gettext_lazy("Earns, %"),
        help_text=gettext_lazy("Empty: the whole mark. 0 for a usual mistake that deserves feedback of its own."),
    )


def said_feedback_block() -> blocks.TextBlock:
    return blocks.TextBlock(
        required=False,
        rows=2,
        label=gettext_lazy("Feedback"),
        help_text=gettext_lazy("Shown after the answer, to those who gave this one."),
    )


def accepted_problems(fractions: Sequence[Decimal], earned: Sequence[Decimal]) -> Iterator[Problem]:
    """`fractions` are what the accepted answers promise, `earned` what each would get: one above it may fit first."""
    if not fractions:
        yield Problem("accepted", _("Give at least one accepted answer."))
    elif max(fractions) < 1 - CLOSE:
        yield Problem("accepted", _("One of the answers must earn the whole mark: 100 %."))
    elif max(earned) < 1 - CLOSE:
        yield Problem(
            "accepted", _("Nobody can earn the whole mark: another answer fits first. Move the right one up.")
        )
