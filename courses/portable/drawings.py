"""A `::: drawing way Title` box with a list to a drawing block, and back.

The first line of each item is what stands at the stop, the lines below it are the note; a bold first line is the stop
that matters most.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from courses.drawings import CALENDAR, FEWEST, KINDS, LONGEST_LABEL, LONGEST_NOTE, LONGEST_TITLE, MOST
from courses.months import months_named

from .front_matter import one_line
from .inline import write_inline, write_text
from .markdown import Markdown, with_attributes
from .rich_text import Piece

NAME = "drawing"
PLAIN = {"inline", "text", "softbreak", "hardbreak", "strong"}


def read_drawing(
    markdown: Markdown, node: SyntaxTreeNode, label: str, minutes: int | None
) -> tuple[str, dict[str, Any]] | None:
    """The block of a box whose first line says “way Title”; nothing, with a note, where it says no kind we know."""
    kind, _space, title = label.partition(" ")
    if kind not in KINDS:
        markdown.complain(node, _("Say what is drawn: “drawing way Title”. Kinds are: %s.") % ", ".join(KINDS))
        return None
    items = [_item(markdown, item) for item in _items(node)]
    for message in _faults(node, title, items):
        markdown.complain(node, message)
    for value, item in zip(items, _items(node), strict=True):
        for message in _faults_of_item(kind, value):
            markdown.complain(item, message)
    namespace = uuid5(markdown.namespace, f"{NAME}\n{kind}\n{title}")
    listed = [
        {"type": "item", "id": str(uuid5(namespace, f"{place}\n{value['label']}")), "value": value}
        for place, value in enumerate(items)
    ]
    return NAME, {"kind": kind, "title": title, "items": listed}


def _items(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    return [item for child in node.children if child.type in ("ordered_list", "bullet_list") for item in child.children]


def _item(markdown: Markdown, item: SyntaxTreeNode) -> dict[str, Any]:
    if [child.type for child in item.children] != ["paragraph"]:
        markdown.complain(item, _("An item of a drawing is one paragraph."))
    for part in (part for child in item.children if child.type == "paragraph" for part in child.children[0].walk()):
        if part.type not in PLAIN:
            markdown.complain(item, _("A drawing holds plain words: no links, pictures or code."))
    lines = list(_lines(item))
    return {
        "label": lines[0][0] if lines else "",
        "note": " ".join(text for text, _strong in lines[1:]),
        "here": bool(lines and lines[0][1]),
    }


def _lines(item: SyntaxTreeNode) -> Iterator[tuple[str, bool]]:
    """(text, whether all of it is bold) of each line."""
    parts: list[tuple[str, bool]] = []
    for part in item.walk():
        if part.type == "text" and part.content:
            parts.append((part.content, part.parent.type == "strong"))
        elif part.type in ("softbreak", "hardbreak"):
            yield _joined(parts)
            parts = []
    if parts:
        yield _joined(parts)


def _joined(parts: list[tuple[str, bool]]) -> tuple[str, bool]:
    return one_line("".join(text for text, _strong in parts)), all(strong for _text, strong in parts)


def _faults(node: SyntaxTreeNode, title: str, items: list[dict[str, Any]]) -> Iterator[str]:
    if not 0 < len(title) <= LONGEST_TITLE:
        yield _("A drawing needs a title after its kind, of at most %d characters.") % LONGEST_TITLE
    if not FEWEST <= len(items) <= MOST or len(node.children) != 1:
        yield _("A drawing holds one list of %(least)d to %(most)d items.") % {"least": FEWEST, "most": MOST}


def _faults_of_item(kind: str, value: dict[str, Any]) -> Iterator[str]:
    if len(value["label"]) > LONGEST_LABEL or len(value["note"]) > LONGEST_NOTE:
        most = {"first": LONGEST_LABEL, "rest": LONGEST_NOTE}
        yield _("The first line has at most %(first)d characters, the lines below it %(rest)d.") % most
    if kind == CALENDAR and not months_named(value["label"]):
        yield _("A calendar’s line begins with a month: “March”, “February–April”.")


def write_drawing(value: dict[str, Any]) -> str:
    """The box of a raw drawing block, closed, without a line break at its end."""
    lines = [f"::: {NAME} {value['kind']} {with_attributes(value['title'])}"]
    for number, item in enumerate((item["value"] for item in value["items"]), start=1):
        mark = f"{number}. "
        lines.append(mark + write_inline([Piece(one_line(item["label"]), bold=bool(item.get("here")))]))
        if item.get("note"):
            lines.append(" " * len(mark) + write_text(one_line(item["note"])))
    return "\n".join([*lines, ":::"])
