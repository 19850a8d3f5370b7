"""What stands between `::: name Label` and `:::`, read into a block's type and value."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from courses.videos import youtube_id

from .drawings import read_drawing
from .questions import read_check
from .references import MEDIA
from .source import Html, MediaName

if TYPE_CHECKING:
    from .markdown import Markdown

TIMED = re.compile(r"^(?P<label>.+?),\s*(?P<minutes>\d{1,3})\s*(?:хв\w*|min\w*)\.?$")
FILE_LINE = re.compile(r"^(?:File|Файл):\s*(?P<address>\S+)$")
LONGEST_LABEL, LONGEST_VIDEO_TITLE, LONGEST_FILE_LABEL = 80, 150, 150

Box = tuple[str, Any]


def _labelled(markdown: "Markdown", node: SyntaxTreeNode, label: str, inner: list[SyntaxTreeNode]) -> dict[str, Any]:
    """The label and text every box has."""
    _check_label(markdown, node, label, LONGEST_LABEL)
    if not inner:
        markdown.complain(node, _("The box is empty."))
    return {"label": label, "text": markdown.html(inner)}


def _check_label(markdown: "Markdown", node: SyntaxTreeNode, label: str, longest: int) -> None:
    if not 0 < len(label) <= longest:
        markdown.complain(node, _("The box needs a label after its name, of at most %d characters.") % longest)


def read_callout(markdown: "Markdown", node: SyntaxTreeNode, label: str, minutes: int | None) -> Box:
    return "callout", {**_labelled(markdown, node, label, node.children), "style": "info"}


def read_warning(markdown: "Markdown", node: SyntaxTreeNode, label: str, minutes: int | None) -> Box:
    return "callout", {**_labelled(markdown, node, label, node.children), "style": "warning"}


def read_case(markdown: "Markdown", node: SyntaxTreeNode, label: str, minutes: int | None) -> Box:
    return "case", _labelled(markdown, node, label, node.children)


def read_exercise(markdown: "Markdown", node: SyntaxTreeNode, label: str, minutes: int | None) -> Box:
    """Minutes stand after the label, or in braces: there 0 means that a number in the label is none of them."""
    if minutes is None and (match := TIMED.match(label)):
        label, minutes = match["label"], int(match["minutes"])
    inner, document = _cut_document(markdown, node)
    return "exercise", {
        **_labelled(markdown, node, label, inner),
        "minutes": minutes or None,
        "document": document,
    }


def read_check_box(markdown: "Markdown", node: SyntaxTreeNode, label: str, minutes: int | None) -> Box | None:
    question = read_check(markdown.raw(node), markdown.line(node), markdown.notes, markdown.namespace)
    return ("check", [question]) if question else None


def read_video(markdown: "Markdown", node: SyntaxTreeNode, label: str, minutes: int | None) -> Box:
    """The address stands alone in the first paragraph; below it, what is said and shown."""
    _check_label(markdown, node, label, LONGEST_VIDEO_TITLE)
    link = _line_of(node.children[0]) if node.children else ""
    if not youtube_id(link):
        markdown.complain(node, _("Below “::: video” stands the address of a video on YouTube, on a line of its own."))
    if not node.children[1:]:
        markdown.complain(node, _("Tell below the address what is said and shown, for those who cannot watch."))
    transcript = markdown.html(node.children[1:]) if node.children[1:] else Html("")
    return "video", {"link": link, "title": label, "transcript": transcript}


def read_file(markdown: "Markdown", node: SyntaxTreeNode, label: str, minutes: int | None) -> Box:
    """The document stands alone in the box. Without a label its own title is shown."""
    if label:
        _check_label(markdown, node, label, LONGEST_FILE_LABEL)
    address = _line_of(node.children[0]) if len(node.children) == 1 else ""
    return "file", {"document": _document(markdown, node, address), "label": label}


def _cut_document(markdown: "Markdown", node: SyntaxTreeNode) -> tuple[list[SyntaxTreeNode], MediaName | None]:
    """(the text, the form to fill in) of an exercise that ends with `File: media/form.pdf`."""
    match = FILE_LINE.match(_line_of(node.children[-1])) if node.children else None
    if not match:
        return node.children, None
    return node.children[:-1], _document(markdown, node.children[-1], match["address"])


def _document(markdown: "Markdown", node: SyntaxTreeNode, address: str) -> MediaName:
    match = MEDIA.match(address)
    if not match:
        markdown.complain(node, _("A file lies in the folder and is named like media/form.pdf."))
        return MediaName("", "document")
    markdown.refer(node, match["name"], "document")
    return MediaName(match["name"], "document")


def _line_of(node: SyntaxTreeNode) -> str:
    """A paragraph as it is written; "" for anything else."""
    return node.children[0].content if node.type == "paragraph" else ""


# Name after `:::` -> what reads the box: (file, its node, label, minutes) to (block type, value), or None where it
# noted a fault. A new kind of box is a function and a line.
BOXES: dict[str, Callable[["Markdown", SyntaxTreeNode, str, int | None], Box | None]] = {
    "case": read_case,
    "callout": read_callout,
    "warning": read_warning,
    "exercise": read_exercise,
    "check": read_check_box,
    "video": read_video,
    "file": read_file,
    "drawing": read_drawing,
}
