"""Markdown to the blocks of a lesson. What the lesson cannot show is noted with its line, never dropped silently."""

import re
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from quizzes.sanitize import clean_html

from .drawings import read_drawing
from .identity import NAMESPACE
from .questions import read_check
from .source import BlockSource, Notes, SectionSource
from .tables import TABLE_TITLE, read_table, take_title
from .terms import to_editor

TIMED = re.compile(r"^(?P<label>.+?),\s*(?P<minutes>\d{1,3})\s*(?:хв\w*|min\w*)\.?$")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
SAFE_LINK = re.compile(r"^(?:https?://|mailto:)|^term:[a-z0-9-]+$", re.IGNORECASE)

INLINE = {"inline", "text", "softbreak", "hardbreak", "strong", "em", "link"}
IN_TEXT = INLINE | {"paragraph", "bullet_list", "ordered_list", "list_item"}
LONGEST_LABEL = 80


class Markdown:
    """The Markdown of one file. `first_line` is where it begins there; `namespace` makes the ids of its questions."""

    def __init__(self, text: str, first_line: int, notes: Notes, namespace: UUID = NAMESPACE) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.notes = notes
        self.namespace = namespace
        self.parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        for name in BOXES:
            self.parser.use(container_plugin, name)
        self.root = SyntaxTreeNode(self.parser.parse(text))

    def line(self, node: SyntaxTreeNode) -> int:
        while node.map is None and node.parent is not None:
            node = node.parent
        return self.first_line + (node.map[0] if node.map else 0)

    def complain(self, node: SyntaxTreeNode, message: str) -> None:
        self.notes.add(self.line(node), message)

    def html(self, nodes: Iterable[SyntaxTreeNode], *, headings: bool = False) -> str:
        """Clean HTML of running text, with what does not belong there noted."""
        nodes = list(nodes)
        for node in nodes:
            self.check(node, headings)
        tokens = [token for node in nodes for token in node.to_tokens()]
        return to_editor(clean_html(self.parser.renderer.render(tokens, self.parser.options, {}).strip(), "lesson"))

    def check(self, node: SyntaxTreeNode, headings: bool = False) -> None:
        """Note what a lesson's text cannot hold, at this node and below it."""
        for part in node.walk():
            if part.type == "heading":
                if not headings or part.tag not in ("h3", "h4"):
                    self.complain(part, _("Only “###” and “####” headings can stand in a section, and none in a box."))
            elif part.type not in IN_TEXT:
                self.complain(part, _("A lesson cannot hold this: %s.") % part.type.replace("_", " "))
            elif message := _fault_inside(part):
                self.complain(part, message)

    def cell(self, node: SyntaxTreeNode) -> str:
        """Clean HTML of a table's cell."""
        tokens = [token for part in node.children for token in part.to_tokens()]
        html = self.parser.renderer.render(tokens, self.parser.options, {})
        return to_editor(clean_html(f"<p>{html}</p>", "lesson"))

    def plain(self, node: SyntaxTreeNode) -> str:
        """The text of a heading or cell without its markup."""
        return "".join(part.content for part in node.walk() if part.type == "text").strip()

    def raw(self, node: SyntaxTreeNode) -> str:
        """The lines of a box as they are written."""
        start, end = node.map
        return "\n".join(self.lines[start + 1 : end])

    def is_closed(self, node: SyntaxTreeNode) -> bool:
        end = node.map[1]
        return end < len(self.lines) and self.lines[end].strip() == ":::"


def _fault_inside(node: SyntaxTreeNode) -> str | None:
    if node.type == "text" and MARKUP.search(node.content):
        return _("HTML is not read: write Markdown.")
    if node.type == "link" and not SAFE_LINK.match(str(node.attrs.get("href", ""))):
        return _("A link must begin with https://, http:// or mailto:, a term with term:.")
    if node.type == "paragraph" and node.children and node.children[0].content.startswith(":::"):
        return _("There is no such box, or it is not opened. Boxes are: %s.") % ", ".join(BOXES)
    return None


def read_text(text: str, first_line: int, notes: Notes) -> str:
    """A text without sections, as clean HTML."""
    markdown = Markdown(text, first_line, notes)
    return markdown.html(markdown.root.children)


