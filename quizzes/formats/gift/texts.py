r"""GIFT's characters and text formats: escapes, ``[html]`` … ``[plain]``, and the way to our HTML and plain text.

Source: https://docs.moodle.org/en/GIFT_format and Moodle's ``question/format/gift/format.php``.
"""

import re
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt

from quizzes.formats.raised import in_signs
from quizzes.picture_tags import canonical
from quizzes.sanitize import clean_html, plain_text

ARROW = "->"
ESCAPABLE = "\\:#={}~n"
# A shielded character lives in Unicode's noncharacters while we look for GIFT's own signs; `normalise` keeps them free.
_FIRST_SHIELD = 0xFDD0
_SHIELDS = {char: chr(_FIRST_SHIELD + index) for index, char in enumerate(ESCAPABLE)}
_UNSHIELDS = {ord(shield): "\n" if char == "n" else char for char, shield in _SHIELDS.items()}
_ESCAPES = str.maketrans({char: f"\\{char}" for char in "\\:#={}~"} | {"\n": "\\n", "\r": ""})

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
_BLOCK = re.compile(r"<(?:p|ul|ol|li|h[1-6]|blockquote|table|div|pre|hr)\b", re.IGNORECASE)
_SIMPLE_PARAGRAPH = re.compile(r"<p>([^<>&\n]+)</p>")
_LINE_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div|tr|h[1-6]|pre|blockquote)>", re.IGNORECASE)
# A browser drops the line break there, and so would the next reading.
_PRE = re.compile(r"<pre>\n+")
_WRAPPED_LINE = re.compile(r"[ \t]*\n[ \t]*")


@dataclass(frozen=True, slots=True)
class FormattedText:
    """What the file says, unescaped, with the format it is written in (html, markdown, plain, moodle)."""

    text: str
    format: str


def lines_of(text: str) -> list[str]:
    """The file's lines, trimmed as in Moodle, escapes shielded; no BOM, control characters and lone surrogates."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [line.strip() for line in shield(_UNWANTED.sub("", text)).split("\n")]


def shield(text: str) -> str:
    """Hide escaped characters from the search for GIFT's signs (Moodle's `escapedchar_pre`)."""
    return _ESCAPE.sub(lambda match: _SHIELDS[match[1]], text)


def unshield(text: str) -> str:
    """The characters themselves again (Moodle's `escapedchar_post`)."""
    return text.translate(_UNSHIELDS)


def read_text(raw: str, default: str = "moodle") -> FormattedText:
    """Take `[format]` from the front; an unknown name in brackets is part of the text."""
    raw = raw.strip()
    match = _FORMAT.match(raw)
    if not match:
        return FormattedText(unshield(raw).strip(), default)
    return FormattedText(unshield(raw[match.end() :]).strip(), match[1].lower())


def read_plain(raw: str, default: str = "moodle") -> str:
    """Plain text of an answer or its feedback; a line wrapped in the file is one line, an escaped line break stays."""
    if not _in_markdown(raw, default):
        raw = _WRAPPED_LINE.sub(" ", raw.strip())
    return to_plain(read_text(raw, default))


def to_html(source: FormattedText, profile: str = "prompt") -> str:
    """Clean HTML for a prompt or general feedback, always in a block element; empty text stays empty."""
    if source.format == "plain" or (source.format == "moodle" and not _MARKUP.search(source.text)):
        return _paragraphs(source.text)
    html = _PRE.sub("<pre>", clean_html(_marked_up(source), profile))
    return html if not html or _BLOCK.search(html) else canonical(f"<p>{html}</p>")


def to_plain(source: FormattedText) -> str:
    """Text without markup: only what looks like markup is read as such, so «a < b & c» stays."""
    if source.format == "markdown":
        return _text_of(_markdown(source.text))
    if source.format == "plain" or not _MARKUP.search(source.text):
        return source.text
    return _text_of(source.text)


def write_plain(text: str) -> str:
    """Escape plain text; mark it where a reader could take it for markup, for a format name or for a weight."""
    needs_mark = text.startswith("%") or _FORMAT.match(text) or any(sign in text for sign in "<&\n")
    return ("[plain]" if needs_mark else "") + escape_text(text)


def write_arrowless(text: str) -> str:
    """Plain text where an arrow would mean a pair: GIFT has no escape for it, HTML has."""
    if ARROW not in text:
        return write_plain(text)
    return "[html]" + escape_text(escape(text, quote=False).replace("\n", "<br>"))


def write_right(text: str) -> str:
    """The right side of a pair, where Moodle knows no formats: marked only when our own reader needs it."""
    return ("[plain]" if _FORMAT.match(text) or _MARKUP.search(text) else "") + escape_text(text)


def write_html(html: str) -> str:
    """Escape HTML; one paragraph of bare text is written as just that, for people to read."""
    simple = _SIMPLE_PARAGRAPH.fullmatch(html)
    if simple and simple[1] == simple[1].strip() and not simple[1].startswith(("//", "[")):
        return escape_text(simple[1])
    return f"[html]{escape_text(html)}" if html else ""


def escape_text(text: str) -> str:
    r"""Put a backslash before GIFT's signs; a line break becomes ``\n`` (Moodle's `repchar`)."""
    return text.translate(_ESCAPES)


def _text_of(html: str) -> str:
    """The text of HTML with its line breaks; the spaces around them say nothing."""
    lines = plain_text(in_signs(_LINE_BREAK.sub(r"\g<0>\n", html))).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def _in_markdown(raw: str, default: str) -> bool:
    return read_text(raw, default).format == "markdown"


def _marked_up(source: FormattedText) -> str:
    if source.format == "markdown":
        return _markdown(source.text)
    if source.format == "html" or _BLOCK.search(source.text):
        return source.text
    return source.text.replace("\n", "<br>")


def _markdown(text: str) -> str:
    return MarkdownIt("commonmark").render(text)


def _paragraphs(text: str) -> str:
    blocks = [block for block in re.split(r"\n\s*\n", escape(text, quote=False)) if block.strip()]
    return "".join(f"<p>{block.strip().replace(chr(10), '<br>')}</p>" for block in blocks)
