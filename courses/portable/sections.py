"""The body of a lesson's file: sections, and in them text, tables, pictures and boxes."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from courses.headings import SECTION_LEVEL, heading_problem

from .boxes import BOXES
from .identity import as_uuid
from .markdown import Markdown, cut_attributes
from .pictures import is_picture, read_picture
from .source import BlockSource, Html, Notes, Reference, SectionSource
from .tables import TABLE_TITLE, read_table, take_title

LONGEST_TITLE = 120


def read_text(text: str, first_line: int, notes: Notes) -> tuple[Html, tuple[Reference, ...]]:
    """A text without sections, as clean HTML, and what it points at."""
    markdown = Markdown(text, first_line, notes, boxes=BOXES)
    html, references = markdown.html(markdown.root.children), tuple(markdown.references)
    for reference in references:
        if reference.kind == "term":
            notes.add(reference.line, _("Terms are marked in lessons only."))
    return html, references


def read_sections(
    text: str, first_line: int, notes: Notes, namespace: UUID
) -> tuple[tuple[SectionSource, ...], tuple[Reference, ...]]:
    """The sections of a lesson, each `## Title` and what follows it; and what they point at."""
    markdown = Markdown(text, first_line, notes, namespace, BOXES)
    sections = tuple(_section(markdown, heading, nodes) for heading, nodes in _split(markdown))
    if not sections:
        notes.add(first_line, _("The lesson has no sections. Begin each with “## Title”."))
    _refuse_repeated_ids(markdown, sections)
    return sections, tuple(markdown.references)


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
    title, id, _minutes = cut_attributes(markdown.plain(heading))
    if not 0 < len(title) <= LONGEST_TITLE:
        markdown.complain(heading, _("A section needs a title of at most 120 characters."))
    blocks = tuple(_blocks(markdown, nodes))
    _refuse_leaps(markdown, nodes)
    if not blocks:
        markdown.complain(heading, _("The section is empty."))
    return SectionSource(title=title, blocks=blocks, id=id, line=markdown.line(heading))


def _refuse_leaps(markdown: Markdown, nodes: list[SyntaxTreeNode]) -> None:
    level = SECTION_LEVEL
    for node in nodes:
        if node.type == "heading" and node.tag in ("h3", "h4"):
            found = int(node.tag[1])
            if problem := heading_problem(level, [(found, markdown.plain(node))]):
                markdown.complain(node, problem)
            level = found


def _blocks(markdown: Markdown, nodes: list[SyntaxTreeNode]) -> Iterator[BlockSource]:
    """Text in runs as long as they go, and between them tables, pictures and boxes."""
    run: list[SyntaxTreeNode] = []
    for node in nodes:
        if not (node.type == "table" or is_picture(node) or node.type.startswith("container_")):
            run.append(node)
            continue
        title = take_title(run) if node.type == "table" else ""
        yield from _text(markdown, run)
        run = []
        yield from _other(markdown, node, title)
    yield from _text(markdown, run)


def _other(markdown: Markdown, node: SyntaxTreeNode, title: str) -> Iterator[BlockSource]:
    if node.type == "table":
        yield read_table(markdown, node, title)
    elif is_picture(node):
        yield read_picture(markdown, node)
    else:
        yield from _box(markdown, node)


def _text(markdown: Markdown, run: list[SyntaxTreeNode]) -> Iterator[BlockSource]:
    for node in run:
        if node.type == "paragraph" and TABLE_TITLE.match(node.children[0].content):
            markdown.complain(node, _("A table’s title has no table right after it."))
    if run and (html := markdown.html(run, headings=True)):
        yield BlockSource(type="text", value=html, line=markdown.line(run[0]))


def _box(markdown: Markdown, node: SyntaxTreeNode) -> Iterator[BlockSource]:
    if not markdown.is_closed(node):
        markdown.complain(node, _("The box is not closed with “:::”."))
        return
    name = node.type.removeprefix("container_")
    label, id, minutes = cut_attributes(node.info.strip().removeprefix(name).strip())
    block = BOXES[name](markdown, node, label, minutes)
    if block:
        yield BlockSource(type=block[0], value=block[1], id=id, line=markdown.line(node))


def _refuse_repeated_ids(markdown: Markdown, sections: tuple[SectionSource, ...]) -> None:
    """Learners' records name sections and check boxes by these ids: each can be there once."""
    seen: set[str] = set()
    for part in [part for section in sections for part in (section, *section.blocks)]:
        if part.id and not as_uuid(part.id):
            markdown.notes.add(part.line, _("“#%s” is not an id: leave it out.") % part.id)
        elif part.id in seen:
            markdown.notes.add(part.line, _("This id is there twice. Leave one out: a new one will be made."))
        seen |= {part.id} - {""}
