"""A page drawn once for everybody: text with blanks and choices that are filled in for each visitor.

Rendering a template costs many times the rest of a request. So the template of a page that many people open is rendered
once, with marks where visitors differ (the tags `blank` and `when`). Reading the marks gives a sheet, and filling one
in is joining strings. A sheet holds no learner state, no CSRF token and no right answer.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from learning.packing import Printed, printed

# NUL: neither the database nor a form lets it into a text, so no text can be taken for a mark.
MARK = re.compile("\0([^\0]*)\0")
BLANK, WAY, OPEN, CLOSE = "=", "?", "(", ")"

# What fills the blanks and decides between ways. Values are text, escaped unless they are safe; empty means no.
Visitor = Mapping[str, str]


class Blank(NamedTuple):
    name: str


class Choice(NamedTuple):
    """Ways to go on: the first whose name the visitor's facts hold. The name of "otherwise" is empty."""

    ways: list[tuple[str, "Sheet"]]


Part = Printed | Blank | Choice
Sheet = list[Part]


def mark(word: str) -> SafeString:
    return mark_safe(f"\0{word}\0")  # noqa: S308  a constant and names from our templates


def read_sheet(drawn: str) -> Sheet:
    """The parts of a page drawn with marks."""
    parts: Sheet = []
    outer: list[tuple[Sheet, Choice]] = []
    for index, piece in enumerate(MARK.split(drawn)):
        if not index % 2:
            parts += [printed(piece.encode())] if piece else []
        elif piece == OPEN:
            outer.append((parts, Choice([])))
        elif piece == CLOSE:
            parts, choice = outer.pop()
            parts.append(choice)
        elif piece.startswith(WAY):
            parts = []
            outer[-1][1].ways.append((piece.removeprefix(WAY), parts))
        else:
            parts.append(Blank(piece.removeprefix(BLANK)))
    return parts


def fill_in(sheet: Sheet, visitor: Visitor) -> list[Printed | bytes]:
    """What all readers get, and between it what this one does."""
    filled: list[Printed | bytes] = []
    fill(sheet, visitor, filled)
    return filled


def fill(sheet: Sheet, visitor: Visitor, filled: list[Printed | bytes]) -> None:
    for part in sheet:
        if isinstance(part, Printed):
            filled.append(part)
        elif isinstance(part, Blank):
            filled.append(conditional_escape(visitor.get(part.name, "")).encode())
        else:
            fill(chosen(part, visitor), visitor, filled)


def chosen(choice: Choice, visitor: Visitor) -> Sheet:
    for name, parts in choice.ways:
        if not name or visitor.get(name):
            return parts
    return []