def read_sections(text: str, first_line: int, notes: Notes, namespace: UUID) -> tuple[SectionSource, ...]:
    """The sections of a lesson: each `## Title` and what follows it."""
    markdown = Markdown(text, first_line, notes, namespace)
    sections = tuple(_section(markdown, heading, nodes) for heading, nodes in _split(markdown))
    if not sections:
        notes.add(first_line, _("The lesson has no sections. Begin each with “## Title”."))
    return sections


def _split(markdown: Markdown) -> Iterator[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]]:
    heading, nodes = None, []
    for node in markdown.root.children:
        if node.type == "heading" and node.tag == "h2":
            if heading:
                yield heading, nodes
            heading, nodes = node, []
        elif heading is None:
            markdown.complain(node, _("Text before the first section. Begin with “## Title”."))
        else:
            nodes.append(node)
    if heading:
        yield heading, nodes


def _section(markdown: Markdown, heading: SyntaxTreeNode, nodes: list[SyntaxTreeNode]) -> SectionSource:
    title = markdown.plain(heading)
    if not 0 < len(title) <= 120:
        markdown.complain(heading, _("A section needs a title of at most 120 characters."))
    blocks = tuple(_blocks(markdown, nodes))
    if not blocks:
        markdown.complain(heading, _("The section is empty."))
    return SectionSource(title=title, blocks=blocks)


def _blocks(markdown: Markdown, nodes: list[SyntaxTreeNode]) -> Iterator[BlockSource]:
    """Text in runs as long as they go, and between them tables and boxes."""
    run: list[SyntaxTreeNode] = []
    for node in nodes:
        if node.type == "table":
            title = take_title(run)
            yield from _text(markdown, run)
            run = []
            yield read_table(markdown, node, title)
        elif node.type.startswith("container_"):
            yield from _text(markdown, run)
            run = []
            yield from _box(markdown, node)
        else:
            run.append(node)
    yield from _text(markdown, run)


def _text(markdown: Markdown, run: list[SyntaxTreeNode]) -> Iterator[BlockSource]:
    for node in run:
        if node.type == "paragraph" and TABLE_TITLE.match(node.children[0].content):
            markdown.complain(node, _("A table’s title has no table right after it."))
    if run and (html := markdown.html(run, headings=True)):
        yield BlockSource(type="text", value=html)


def _box(markdown: Markdown, node: SyntaxTreeNode) -> Iterator[BlockSource]:
    if not markdown.is_closed(node):
        markdown.complain(node, _("The box is not closed with “:::”."))
        return
    name = node.type.removeprefix("container_")
    label = node.info.strip().removeprefix(name).strip()
    block = BOXES[name](markdown, node, label)
    if block:
        yield block


def _labelled(markdown: Markdown, node: SyntaxTreeNode, label: str) -> dict[str, str]:
    """The label and text every box has."""
    if not 0 < len(label) <= LONGEST_LABEL:
        markdown.complain(node, _("The box needs a label after its name, of at most %d characters.") % LONGEST_LABEL)
    text = markdown.html(node.children)
    if not node.children:
        markdown.complain(node, _("The box is empty."))
    return {"label": label, "text": text}


def _callout(markdown: Markdown, node: SyntaxTreeNode, label: str) -> BlockSource:
    return BlockSource(type="callout", value={**_labelled(markdown, node, label), "style": "info"})


def _warning(markdown: Markdown, node: SyntaxTreeNode, label: str) -> BlockSource:
    return BlockSource(type="callout", value={**_labelled(markdown, node, label), "style": "warning"})


def _case(markdown: Markdown, node: SyntaxTreeNode, label: str) -> BlockSource:
    return BlockSource(type="case", value=_labelled(markdown, node, label))


def _exercise(markdown: Markdown, node: SyntaxTreeNode, label: str) -> BlockSource:
    match = TIMED.match(label)
    minutes = int(match["minutes"]) if match else None
    value = _labelled(markdown, node, match["label"] if match else label)
    return BlockSource(type="exercise", value={**value, "minutes": minutes, "document": None})


def _check(markdown: Markdown, node: SyntaxTreeNode, label: str) -> BlockSource | None:
    question = read_check(markdown.raw(node), markdown.line(node), markdown.notes, markdown.namespace)
    return BlockSource(type="check", value=[question]) if question else None


# Name after `:::` -> what reads the box. A new kind of box is a function and a line.
BOXES: dict[str, Callable[[Markdown, SyntaxTreeNode, str], BlockSource | None]] = {
    "case": _case,
    "callout": _callout,
    "warning": _warning,
    "exercise": _exercise,
    "check": _check,
    "drawing": read_drawing,
}
