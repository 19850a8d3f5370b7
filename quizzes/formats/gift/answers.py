"""The text between a question's braces and what all kinds of answers share: weights, feedback, ids."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from quizzes.answer_number import NotANumber, parse_number
from quizzes.formats.identity import answer_ids
from quizzes.frozen import plain
from quizzes.question_types.choices import from_percent

from .comments import Notes
from .texts import read_plain

_WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d{0,10})?)%")


class GiftError(ValueError):
    """Why a question cannot be read; `str()` is a sentence for the trainer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The text between the braces, escapes shielded, general feedback cut off; `format` is the prompt's.

    `notices` gathers sentences about what was read differently from what is written.
    """

    text: str
    format: str
    notes: Notes
    question_id: UUID
    notices: list[str] = field(default_factory=list)

    def ids(self, texts: Sequence[str]) -> list[str]:
        given = self.notes.answer_ids
        return given if len(given) == len(texts) else answer_ids(self.question_id, texts)

    def plain(self, raw: str) -> str:
        return read_plain(raw, self.format)

    def with_feedback(self, raw: str) -> tuple[str, str]:
        """(text, feedback) of `text#feedback`."""
        text, _hash, feedback = raw.partition("#")
        return self.plain(text), self.plain(feedback)


def parts(text: str, sign: str) -> list[str]:
    """What stands after each sign; also before the first one, when something does."""
    first, *others = (part.strip() for part in text.split(sign))
    return [first, *others] if first else others


def weighted(part: str, default: Decimal, least: int = 0) -> tuple[Decimal, str]:
    """(fraction, the rest) of `%50%rest`."""
    match = _WEIGHT.match(part)
    if not match:
        return default, part
    fraction = from_percent(match[1].replace(",", "."), default)
    if not least <= fraction <= 1:
        raise GiftError(_("The weight “%(weight)s” is out of range.") % {"weight": match[0]})
    return fraction, part[match.end() :].strip()


def has_weight(text: str) -> bool:
    return bool(_WEIGHT.match(text))


def decimal(text: str) -> Decimal:
    try:
        return plain(parse_number(text))
    except NotANumber:
        raise GiftError(_("“%(text)s” is not a number.") % {"text": text.strip()[:100]}) from None
