"""The QR code of a record's verification address: one path, for the web page and for the PDF alike."""

import re

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

INK = "#121b2b"


def qr_path(url: str) -> tuple[int, str]:
    """The side in modules, and the SVG path data: a stroke of one module for each dark run of a row.

    Level M (15 % may be lost), as a record is folded, stamped and photographed from a screen.
    """
    rows = segno.make_qr(url, error="m").matrix
    return len(rows), "".join(dark_runs(y, row) for y, row in enumerate(rows))


def dark_runs(y: int, row: bytearray) -> str:
    """`M<x> <y>.5h<length>` for each run: the middle of the row, as a stroke is drawn on both sides of its line."""
    runs = re.finditer(b"\x01+", bytes(row))
    return "".join(f"M{run.start()} {y}.5h{run.end() - run.start()}" for run in runs)


def qr_svg(url: str) -> SafeString:
    """Inline SVG without a style attribute. It has no quiet zone: keep four modules of white around it."""
    side, path = qr_path(url)
    return format_html(
        '<svg role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">'
        '<path stroke="{}" d="{}"/></svg>',
        *(_("QR code to verify the record"), side, side, INK, path),
    )
