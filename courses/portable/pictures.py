"""`![what it shows](media/plan.png "Caption")`, alone in a paragraph, to a picture block."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from .references import MEDIA
from .source import BlockSource, MediaName

if TYPE_CHECKING:
    from .markdown import Markdown

LONGEST = 250


def is_picture(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph" and [part.type for part in node.children[0].children] == ["image"]


def read_picture(markdown: "Markdown", node: SyntaxTreeNode) -> BlockSource:
    image = node.children[0].children[0]
    match = MEDIA.match(str(image.attrs.get("src", "")))
    alt = "".join(_text_of(part) for part in image.walk()).strip()
    caption = str(image.attrs.get("title", "")).strip()
    if not match:
        markdown.complain(node, _("A picture lies in the folder and is named like media/name.jpg."))
    else:
        markdown.refer(node, match["name"], "image")
    if not 0 < len(alt) <= LONGEST:
        markdown.complain(node, _("Say in the brackets what the picture shows, in at most %d characters.") % LONGEST)
    if not 0 < len(caption) <= LONGEST:
        markdown.complain(node, _("Give the picture a caption in quotes, of at most %d characters.") % LONGEST)
    name = MediaName(match["name"] if match else "", "image")
    value = {"image": name, "alt": alt, "caption": caption}
    return BlockSource(type="picture", value=value, line=markdown.line(node))


def _text_of(node: SyntaxTreeNode) -> str:
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return node.content.replace("\n", " ") if node.type == "text" else ""
