"""Pictures in the HTML of a question, as text: pure, no database.

A picture of this site is Wagtail's `<embed alt="…" embedtype="image" format="fullwidth" id="7"/>`. One that came in a
file and is not stored yet is `<img alt="…" src="@@PLUGINFILE@@/name">`, as in Moodle. Without `alt` nobody has said
yet what it shows; an empty `alt` says that it only decorates.
"""

import html as entities
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

PLUGIN_FILE = "@@PLUGINFILE@@/"
LONGEST_ALT = 500

TAG = re.compile(r"""<(embed|img)((?:\s+[\w-]+=(?:"[^"]*"|'[^']*'))*)\s*/?>""")
ATTRIBUTE = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)')""")
ID = re.compile(r"[1-9][0-9]{0,17}")
INLINE_TAG = re.compile(r"<(/?)(\w+)[^<>]*>")
EDGES = re.compile(r"^(?:\s|&nbsp;|<br>)+|(?:\s|&nbsp;|<br>)+$")
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


def canonical(html: str) -> str:
    """Clean HTML with its pictures in their one spelling, standing between paragraphs as the editor puts them; those
    with unsafe or missing values go."""
    if not has_tag(html):
        return html
    return PARAGRAPH.sub(lambda match: split_at_pictures(match[1]), TAG.sub(lambda match: spelt(match), html))


def spelt(match: re.Match[str]) -> str:
    given = attributes(match)
    if match[1] == "embed":
        is_picture = given.get("embedtype") == "image" and ID.fullmatch(given.get("id", ""))
        return embed(given["id"], given.get("alt")) if is_picture else ""
    src = given.get("src", "")
    name = unquote(src.removeprefix(PLUGIN_FILE)).partition("?")[0]
    is_decoration = given.get("role") in ("presentation", "none")
    alt = given.get("alt", "") if is_decoration or given.get("alt", "").strip() else None
    return reference(name, alt) if src.startswith(PLUGIN_FILE) and name else ""


def embed(id: str | int, alt: str | None) -> str:
    """As Wagtail's editor writes it, so that opening and saving a page changes nothing. All have the same width."""
    said = "" if alt is None else f'alt="{escaped(alt)}" '
    return f'<embed {said}embedtype="image" format="fullwidth" id="{id}"/>'


def reference(name: str, alt: str | None) -> str:
    """A picture that lies beside the question in a file."""
    said = "" if alt is None else f'alt="{escaped(alt)}" '
    decoration = ' role="presentation"' if alt == "" else ""
    return f'<img {said}src="{PLUGIN_FILE}{quote(name)}"{decoration}>'


def escaped(alt: str) -> str:
    """Only what Wagtail's rewriter reads back."""
    return " ".join(alt.split())[:LONGEST_ALT].translate({38: "&amp;", 60: "&lt;", 62: "&gt;", 34: "&quot;"})


def attributes(match: re.Match[str]) -> dict[str, str]:
    return {name: entities.unescape(double or single) for name, double, single in ATTRIBUTE.findall(match[2])}


def has_tag(html: str) -> bool:
    return "<embed" in html or "<img" in html


def is_ours(match: re.Match[str]) -> bool:
    """Not any other picture of a page."""
    return match[1] == "embed" or attributes(match).get("src", "").startswith(PLUGIN_FILE)


def has_picture(html: str) -> bool:
    return has_tag(html) and bool(TAG.search(html))


def pictures(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(tag, attributes) of each picture."""
    if has_tag(html):
        yield from ((match[1], attributes(match)) for match in TAG.finditer(html) if is_ours(match))


def pictures_in(html: str) -> list[str]:
    """The pictures alone."""
    return [match[0] for match in TAG.finditer(html)] if has_tag(html) else []


def file_name(picture: dict[str, str]) -> str:
    """The file an unstored picture refers to."""
    return unquote(picture.get("src", "").removeprefix(PLUGIN_FILE))


def replaced(html: str, replace: Callable[[str, dict[str, str]], str]) -> str:
    """HTML in which each picture is what `replace` makes of its tag and attributes."""
    if not has_tag(html):
        return html
    return TAG.sub(lambda match: replace(match[1], attributes(match)) if is_ours(match) else match[0], html)


def in_words(html: str) -> str:
    """HTML in which a picture is what it shows."""
    return replaced(html, lambda _tag, picture: entities.escape(picture.get("alt", "")))


def without_pictures(html: str) -> str:
    return replaced(html, lambda _tag, _picture: "").strip()


def is_undescribed(html: str) -> bool:
    """Whether a picture of this site has no alternative text and is not marked as decoration either."""
    return any(tag == "embed" and "alt" not in picture for tag, picture in pictures(html))


def split_at_pictures(inside: str) -> str:
    """A paragraph's HTML as paragraphs with the pictures between them; open inline tags are closed and opened anew.

    The editor puts empty paragraphs around a picture: those go.
    """
    parts, start, opened = [], 0, []
    for match in TAG.finditer(inside):
        text = "".join(opened) + inside[start : match.start()]
        opened = still_open(text)
        parts += [paragraph(text + "".join(closing(opened))), match[0]]
        start = match.end()
    return "".join([*parts, paragraph("".join(opened) + inside[start:])])


def paragraph(inside: str) -> str:
    text = EDGES.sub("", inside)
    return f"<p>{text}</p>" if INLINE_TAG.sub("", text).replace("&nbsp;", "").strip() else ""


def still_open(html: str) -> list[str]:
    """The inline tags that clean HTML opens and does not close."""
    stack: list[str] = []
    for match in INLINE_TAG.finditer(html):
        if match[2] != "br":
            stack.pop() if match[1] and stack else stack.append(match[0])
    return stack


def closing(opened: list[str]) -> Iterator[str]:
    return (tag.replace("<", "</") for tag in reversed(opened))
