"""What a file is, by its content first: names lie, and downloads lose them."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from .registry import UnknownFormat

ZIP, OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0"
_XML = re.compile(r"\s*<(?:\?xml|quiz\b|!--|!DOCTYPE)", re.IGNORECASE)
_GIFT = re.compile(r"\{|^\s*(?:::|\$CATEGORY:|//)", re.MULTILINE)
# What begins so is a picture, a PDF or another file that no format here can be.
_BINARY = re.compile(rb"%PDF|\x89PNG|\xff\xd8\xff|GIF8|\x7fELF|Rar!|7z\xbc\xaf|\x1f\x8b")
_SPREADSHEET_NAMES = ("xlsx", "xlsm", "xls", "ods", "xlsb", "csv", "tsv")


def format_name(data: bytes, extension: str, formats: Mapping[str, Any]) -> str:
    """Raises UnknownFormat."""
    if data.startswith((ZIP, OLD_EXCEL)):
        return "spreadsheet"
    text = beginning(data)
    if _BINARY.match(data) or ("\0" in text and not is_utf16(data)):
        raise UnknownFormat(unknown())
    if _XML.match(text):
        return "moodle_xml"
    return of_text(text, extension, formats)


def of_text(text: str, extension: str, formats: Mapping[str, Any]) -> str:
    if extension in _SPREADSHEET_NAMES or has_headings(text):
        return "spreadsheet"
    named = next((name for name, format in formats.items() if extension in format.extensions), "")
    if named or _GIFT.search(text):
        return named or "gift"
    raise UnknownFormat(unknown())


def beginning(data: bytes) -> str:
    """Enough of the text to tell, whatever its encoding: only ASCII signs are looked for."""
    head = data[:20_000]
    if is_utf16(data):
        return head.decode("utf-16", errors="replace").lstrip("\ufeff")
    return head.decode("utf-8-sig", errors="replace")


def is_utf16(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff"))


def has_headings(text: str) -> bool:
    from .spreadsheet.headings import read_headings

    first = next((line for line in text.split("\n") if line.strip() and not line.startswith("sep=")), "")
    readings = (read_headings(1, [cell.strip(' "\r') for cell in first.split(sign)]) for sign in ";,\t")
    return any(layout.has_question for layout in readings)


def unknown() -> str:
    return _("This is no file with questions: send GIFT, Moodle XML, or a spreadsheet (XLSX or CSV).")
