"""Marks in words, with the plural forms and the decimal sign of the reader's language."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import ngettext, npgettext, pgettext


def decimal_words(value: Decimal) -> str:
    """At most two places, no idle zeros."""
    text = format(value.quantize(Decimal("0.01"), ROUND_HALF_UP), "f")
    return number_format(text.rstrip("0").rstrip("."), use_l10n=True)


def points(mark: Decimal) -> str:
    """1 point, 2 points, 1.5 points."""
    if mark != int(mark):
        return pgettext("a mark that is not whole", "%(mark)s points") % {"mark": decimal_words(mark)}
    return ngettext("%(mark)s point", "%(mark)s points", int(mark)) % {"mark": decimal_words(mark)}


def points_of(mark: Decimal, max_mark: Decimal) -> str:
    """0.67 of 1 point, 3 of 4 points."""
    words = {"mark": decimal_words(mark), "max_mark": decimal_words(max_mark)}
    if max_mark != int(max_mark):
        return pgettext("out of a mark that is not whole", "%(mark)s of %(max_mark)s points") % words
    text = npgettext("out of", "%(mark)s of %(max_mark)s point", "%(mark)s of %(max_mark)s points", int(max_mark))
    return text % words
