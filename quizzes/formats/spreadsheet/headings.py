"""Which column holds what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .vocabulary import ANSWER_PARTS, COLUMNS, named

_NUMBERED = re.compile(r"(.+?)\s*[№#]?\s*(\d{1,3})$", re.DOTALL)
MOST_ANSWERS = 100


@dataclass(slots=True)
class Layout:
    """Place of a column -> what it holds. `headings` are as the file spells them, for sentences about its cells."""

    line: int
    headings: list[str]
    columns: dict[int, str] = field(default_factory=dict)
    answers: dict[int, tuple[int, str]] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)

    @property
    def has_question(self) -> bool:
        return "prompt" in self.columns.values() and self.known > 1

    @property
    def known(self) -> int:
        return len(self.columns) + len(self.answers)

    def heading(self, key: str) -> str:
        """As the file calls it; what it lacks, as the template does."""
        place = next((place for place, name in self.columns.items() if name == key), None)
        return str(COLUMNS[key]) if place is None else self.headings[place]

    def answer_heading(self, number: int, part: str) -> str:
        place = next((place for place, known in self.answers.items() if known == (number, part)), None)
        return f"{ANSWER_PARTS[part]} {number}" if place is None else self.headings[place]

    def problems(self) -> Iterator[str]:
        for heading in self.twice:
            yield _("The column “%(column)s” is there twice.") % {"column": heading}


def read_headings(line: int, texts: Sequence[str]) -> Layout:
    layout = Layout(line, [" ".join(text.split())[:100] for text in texts])
    for place, heading in enumerate(layout.headings):
        place_heading(layout, place, heading.strip(" *:"))
    return layout


def place_heading(layout: Layout, place: int, heading: str) -> None:
    answer = numbered(heading)
    if not heading:
        return
    if answer:
        is_new = answer not in layout.answers.values()
        layout.answers |= {place: answer} if is_new else {}
    elif key := named(heading, COLUMNS):
        is_new = key not in layout.columns.values()
        layout.columns |= {place: key} if is_new else {}
    else:
        layout.unknown.append(place)
        return
    layout.twice += [] if is_new else [heading]


def numbered(heading: str) -> tuple[int, str] | None:
    """(2, "weight") of “Right 2”."""
    match = _NUMBERED.fullmatch(heading)
    part = named(match[1], ANSWER_PARTS) if match else None
    return (int(match[2]), part) if match and part and 1 <= int(match[2]) <= MOST_ANSWERS else None
