"""Numbers as people write them: `1 000,5`, `1.000,50`, `−3`, `12 %`. Always Decimal, never float."""

import re
from decimal import Decimal

from .answer_text import DASHES, fold

# ordinary, no-break, thin, narrow no-break, figure and punctuation spaces, and the tab
SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2009\u202f\u2007\u2008\u2005\u2006\u200a"), " ")
INTEGER = r"\d{1,3}(?: \d{3})+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}|\d+"
NUMBER = re.compile(
    rf"(?P<sign>[+-]?) ?(?:(?P<dots>\d{{1,3}}(?:\.\d{{3}})+),(?P<after_dots>\d+)"
    rf"|(?P<commas>\d{{1,3}}(?:,\d{{3}})+)\.(?P<after_commas>\d+)"
    rf"|(?P<whole>{INTEGER})(?:[.,](?P<part>\d+))?|[.,](?P<only_part>\d+))"
    r"(?:[eE](?P<exponent>[+-]?\d{1,2}))?(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
LONGEST = 100
# Beyond this nobody means a number; it also keeps arithmetic short.
LARGEST_EXPONENT = 30


class NotANumber(ValueError):
    """The text is not one number, or a number beyond all sense."""


def parse_number(text: str, unit: str = "") -> Decimal:
    """The number in a text, which may end with the unit. Raises NotANumber.

    A comma or a point is the decimal sign; where both stand, or one of them several times, the earlier one parts
    thousands. So `1,000` is one: in Ukrainian a comma is never a thousands sign.
    """
    match = NUMBER.fullmatch(text.translate(SPACES | DASHES).strip()) if len(text) <= LONGEST else None
    if not match or not is_unit(match["rest"], unit):
        raise NotANumber(text)
    whole = re.sub("[ .,]", "", match["dots"] or match["commas"] or match["whole"] or "0")
    part = match["after_dots"] or match["after_commas"] or match["part"] or match["only_part"] or "0"
    number = Decimal(f"{match['sign']}{whole}.{part}e{match['exponent'] or 0}")
    if number and abs(number.adjusted()) > LARGEST_EXPONENT:
        raise NotANumber(text)
    return number


def is_unit(rest: str, unit: str) -> bool:
    """Whether what follows the number is nothing, or the unit (letter case, look-alikes and a full stop aside)."""
    rest = fold(rest)
    return not rest or rest == fold(unit)
