"""Paragraphs, headings and lists to Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .inline import BREAK_IN_LINE, write_inline
from .rich_text import BREAK, Block, Items, Paragraph, Piece

LINE_START = re.compile(r"(?<=\n)(?=[^\n])")
# One that is not escaped.
CLOSING = re.compile(r"(?<!\\)(?:\\\\)*#$")
# Markdown takes two lists in a row for one, unless their signs differ.
BULLETS, NUMBERS = ("-", "*"), (".", ")")


def write_blocks(blocks: Sequence[Block]) -> str:
    return "\n\n".join(_written(blocks))


def write_cell(blocks: Sequence[Block]) -> str:
    """A table's cell: one line, in which an entity is a line break and two of them are a new paragraph."""
    paragraphs = [block.pieces for block in blocks if isinstance(block, Paragraph)]
    line = write_inline(list(_joined(paragraphs)), line_break=BREAK_IN_LINE)
    return line.replace("|", "\\|")


def _joined(paragraphs: Iterable[Sequence[Piece]]) -> Iterator[Piece]:
    for place, pieces in enumerate(paragraphs):
        if place:
            yield Piece(BREAK * 2)
        yield from pieces


def _written(blocks: Sequence[Block]) -> Iterator[str]:
    previous: Block | None = None
    turn = 0
    for block in blocks:
        follows = isinstance(block, Items) and isinstance(previous, Items) and block.is_ordered == previous.is_ordered
        turn = 1 - turn if follows else 0
        yield _list(block, turn) if isinstance(block, Items) else _paragraph(block)
        previous = block


def _paragraph(block: Paragraph) -> str:
    if block.level:
        return f"{'#' * block.level} {unclosed(write_inline(block.pieces, line_break=BREAK_IN_LINE))}"
    return write_inline(block.pieces)


def unclosed(heading: str) -> str:
    """`#` at the end of a heading would be taken for its close."""
    return f"{heading[:-1]}\\#" if CLOSING.search(heading) else heading


def _list(block: Items, turn: int) -> str:
    is_loose = any(_is_loose(item) for item in block.items)
    lines = []
    for number, item in enumerate(block.items, start=1):
        marker = f"{number}{NUMBERS[turn]} " if block.is_ordered else f"{BULLETS[turn]} "
        lines.append(_item(marker, item, is_loose))
    return ("\n\n" if is_loose else "\n").join(lines)


def _is_loose(item: Sequence[Block]) -> bool:
    """Whether a blank line must stand in the item: before everything but a list that follows its first line.

    A list that begins with an empty item needs it too: its sign alone would make a heading of the line above.
    """
    return any(isinstance(block, Paragraph) or not block.items[0] for block in item[1:])


def _item(marker: str, item: Sequence[Block], is_loose: bool) -> str:
    text = ("\n\n" if is_loose else "\n").join(_written(item))
    indented = LINE_START.sub(" " * len(marker), text)
    return (marker + indented).rstrip(" ")
