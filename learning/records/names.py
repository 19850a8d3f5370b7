"""Which letters the record can print. A missing letter would be drawn as an empty box, without any warning."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "fonts"
# The faces a holder's name is set in: the name itself, and below it the name in Latin letters.
NAME_FACES = ("Literata-600.ttf", "Literata-400.ttf")
# C: controls, among them the bidirectional ones, soft hyphens and invisible spaces, which could make a name read as
# another one. M: marks that stack on a letter (й, ї and é are letters of their own after NFC).
REFUSED = ("C", "M")


@cache
def printable_letters() -> frozenset[str]:
    """The characters every face of the name has."""
    faces = (TTFont(FONTS / face, lazy=True).getBestCmap() for face in NAME_FACES)
    return frozenset(map(chr, frozenset.intersection(*(frozenset(face) for face in faces))))


def missing_letters(text: str) -> str:
    """The characters of `text` that cannot stand on a record, each once, in the order they are met; "" if it can.

    >>> missing_letters("Ґалаґан-Їжакевич 中中")
    '中'
    """
    letters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return "".join(letter for letter in letters if letter not in printable_letters() or refused(letter))


def refused(letter: str) -> bool:
    return unicodedata.category(letter).startswith(REFUSED)
