"""What stands in a cell: text, and numbers and lists written as text."""

import csv
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from quizzes.answer_number import NotANumber, parse_number
from quizzes.formats.gift.kinds import ANY_NUMBER
from quizzes.frozen import decimal_text
from quizzes.question_types.base import PLACES

from .formulas import UNWANTED, unshield
from .vocabulary import NO, YES, language, means

PLUS_MINUS = re.compile(r"±|\+/?-")
TAG_MARKS = re.compile(r"[,;\n\"]")


class CellError(ValueError):
    """What is wrong with a cell; `str()` is a sentence for the trainer, without the column."""


class Cell(NamedTuple):
    """The text of a cell as people see it, or with `fault` why it cannot be taken."""

    text: str
    fault: str = ""


EMPTY = Cell("")


def text_cell(text: str) -> Cell:
    """A cell of a file: line ends, apostrophes before formulas and characters of no use aside."""
    text = UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return Cell(unshield(text.strip()).strip())


def number(text: str, unit: str = "") -> Decimal:
    try:
        return parse_number(text, unit)
    except NotANumber:
        raise CellError(_("“%(text)s” is not a number.") % {"text": text[:100]}) from None


def number_words(value: Decimal) -> str:
    """As the sheet's language writes it. A true minus: a hyphen would begin a formula."""
    words = decimal_text(value).replace("-", "−")
    return words.replace(".", ",") if language() == "uk" else words


def percent(text: str) -> Decimal | None:
    """The fraction of “50”, “50 %”, “−33,33333”. None for a word of yes or no."""
    if means(text, YES) or means(text, NO):
        return None
    return (number(text, "%") / 100).quantize(PLACES, ROUND_HALF_UP)


def percent_words(fraction: Decimal) -> Decimal | str:
    """A number for the cell, but for 1 %: a lone 1 means yes."""
    value = fraction * 100
    return "1 %" if value == 1 else value


def span(text: str) -> tuple[Decimal, Decimal]:
    """(middle, tolerance) of “5”, “5 ± 0,1”, “4,9..5,1”, or “*” for any number."""
    if text == "*":
        return Decimal(0), ANY_NUMBER
    low, dots, high = text.partition("..")
    if low and dots:
        least, most = number(low), number(high)
        return (least + most) / 2, (most - least) / 2
    value, *tolerance = PLUS_MINUS.split(text, maxsplit=1)
    return number(value), number(tolerance[0]) if tolerance else Decimal(0)


def span_words(value: Decimal, tolerance: Decimal) -> str:
    if not value and tolerance == ANY_NUMBER:
        return "*"
    return f"{number_words(value)} ± {number_words(tolerance)}" if tolerance else number_words(value)


def tags(text: str) -> tuple[str, ...]:
    """Parted by commas, semicolons or lines; a tag that holds one of these stands in quotation marks."""
    if not text:
        return ()
    delimiter = next((sign for sign in ",;" if sign in text), ",")
    lines = text.split("\n") if '"' not in text else [text]
    found = [tag.strip() for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True) for tag in row]
    return tuple(dict.fromkeys(filter(None, found)))


def tag_words(given: Iterable[str]) -> str:
    quoted = (f'"{tag.replace(chr(34), chr(34) * 2)}"' if TAG_MARKS.search(tag) else tag for tag in given)
    return ", ".join(quoted)
