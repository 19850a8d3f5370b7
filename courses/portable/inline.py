r"""Pieces of text to Markdown that reads back as the same pieces.

Bold is `**`, italic `_`. Where CommonMark would not see a mark because of its neighbours (`слово**«так»**`), the letter
outside of it is written as an entity (`слов&#1086;**«так»**`): a reader sees the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar

from .rich_text import BREAK, Piece

HARD_BREAK = "\\\n"
# In a heading or a cell, which have one line.
BREAK_IN_LINE = "&#10;"

_SIGNS = re.compile(r"[\\`*_\[\]<]")
_ENTITY = re.compile(r"&(?=#\w{1,8};|[a-zA-Z]\w{1,31};)")
# What begins a block of another kind, or one of our own lines, at the start of a line.
_OPENING = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([-+=#>:|~])|((?:Table|Таблиця|File|Файл)):)")
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\&\"'\x00-\x1f\x7f]+")

PLAIN, OPEN, CLOSE = "plain", "open", "close"


@dataclass(slots=True)
class Part:
    """A stretch of Markdown; `mark` is OPEN or CLOSE for the signs of bold and italic."""

    text: str
    kind: str = PLAIN


def write_inline(pieces: Sequence[Piece], *, line_break: str = HARD_BREAK) -> str:
    parts = [part for part in _linked(pieces) if part.text]
    _see_marks(parts)
    _see_pictures(parts)
    lines = "".join(part.text for part in parts).split(BREAK)
    return line_break.join(_safe_line(line) for line in lines)


def write_text(text: str, *, line_break: str = BREAK_IN_LINE) -> str:
    """Plain text, for headings, cells and what a picture shows."""
    return write_inline([Piece(text)], line_break=line_break) if text else ""


def write_address(address: str) -> str:
    """The target of a link."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    escaped = re.sub(r"([\\<>])", r"\\\1", address)
    return f"<{_ENTITY.sub(chr(92) + '&', escaped)}>"


def write_title(text: str) -> str:
    """A title after a target, in quotes."""
    escaped = re.sub(r'([\\"])', r"\\\1", text)
    return '"' + _ENTITY.sub(r"\\&", escaped) + '"'


def _linked(pieces: Iterable[Piece]) -> Iterator[Part]:
    for address, group in groupby(pieces, key=lambda piece: piece.link):
        inner = list(_bold(group))
        if address:
            inner = [Part("["), *inner, Part(f"]({write_address(address)})")]
        yield from inner


def _bold(pieces: Iterable[Piece]) -> Iterator[Part]:
    yield from _marked(pieces, lambda piece: piece.bold, "**", _italic)


def _italic(pieces: Iterable[Piece]) -> Iterator[Part]:
    yield from _marked(pieces, lambda piece: piece.italic, "_", _plain)


def _plain(pieces: Iterable[Piece]) -> Iterator[Part]:
    for piece in pieces:
        yield Part(_ENTITY.sub(r"\\&", _SIGNS.sub(r"\\\g<0>", piece.text)))


def _marked(
    pieces: Iterable[Piece], is_marked: Callable[[Piece], bool], mark: str, within: Callable[..., Iterator[Part]]
) -> Iterator[Part]:
    for marked, group in groupby(pieces, key=is_marked):
        if not marked:
            yield from within(group)
            continue
        yield Part(mark, OPEN)
        yield from within(group)
        yield Part(mark, CLOSE)


def _see_marks(parts: list[Part]) -> None:
    """Make sure that each mark opens and closes where it should: CommonMark's rule of flanking delimiter runs.

    White space beside the inner side of a mark (no-break spaces; others are never there) and letters beside the outer
    side are written as entities where they are in the way.
    """
    for place, part in enumerate(parts):
        if part.kind == PLAIN:
            continue
        step = 1 if part.kind == OPEN else -1
        inner, outer = _neighbour(parts, place, step), _neighbour(parts, place, -step)
        if _at(parts, inner, step).isspace():
            _as_entity(parts[inner], first=step > 0)
        letter = _at(parts, outer, -step)
        if letter and not letter.isspace() and not _is_punctuation(letter):
            is_in_the_way = part.text == "_" or _is_punctuation(_at(parts, inner, step))
            if is_in_the_way:
                _as_entity(parts[outer], first=step < 0)


def _neighbour(parts: list[Part], place: int, step: int) -> int:
    return place + step


def _at(parts: list[Part], place: int, step: int) -> str:
    """The first or last character of a part, seen in the direction of the step; "" beyond the ends."""
    if not 0 <= place < len(parts):
        return ""
    return parts[place].text[0 if step > 0 else -1]


def _as_entity(part: Part, *, first: bool) -> None:
    if first:
        part.text = f"&#{ord(part.text[0])};{part.text[1:]}"
    else:
        part.text = f"{part.text[:-1]}&#{ord(part.text[-1])};"


def _is_punctuation(character: str) -> bool:
    return bool(character) and (isMdAsciiPunct(ord(character)) or isPunctChar(character))


def _see_pictures(parts: list[Part]) -> None:
    """`!` before a link would make a picture of it."""
    for part, following in zip(parts, parts[1:], strict=False):
        if part.kind == PLAIN and part.text.endswith("!") and following.text.startswith("["):
            part.text = part.text[:-1] + "\\!"


def _safe_line(line: str) -> str:
    """A line that begins no list, heading or box, and keeps the no-break spaces at its ends."""
    return _OPENING.sub(_escaped_opening, _edges(line))


def _escaped_opening(match: re.Match[str]) -> str:
    number, sign, opening, word = match.groups()
    if number:
        return f"{number}\\{sign}"
    return f"\\{opening}" if opening else f"{word}\\:"


def _edges(line: str) -> str:
    core = line.strip()
    if core == line:
        return line
    if not core:
        return "".join(f"&#{ord(character)};" for character in line)
    before, after = line.split(core, 1)
    return _edges(before) + core + _edges(after)
