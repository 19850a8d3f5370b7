"""Texts of elements in Moodle's formats, and the pictures that came with them."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quizzes.formats.gift.texts import FormattedText, to_html, to_plain
from quizzes.formats.results import EmbeddedFile
from quizzes.picture_files import MOST_BYTES, NotAPicture, kind_of
from quizzes.picture_tags import file_name, pictures, reference, replaced

from .tree import Node

# By name, and by the numbers old files have.
FORMATS = {
    "html": "html",
    "1": "html",
    "plain_text": "plain",
    "2": "plain",
    "markdown": "markdown",
    "4": "markdown",
    "moodle_auto_format": "moodle",
    "0": "moodle",
    "wiki_like": "moodle",
}
LEFT_OUT = re.compile(r"<(?:video|audio|iframe|object|embed|svg|table|a)\b", re.IGNORECASE)
PICTURE = re.compile(r"<(?:img|picture)\b|!\[[^\]\n]*\]\(", re.IGNORECASE)
# One file, written in base64; and all the pictures of one import.
LONGEST_BASE64 = MOST_BYTES * 3 // 2
MOST_PICTURE_BYTES = 60 * 1024 * 1024

Notice = Callable[[int, str], None]


@dataclass(slots=True)
class Texts:
    """The texts of one question: `format` is what those without a format of their own are in."""

    format: str
    notice: Notice
    budget: "Budget"
    files: dict[str, bytes] = field(default_factory=dict)

    def plain(self, node: Node | None, default: str = "") -> str:
        """Text without markup; what it loses is told."""
        if node is None:
            return ""
        text = FormattedText(node.said, format_of(node, default or self.format))
        if text.format != "plain":
            self._tell_losses(node, text.text)
        for file in node.all("file"):
            self.notice(file.line, left_out(file.attributes.get("name", "")))
        return to_plain(text)

    def _tell_losses(self, node: Node, text: str) -> None:
        if PICTURE.search(text):
            self.notice(node.line, _("A picture was left out: answers, hints and their feedback are plain text here."))
        if LEFT_OUT.search(text):
            self.notice(node.line, lost_markup())

    def html(self, node: Node | None) -> str:
        """Clean HTML, its pictures as `@@PLUGINFILE@@`."""
        if node is None:
            return ""
        text = FormattedText(node.said, format_of(node, self.format))
        html = to_html(text, "imported")
        if text.format != "plain" and LEFT_OUT.search(text.text):
            self.notice(node.line, lost_markup())
        if text.format != "plain" and len(PICTURE.findall(text.text)) > len(list(pictures(html))):
            self.notice(node.line, _("A picture that is not in the file, but somewhere else, was left out."))
        return self._with_files(node, html)

    def _with_files(self, node: Node, html: str) -> str:
        """The HTML with those pictures whose files are there and sound."""
        wanted = {file_name(picture) for _tag, picture in pictures(html)}
        elements = {path_of(file): file for file in node.all("file")}
        for name in elements.keys() - wanted:
            self.notice(elements[name].line, left_out(name))
        kept = {name: self._keep(name, elements[name]) for name in sorted(wanted & elements.keys())}
        for name in sorted(wanted - elements.keys()):
            self.notice(node.line, _("The picture “%(name)s” is not in the file.") % {"name": name})
        if any("alt" not in picture and kept.get(file_name(picture)) for _tag, picture in pictures(html)):
            self.notice(node.line, _("A picture has no description: say what it shows before you publish."))
        return replaced(html, lambda _tag, picture: refer(kept.get(file_name(picture)), picture)).strip()

    def _keep(self, name: str, element: Node) -> str:
        """The name the picture has from now on, or nothing."""
        try:
            data = bytes_of(name, element)
            kind_of(name, data)
            self.budget.spend(len(data))
        except NotAPicture as error:
            self.notice(element.line, str(error))
            return ""
        while self.files.setdefault(name, data) != data:
            name = f"2-{name}"
        return name

    @property
    def embedded(self) -> tuple[EmbeddedFile, ...]:
        return tuple(EmbeddedFile(name, data) for name, data in self.files.items())


@dataclass(slots=True)
class Budget:
    """How many bytes of pictures an import may still hold."""

    left: int = MOST_PICTURE_BYTES

    def spend(self, size: int) -> None:
        if size > self.left:
            raise NotAPicture(_("The pictures of the file are too large together: this one was left out."))
        self.left -= size


def format_of(node: Node, default: str) -> str:
    return FORMATS.get(node.attributes.get("format", ""), default)


def bytes_of(name: str, element: Node) -> bytes:
    text = element.inside
    if len(text) > LONGEST_BASE64:
        raise NotAPicture(_("The picture “%(name)s” is larger than 5 MB.") % {"name": name})
    try:
        return b64decode("".join(text.split()), validate=True)
    except (Base64Error, ValueError):
        raise NotAPicture(_("The picture “%(name)s” is broken: it is not base64.") % {"name": name}) from None


def path_of(file: Node) -> str:
    return f"{file.attributes.get('path', '/')}{file.attributes.get('name', '')}".lstrip("/")


def refer(name: str | None, picture: dict[str, str]) -> str:
    return reference(name, picture.get("alt")) if name else ""


def left_out(name: str) -> str:
    return _("The file “%(name)s” was left out: only pictures in the question and its explanation stay.") % {
        "name": name[:100]
    }


def lost_markup() -> str:
    return _("Media, tables and links were left out; their text stayed.")
