"""Rich text as the editor stores it, taken apart: paragraphs, headings and lists of pieces of text.

Two texts that look the same are the same here, whichever of HTML's many spellings they have: `<b>` or `<strong>`, a
list item with or without a paragraph, a space inside or outside of bold.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

# HTML's own white space, and the separators that text processors leave behind. A no-break space is a character.
SPACES = " \t\n\r\f\v\u2028\u2029"
BOLD, ITALIC = {"b", "strong"}, {"i", "em"}
LISTS = {"ul": False, "ol": True}
HEADINGS = {"h3": 3, "h4": 4}
BLOCKS = {"p", "ul", "ol", "li", "div", *HEADINGS}
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one look; `BREAK` alone is a line break. `link` is an address, "" where there is none."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""

    @property
    def is_space(self) -> bool:
        return not self.text.strip(SPACES)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; of `level` 3 or 4 a heading."""

    pieces: tuple[Piece, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is made of paragraphs and lists."""

    is_ordered: bool
    items: tuple[tuple["Paragraph | Items", ...], ...]


Block = Paragraph | Items
# The attributes of an `<a>` -> the address to write; "" for none.
Address = Callable[[Mapping[str, str]], str]


@dataclass(slots=True)
class Reading:
    """One text being taken apart. `losses` gathers the names of tags that have no place in a lesson's text."""

    address: Address
    losses: list[str] = field(default_factory=list)

    def blocks(self, nodes: Iterable[object]) -> Iterator[Block]:
        run: list[Piece] = []
        for node in nodes:
            if not (isinstance(node, Tag) and node.name in BLOCKS):
                run += self.pieces(node, Piece(""))
                continue
            yield from paragraph(run)
            run = []
            yield from self.block(node)
        yield from paragraph(run)

    def block(self, tag: Tag) -> Iterator[Block]:
        if tag.name in LISTS:
            yield from self.items(tag)
        elif tag.name in HEADINGS:
            pieces = [piece for child in tag.children for piece in self.pieces(child, Piece(""))]
            yield from paragraph(pieces, HEADINGS[tag.name])
        else:
            yield from self.blocks(tag.children)

    def items(self, tag: Tag) -> Iterator[Block]:
        items = tuple(tuple(self.blocks(child.children)) for child in tag.children if isinstance(child, Tag))
        if any(items):
            yield Items(LISTS[tag.name], items)

    def pieces(self, node: object, look: Piece) -> Iterator[Piece]:
        if isinstance(node, Comment):
            return
        if isinstance(node, NavigableString):
            yield replace(look, text=_collapsed(str(node)))
            return
        if node.name == "br":
            yield replace(look, text=BREAK)
            return
        inner = self.look(node, look)
        for child in node.children:
            yield from self.pieces(child, inner)

    def look(self, tag: Tag, look: Piece) -> Piece:
        if tag.name in BOLD:
            return replace(look, bold=True)
        if tag.name in ITALIC:
            return replace(look, italic=True)
        if tag.name == "a":
            return replace(look, link=self.address(tag.attrs))
        self.losses.append(tag.name)
        return look


def plain_address(attributes: Mapping[str, str]) -> str:
    return attributes.get("href", "")


def read_html(html: str, address: Address = plain_address) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """(the blocks of an HTML text, the names of tags it lost)."""
    reading = Reading(address)
    blocks = tuple(reading.blocks(BeautifulSoup(html, "html.parser").children))
    return blocks, tuple(reading.losses)


def paragraph(pieces: Iterable[Piece], level: int = 0) -> Iterator[Paragraph]:
    """The paragraph of these pieces; none where there is nothing to see."""
    tidied = tidy(pieces)
    if any(piece.text.strip() for piece in tidied):
        yield Paragraph(tidied, level)


def tidy(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """No space at the ends, at line breaks, twice, or of a look of its own; neighbours that look alike are one."""
    merged = _merged(_without_looks(_spaced(pieces)))
    return tuple(merged)


def _spaced(pieces: Iterable[Piece]) -> list[Piece]:
    """Spaces that nobody sees go: doubled over the borders of pieces, at breaks and ends; and breaks at the end."""
    found: list[Piece] = []
    for piece in pieces:
        after_space = not found or found[-1].text[-1:] in (" ", BREAK)
        text = piece.text.lstrip(" ") if after_space and piece.text != BREAK else piece.text
        if text == BREAK:
            _strip_end(found, " ")
        if text:
            found.append(replace(piece, text=text))
    _strip_end(found, " " + BREAK)
    return found


def _strip_end(pieces: list[Piece], characters: str) -> None:
    while pieces and pieces[-1].text[-1:] in characters:
        text = pieces[-1].text.rstrip(characters) if pieces[-1].text != BREAK else ""
        if not text and pieces[-1].text == BREAK and BREAK not in characters:
            return
        pieces[-1:] = [replace(pieces[-1], text=text)] if text else []


def _without_looks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Spaces at the ends of a piece and line breaks look like nothing, so they take the look of nothing."""
    for piece in pieces:
        core = piece.text.strip(" " + BREAK)
        if not core:
            yield Piece(piece.text)
            continue
        before, after = piece.text.split(core, 1)
        yield from (Piece(before),) if before else ()
        yield replace(piece, text=core)
        yield from (Piece(after),) if after else ()


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one look as one piece; a space or break between two of one look takes that look."""
    waiting: list[Piece] = []
    for look, group in groupby(_inner_spaces(list(pieces)), key=lambda piece: replace(piece, text="")):
        waiting.append(replace(look, text="".join(piece.text for piece in group)))
    yield from waiting


def _inner_spaces(pieces: list[Piece]) -> Iterator[Piece]:
    """A space takes the looks that the words before and after it share."""
    words = [place for place, piece in enumerate(pieces) if not piece.is_space]
    for place, piece in enumerate(pieces):
        if not piece.is_space:
            yield piece
            continue
        before = next((pieces[other] for other in reversed(words) if other < place), Piece(""))
        after = next((pieces[other] for other in words if other > place), Piece(""))
        link = before.link if before.link == after.link else ""
        yield Piece(piece.text, before.bold and after.bold, before.italic and after.italic, link)


def _collapsed(text: str) -> str:
    """White space runs become one space."""
    parts = [part for part in text.translate(_SPACE_TABLE).split(" ") if part]
    inner = " ".join(parts)
    if not parts:
        return " " if text else ""
    return (" " if text[0] in SPACES else "") + inner + (" " if text[-1] in SPACES else "")


_SPACE_TABLE = str.maketrans(dict.fromkeys(SPACES, " "))
