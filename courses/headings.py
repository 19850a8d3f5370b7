"""The order of headings in a section: a reader who goes from heading to heading by ear misses none."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

SECTION_LEVEL = 2
HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)


def heading_errors(content: Iterable[Any]) -> dict[int, ValidationError]:
    """What is wrong with the headings in the texts of a section, by the place of the block."""
    level = SECTION_LEVEL
    errors = {}
    for place, block in enumerate(content):
        if block.block_type != "text":
            continue
        found = list(headings(block.value.source))
        if problem := heading_problem(level, found):
            errors[place] = ValidationError(problem)
        level = found[-1][0] if found else level
    return errors


def headings(html: str) -> Iterator[tuple[int, str]]:
    """(level, words) in order; levels are those of HTML."""
    for level, inner in HEADING.findall(html):
        yield int(level), " ".join(strip_tags(inner).split())


def heading_problem(level: int, found: Iterable[tuple[int, str]]) -> str:
    """Why headings that follow one of this level are out of order, or ""."""
    for next_level, words in found:
        if not words:
            return _("There is a heading without words. Remove it.")
        if next_level > level + 1:
            return _("The heading “%(words)s” is too small for its place: one of level %(level)d must come first.") % {
                "words": words,
                "level": level + 1,
            }
        level = next_level
    return ""
