"""What a lesson's Markdown does not give back: the body as it was, beside the body as it is read."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from courses.models import LessonPage

from .outgoing import Outgoing
from .rich_text import Address, Paragraph, Piece, plain_address, read_html, tidy
from .sections import read_sections
from .source import Notes

# Where blocks hold rich text; what else they hold is compared as it is.
RICH = {"text", "transcript"}


def unread(lesson: LessonPage, body: str, outgoing: Outgoing) -> Iterator[str]:
    """A sentence for each section that would not come back as it was. What the reader refuses it tells itself."""
    notes = Notes("")
    sections, _references = read_sections(body, 1, notes, lesson.translation_key)
    if notes.problems:
        return
    before = lesson.body.get_prep_value()
    if len(sections) != len(before):
        yield _("The sections cannot be written so that they read the same.")
        return
    for section, old in zip(sections, before, strict=True):
        value = old["value"]
        was = _content([(block["type"], block["value"]) for block in value["content"]], outgoing.address)
        now = _content([(block.type, block.value) for block in section.blocks], plain_address)
        if (section.title, now) != (_line(value["title"]), was):
            yield _("The section “%s” cannot be written so that it reads the same.") % value["title"]


def _content(blocks: Sequence[tuple[str, Any]], address: Address) -> list[str]:
    """The blocks in a form in which equal looks are equal; texts in a row are one, and empty ones none."""
    found: list[tuple[str, Any]] = []
    for type, value in blocks:
        if type == "check":  # compared where it is written
            found.append((type, ""))
        elif type == "text":
            is_second = bool(found) and found[-1][0] == "text"
            text = found.pop()[1] + value if is_second else value
            found.append((type, text))
        else:
            found.append((type, value))
    return [json.dumps(_comparable(type, value, address), default=str) for type, value in found if value != ""]


def _comparable(type: str, value: Any, address: Address) -> Any:
    if type == "text":
        return repr(read_html(value, address)[0])
    if type == "table":
        return _table(value, address)
    if type == "drawing":
        return _drawing(value)
    if isinstance(value, dict):
        return {key: _field(key, item, address) for key, item in sorted(value.items())}
    return value


def _field(key: str, value: Any, address: Address) -> Any:
    if key in RICH:
        return repr(read_html(value or "", address)[0])
    if key in ("image", "document"):
        return bool(value)
    return _line(value) if isinstance(value, str) else value or ""


def _table(value: dict[str, Any], address: Address) -> Any:
    """A column of rich text without any looks may come back as plain text: its cells look the same."""
    types = [column["type"] for column in value["columns"]]
    cells = [
        [_cell(type, cell or "", address) for type, cell in zip(types, row["values"], strict=True)]
        for row in value["rows"]
    ]
    return [_line(value["caption"] or ""), [_line(column["heading"]) for column in value["columns"]], cells]


def _drawing(value: dict[str, Any]) -> Any:
    """Nothing remembers the ids of its items."""
    items = [item["value"] for item in value["items"]]
    said = [(_line(item["label"]), _line(item.get("note") or ""), bool(item.get("here"))) for item in items]
    return [value["kind"], _line(value["title"]), said]


def _cell(type: str, value: str, address: Address) -> str:
    if type == "text":
        return repr([tidy([Piece(value)])] if value else [])
    return repr([block.pieces for block in read_html(value, address)[0] if isinstance(block, Paragraph)])


def _line(text: str) -> str:
    return text.strip()
