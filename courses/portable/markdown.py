"""Markdown to the HTML of a lesson. What the lesson cannot show is noted with its line, never dropped silently."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from quizzes.sanitize import clean_html

from .identity import NAMESPACE
from .references import MEDIA, TERM, is_known
from .source import Html, Notes, Reference

# Tags, comments; not `\<b>` and not `<https://example.org>`.
MARKUP = re.compile(r"(?<!\\)(?:\\\\)*(?:</?[a-zA-Z](?![a-zA-Z0-9+.-]*(?::|@))[^>]*>|<!--)")
# What may stand in braces at the end of a section's title and of a box's first line.
ATTRIBUTES = re.compile(r"\s*\{(?:#(?P<id>[0-9a-f-]{36}))? ?(?:minutes=(?P<minutes>\d{1,3}))?\}$")

BEGINNINGS = "https:// http:// mailto: tel: lesson: quiz: course: page:/ media/ term: # /"
INLINE = {"inline", "text", "softbreak", "hardbreak", "strong", "em", "link"}
IN_TEXT = INLINE | {"paragraph", "bullet_list", "ordered_list", "list_item"}
BREAKS = {"softbreak", "hardbreak"}
PARAGRAPH_BREAK = re.compile(r"(?:<br />\n){2}")


class Markdown:
    """The Markdown of one file.

    `first_line` is where it begins there; `namespace` makes the ids of its questions; `boxes` are the names that may
    follow `:::`. What it points at gathers in `references`.
    """

    def __init__(
        self, text: str, first_line: int, notes: Notes, namespace: UUID = NAMESPACE, boxes: Iterable[str] = ()
    ) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.notes = notes
        self.namespace = namespace
        self.boxes = tuple(boxes)
        self.references: list[Reference] = []
        self.parser = parser(self.boxes)
        self.root = SyntaxTreeNode(self.parser.parse(text))

    def line(self, node: SyntaxTreeNode) -> int:
        """Where a node begins; of something within a paragraph, the line it stands in."""
        below = 0
        while node.map is None and node.parent is not None:
            below += _breaks_before(node)
            node = node.parent
        return self.first_line + (node.map[0] if node.map else 0) + below

    def complain(self, node: SyntaxTreeNode, message: str) -> None:
        self.notes.add(self.line(node), message)

    def html(self, nodes: Iterable[SyntaxTreeNode], *, headings: bool = False) -> Html:
        """Clean HTML of running text, with what does not belong there noted."""
        nodes = list(nodes)
        for node in nodes:
            self.check(node, headings)
        return Html(clean_html(self.rendered(nodes), "lesson"))

    def rendered(self, nodes: Iterable[SyntaxTreeNode]) -> str:
        tokens = [_with_breaks(token) for node in nodes for token in node.to_tokens()]
        return self.parser.renderer.render(tokens, self.parser.options, {}).strip("\n")

    def check(self, node: SyntaxTreeNode, headings: bool = False) -> None:
        """Note what a lesson's text cannot hold, at this node and below it; remember what it points at."""
        for part in node.walk():
            if part.type == "heading":
                if not headings or part.tag not in ("h3", "h4"):
                    self.complain(part, _("Only “###” and “####” headings can stand in a section, and none in a box."))
            elif part.type == "image":
                self.complain(part, _("A picture stands in a paragraph of its own, in a section."))
            elif part.type not in IN_TEXT:
                self.complain(part, _("A lesson cannot hold this: %s.") % part.type.replace("_", " "))
            else:
                self.check_inside(part)

    def check_inside(self, node: SyntaxTreeNode) -> None:
        if node.type == "inline":
            for match in MARKUP.finditer(node.content):
                line = self.line(node) + node.content.count("\n", 0, match.end())
                self.notes.add(line, _("HTML is not read: write Markdown."))
        elif node.type == "link":
            self.check_link(node)
        elif node.type == "ordered_list" and node.attrs.get("start", 1) != 1:
            self.complain(node, _("A numbered list begins with 1."))
        elif node.type == "paragraph" and node.children and node.children[0].content.startswith(":::"):
            message = _("There is no such box, or it is not opened. Boxes are: %s.") % ", ".join(self.boxes)
            self.complain(node, message)

    def check_link(self, node: SyntaxTreeNode) -> None:
        address = str(node.attrs.get("href", ""))
        if not is_known(address):
            self.complain(node, _("A link must begin with one of these: %s") % BEGINNINGS)
        elif match := MEDIA.match(address):
            self.refer(node, match["name"], "document")
        elif match := TERM.match(address):
            self.refer(node, match["slug"], "term")
        else:
            self.refer(node, address)

    def refer(self, node: SyntaxTreeNode, target: str, kind: str = "link") -> None:
        self.references.append(Reference(self.line(node), target, kind))

    def cell(self, node: SyntaxTreeNode) -> Html:
        """Clean HTML of a table's cell; two line breaks in a row divide paragraphs."""
        html = PARAGRAPH_BREAK.sub("</p><p>", self.rendered(node.children))
        return Html(clean_html(f"<p>{html}</p>", "lesson"))

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


def parser(boxes: Iterable[str] = ()) -> MarkdownIt:
    """CommonMark with tables and our boxes; without HTML, and without links whose address stands elsewhere.

    Addresses stay as they are written: an import must not change them.
    """
    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")
    made.normalizeLink = lambda url: url
    for name in boxes:
        made.use(container_plugin, name)
    return made


def cut_attributes(text: str) -> tuple[str, str, int | None]:
    """(text, id, minutes) of `text {#id minutes=15}`; "" and None where they are not said."""
    match = ATTRIBUTES.search(text)
    if not match:
        return text, "", None
    return text[: match.start()], match["id"] or "", int(match["minutes"]) if match["minutes"] else None


def with_attributes(text: str, id: str = "", minutes: int | None = None) -> str:
    """The other way; a text that ends as if it had attributes gets empty ones."""
    said = " ".join([*([f"#{id}"] if id else []), *([f"minutes={minutes}"] if minutes is not None else [])])
    return f"{text} {{{said}}}" if said or text.endswith("}") else text


def _with_breaks(token: Token) -> Token:
    """Line breaks that were written as an entity, in headings and cells, are breaks as any other."""
    if not any("\n" in child.content for child in token.children or ()):
        return token
    return token.copy(children=[part for child in token.children for part in _broken(child)])


def _broken(child: Token) -> Iterator[Token]:
    if child.type != "text":
        yield child
        return
    for place, text in enumerate(child.content.split("\n")):
        if place:
            yield Token("hardbreak", "br", 0)
        yield replace(child, content=text)


def _breaks_before(node: SyntaxTreeNode) -> int:
    """Line breaks among the siblings before a node, and inside of them."""
    if node.parent is None or node.type == "inline":
        return 0
    count = 0
    for sibling in node.parent.children:
        if sibling is node:
            return count
        count += sum(part.type in BREAKS for part in sibling.walk())
    return count
