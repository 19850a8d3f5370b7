"""A Markdown table, and the line with its title before it, to a table block."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from .source import BlockSource

if TYPE_CHECKING:
    from .markdown import Markdown

TABLE_TITLE = re.compile(r"^(?:Table|Таблиця):\s*(.+)$")


def take_title(run: list[SyntaxTreeNode]) -> str:
    """The title in the paragraph right before a table, taken out of the run."""
    if not run or run[-1].type != "paragraph":
        return ""
    match = TABLE_TITLE.match(run[-1].children[0].content)
    if not match:
        return ""
    run.pop()
    return match[1].strip()


def read_table(markdown: "Markdown", node: SyntaxTreeNode, title: str) -> BlockSource:
    """A Markdown table. A column with bold, links and the like anywhere holds rich text, any other plain text."""
    head, *body = node.children
    headings = [markdown.plain(cell) for cell in head.children[0].children]
    rows = [row.children for part in body for row in part.children]
    types = ["rich" if any(_is_rich(row[place]) for row in rows) else "text" for place in range(len(headings))]
    for message in _faults(title, headings, rows):
        markdown.complain(node, message)
    for row in rows:
        for cell in row:
            for part in cell.children:
                markdown.check(part)
    return BlockSource(
        type="table",
        line=markdown.line(node),
        value={
            "caption": title,
            "columns": [{"type": type_, "heading": text} for type_, text in zip(types, headings, strict=True)],
            "rows": [
                {"values": [_value(markdown, cell, type_) for cell, type_ in zip(row, types, strict=True)]}
                for row in rows
            ],
        },
    )


def _faults(title: str, headings: list[str], rows: list[Any]) -> Iterator[str]:
    if not title:
        yield _("Write the table’s title on the line before it: “Table: Title”.")
    if len(headings) < 2 or not rows:
        yield _("A table has at least two columns and one row.")
    if not all(headings):
        yield _("Give each column of the table a heading.")


def _is_rich(cell: SyntaxTreeNode) -> bool:
    return any(part.type in ("strong", "em", "link") or "\n" in part.content for part in cell.walk())


def _value(markdown: "Markdown", cell: SyntaxTreeNode, type_: str) -> str:
    return markdown.plain(cell) if type_ == "text" else markdown.cell(cell)
