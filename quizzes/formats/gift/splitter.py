"""Cut a GIFT file into questions, each with its line and the comments before it.

Moodle cuts at blank lines only. We also keep blank lines inside braces, separate questions that follow each other
without one where that is unambiguous, and stop at the next question when a closing brace is missing, so that one
fault costs one question. Every line is looked at no more than twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

CATEGORY = "$CATEGORY:"
_BRACE = re.compile(r"[{}]")
# «…} ::Next:: …» on one line: what follows is a new question.
_TITLE_AFTER_BRACE = re.compile(r"(?<=\})\s*(?=::[^:]+::)")

UNCLOSED = _("The answers are not closed: a “}” is missing.")
UNOPENED = _("A “}” has no “{” before it. Write “\\}” if it belongs to the text.")
NESTED = _("A “{” inside the answers must be written “\\{”.")
SECOND_PAIR = _("The question has a second pair of braces. Write braces in a text as “\\{” and “\\}”.")


class Line(NamedTuple):
    number: int
    text: str

    @property
    def is_comment(self) -> bool:
        return self.text.startswith("//")

    @property
    def starts_anew(self) -> bool:
        """No answer and no later line of a question can begin like this."""
        return self.text.startswith(("::", CATEGORY))


@dataclass(frozen=True, slots=True)
class Chunk:
    """One question as it stands in the file: `text` without comment lines, `fault` when its braces are wrong."""

    line: int
    text: str
    comments: tuple[str, ...] = ()
    fault: str = ""

    @property
    def is_category(self) -> bool:
        return self.text.startswith(CATEGORY)


@dataclass(slots=True)
class _Scan:
    """Where we are in the question that begins at `start`: before, inside or after its braces."""

    start: int
    state: str = "stem"
    blank: int | None = None
    closed_at: int = -1
    fault: str | None = None
    end: int | None = None
    comments: list[str] = field(default_factory=list)

    def blame(self, fault: str) -> None:
        """The first fault is the one to tell: the others follow from it."""
        if self.fault is None:
            self.fault = fault


def split(lines: list[str]) -> Iterator[Chunk]:
    """Yield the chunks of the lines of a file (as `texts.lines_of` gives them), categories among them."""
    numbered = list(_numbered(lines))
    position = 0
    while position < len(numbered):
        if not numbered[position].text:
            position += 1
            continue
        scan = _scan(numbered, position)
        yield from _chunk(numbered, scan)
        position = scan.end


def _numbered(lines: list[str]) -> Iterator[Line]:
    for number, text in enumerate(lines, start=1):
        parts = _TITLE_AFTER_BRACE.split(text) if "}" in text and not text.startswith("//") else [text]
        yield from (Line(number, part) for part in parts)


def _scan(lines: list[Line], start: int) -> _Scan:
    """Walk from `start` to the end of one question and note where it ends (`end` is exclusive)."""
    scan = _Scan(start)
    for position in range(start, len(lines)):
        _step(scan, lines, position)
        if scan.end is not None:
            return scan
    if scan.state == "answers":
        scan.blame(UNCLOSED)
    scan.end = len(lines)
    return scan


def _step(scan: _Scan, lines: list[Line], position: int) -> None:
    line = lines[position]
    if not line.text:
        _blank(scan, position)
    elif line.is_comment:
        _comment(scan, lines, position)
    elif line.starts_anew and _has_text(scan, lines, position):
        _new_question(scan, lines, position)
    elif line.text.startswith(CATEGORY):
        scan.end = position + 1
    else:
        _braces(scan, line, position)


def _blank(scan: _Scan, position: int) -> None:
    if scan.state == "answers":
        scan.blank = position
    else:
        scan.end = position


def _comment(scan: _Scan, lines: list[Line], position: int) -> None:
    if scan.state == "tail":
        scan.end = position
    else:
        scan.comments.append(lines[position].text[2:].strip())


def _has_text(scan: _Scan, lines: list[Line], position: int) -> bool:
    """Whether something other than comments of this question stands before `position`."""
    return position - scan.start > len(scan.comments)


def _new_question(scan: _Scan, lines: list[Line], position: int) -> None:
    """A title or category where none can be: the question before it ends, without its closing brace if inside."""
    if scan.state == "answers":
        scan.blame(UNCLOSED)
    while lines[position - 1].is_comment:
        position -= 1
    scan.end = position


def _braces(scan: _Scan, line: Line, position: int) -> None:
    for brace in _BRACE.findall(line.text):
        _STEPS[scan.state, brace](scan, position)
        if scan.end is not None:
            return


def _open(scan: _Scan, position: int) -> None:
    scan.state = "answers"


def _close(scan: _Scan, position: int) -> None:
    scan.state, scan.closed_at = "tail", position


def _open_inside(scan: _Scan, position: int) -> None:
    """A second opening brace: after a blank line it is the next question's, else an unescaped sign."""
    if scan.blank is None:
        scan.blame(NESTED)
    else:
        scan.end = scan.blank
        scan.blame(UNCLOSED)


def _open_after(scan: _Scan, position: int) -> None:
    """An opening brace after the answers: on a later line it is the next question's."""
    if position > scan.closed_at:
        scan.end = scan.closed_at + 1
    else:
        scan.blame(SECOND_PAIR)


def _stray(scan: _Scan, position: int) -> None:
    scan.blame(UNOPENED)


_STEPS = {
    ("stem", "{"): _open,
    ("stem", "}"): _stray,
    ("answers", "{"): _open_inside,
    ("answers", "}"): _close,
    ("tail", "{"): _open_after,
    ("tail", "}"): _stray,
}


def _chunk(lines: list[Line], scan: _Scan) -> Iterator[Chunk]:
    """The chunk that was scanned, unless it is nothing but comments."""
    body = [line for line in lines[scan.start : scan.end] if not line.is_comment]
    if body:
        text = "\n".join(line.text for line in body).strip()
        yield Chunk(body[0].number, text, tuple(scan.comments), str(scan.fault or ""))
