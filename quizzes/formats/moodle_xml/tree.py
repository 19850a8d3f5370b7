"""XML to small trees, one for each question, that know their lines. Entities and DTDs are refused by defusedxml."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser
from django.utils.translation import gettext as _

DEEPEST = 40
MOST_NODES_IN_QUESTION = 5_000


class XmlFault(ValueError):
    """What is wrong at a line; `str()` is a sentence for the trainer."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


class Enough(Exception):
    """Raised by whoever takes the questions, to read no further."""


@dataclass(slots=True)
class Node:
    """An element and the line it begins at. `content` are its texts and elements, in order."""

    tag: str
    attributes: dict[str, str]
    line: int
    content: list["str | Node"] = field(default_factory=list)

    @property
    def children(self) -> list["Node"]:
        return [piece for piece in self.content if isinstance(piece, Node)]

    def all(self, tag: str) -> list["Node"]:
        return [child for child in self.children if child.tag == tag]

    def child(self, tag: str) -> "Node | None":
        return next(iter(self.all(tag)), None)

    @property
    def inside(self) -> str:
        """The text; markup that somebody forgot to escape is text too."""
        return "".join(piece if isinstance(piece, str) else html_of(piece) for piece in self.content)

    @property
    def said(self) -> str:
        """What stands in its `<text>`, or in itself, as in old files."""
        text = self.child("text")
        own = (piece for piece in self.content if isinstance(piece, str))
        return (text.inside if text else "".join(own)).strip()

    def value(self, tag: str, default: str = "") -> str:
        """What a child says."""
        child = self.child(tag)
        return child.said if child else default

    @property
    def weight(self) -> int:
        return 1 + sum(child.weight for child in self.children)


def html_of(node: Node) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    inside = "".join(escape(piece) if isinstance(piece, str) else html_of(piece) for piece in node.content)
    return f"<{node.tag}{attributes}>{inside}</{node.tag}>" if node.content else f"<{node.tag}{attributes}/>"


@dataclass(slots=True)
class Builder:
    """What the parser tells it becomes nodes; each child of the root is handed over and forgotten."""

    take: Callable[[Node], None]
    parser: Any = None
    stack: list[Node] = field(default_factory=list)
    nodes: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.check(tag, line)
        node = Node(tag, attributes, line)
        if self.stack:
            self.stack[-1].content.append(node)
        self.stack.append(node)

    def check(self, tag: str, line: int) -> None:
        if not self.stack and tag != "quiz":
            raise XmlFault(line, _("This is not Moodle XML: it begins with “%(tag)s”, not “quiz”.") % {"tag": tag[:50]})
        self.nodes = self.nodes + 1 if len(self.stack) > 1 else 0
        if len(self.stack) > DEEPEST or self.nodes > MOST_NODES_IN_QUESTION:
            raise XmlFault(line, _("The question has too many elements: nothing from this line on was read."))

    def data(self, text: str) -> None:
        if self.stack:
            self.stack[-1].content.append(text)

    def end(self, tag: str) -> None:
        node = self.stack.pop()
        if len(self.stack) == 1:
            self.stack[0].content.clear()
            self.take(node)

    def close(self) -> None:
        pass


def read_tree(text: str, take: Callable[[Node], None]) -> None:
    """Hand over each child of the root. Raises XmlFault where the XML ends before its time."""
    builder = Builder(take)
    parser = XMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser.parser
    try:
        parser.feed(text)
        parser.close()
    except ParseError as error:
        message = _("The XML is broken here: nothing from this line on was read. (%(fault)s)")
        raise XmlFault(error.position[0], message % {"fault": str(error).partition(":")[0]}) from None
    except DefusedXmlException:
        raise XmlFault(builder.parser.CurrentLineNumber, forbidden()) from None
    except Enough:
        return


def forbidden() -> str:
    return _("The file declares a document type or entities, which are not read: nothing was read. Remove them.")
