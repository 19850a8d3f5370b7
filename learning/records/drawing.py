"""A completion record as a PDF: pure, the same text gives the same bytes. No database, no settings but the languages.

What is printed reaches typst as data (JSON in `sys.inputs`), never as source, so a name cannot be a command. The
template `record.typ` has no words of its own: the labels are gettext's, in the language of the record.
"""

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.templatetags.look import comma, glue

from .names import FONTS
from .qr import qr_svg

TEMPLATE = Path(__file__).resolve().with_name("record.typ")
# Readable with a screen reader, and in fifty years.
STANDARDS = ["a-2a", "ua-1"]
# A compiler keeps the inputs of its last call, so two threads must not use it at once.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordText:
    """Every word of one record, as it was frozen when the record was issued. Personal data: the holder's name."""

    number: str
    # Empty after erasure; the record then says so.
    holder_name: str
    holder_latin_name: str
    course_title: str
    outcomes: tuple[str, ...]
    hours: Decimal | None
    ects: Decimal | None
    # 0–100, None for a course without graded quizzes.
    percent: int | None
    completed_on: date
    issued_on: date
    issuer: str
    signatory: str
    signatory_position: str
    language: str
    verify_url: str


def draw(text: RecordText) -> bytes:
    """The PDF of a record: PDF/A-2a and PDF/UA-1, vector, fonts embedded, dated by `issued_on` and not by the clock.

    A letter that no font has (in a course title, say: names are checked before) would break the promise of the
    standards; then the record is drawn without the promise rather than not at all.
    """
    inputs = {"record": json.dumps(inputs_of(text), ensure_ascii=False)}
    dated = datetime(text.issued_on.year, text.issued_on.month, text.issued_on.day, tzinfo=UTC)
    with _one_at_a_time:
        try:
            return compiler().compile(sys_inputs=inputs, timestamp=dated, pdf_standards=STANDARDS)
        except typst.TypstError:
            return compiler().compile(sys_inputs=inputs, timestamp=dated)


@cache
def compiler() -> typst.Compiler:
    """Built once per process: it reads the fonts. Those of the machine are ignored, a record looks alike everywhere."""
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True)


def inputs_of(text: RecordText) -> dict[str, Any]:
    """What the template prints, in the language of the record."""
    with translation.override(text.language):
        return {
            "language": text.language.split("-")[0],
            "heading": _("Completion record"),
            "number": _("No. %(number)s") % {"number": clean(text.number)},
            **holder(text),
            **course(text),
            "facts": facts(text),
            **issue(text),
            **verification(text),
        }


def holder(text: RecordText) -> dict[str, str]:
    name = clean(text.holder_name)
    return {
        "certifies": _("This is to certify that"),
        "name": name or _("(name removed at the holder's request)"),
        "latin_name": clean(text.holder_latin_name) if name else "",
    }


def course(text: RecordText) -> dict[str, Any]:
    return {
        "completed": _("has completed the course"),
        "course": authored(text.course_title),
        "outcomes_label": _("Learning outcomes"),
        "outcomes": [authored(outcome) for outcome in text.outcomes if clean(outcome)],
    }


def facts(text: RecordText) -> list[dict[str, str]]:
    """Label and value, only of what is known."""
    known = [
        (_("Result"), "" if text.percent is None else _("%(percent)s%%") % {"percent": text.percent}),
        (_("Workload"), hours_in_words(text.hours) if text.hours else ""),
        (_("ECTS credits"), comma(text.ects) if text.ects else ""),
        (_("Completed on"), date_in_words(text.completed_on)),
    ]
    return [{"label": label, "value": value} for label, value in known if value]


def issue(text: RecordText) -> dict[str, str]:
    return {
        "issuer": authored(text.issuer),
        "signatory": authored(text.signatory),
        "signatory_position": authored(text.signatory_position),
        "issued_label": _("Issued on"),
        "issued": date_in_words(text.issued_on),
    }


def verification(text: RecordText) -> dict[str, str]:
    return {
        "verify_label": _("Check this record"),
        "url": text.verify_url,
        "qr": qr_svg(text.verify_url),
        "qr_label": _("QR code to verify the record"),
    }


def hours_in_words(hours: Decimal) -> str:
    """«3 години», «2,5 години». A fraction takes the form of 2: right in Ukrainian and in English."""
    count = int(hours) if hours == int(hours) else 2
    return ngettext("%(hours)s hour", "%(hours)s hours", count) % {"hours": comma(hours)}


def date_in_words(day: date) -> str:
    """«14 березня 2026 року», “14 March 2026”; the month is Django's, in the case a date needs."""
    parts = {"day": day.day, "month": format_date(day, "E"), "year": day.year}
    return _("%(day)s %(month)s %(year)s") % parts


def clean(text: str) -> str:
    """One line of text without controls: they have no place on paper, and PDF/UA refuses some of them."""
    letters = unicodedata.normalize("NFC", text)
    kept = (letter for letter in letters if letter.isspace() or not unicodedata.category(letter).startswith("C"))
    return " ".join("".join(kept).split())


def authored(text: str) -> str:
    """Words of the course or the organisation: Ukrainian line breaks, and the apostrophe that the text face has."""
    return glue(clean(text)).replace("ʼ", "’")
