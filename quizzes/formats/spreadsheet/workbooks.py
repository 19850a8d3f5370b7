"""XLSX files read cell by cell: formulas refused, dates that Excel made of answers told, sizes counted first."""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from quizzes.frozen import decimal_text

from .cells import EMPTY, Cell, text_cell
from .tables import MOST_COLUMNS, MOST_ROWS, Row, TableError, check_size
from .vocabulary import FALSE, TRUE

MOST_FILES = 500
MOST_UNPACKED = 40 << 20
CONTENT_TYPES = "[Content_Types].xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DATES = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


def read_sheets(data: bytes) -> Iterator[list[Row]]:
    """The rows of each visible sheet. Raises TableError for what is no sound XLSX."""
    check_archive(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of dates beyond Excel's own: such a cell is an error anyway
            yield from sheets_of(data)
    except TableError:
        raise
    except Exception as error:  # noqa: BLE001  what openpyxl raises for broken files is without number
        raise TableError(damaged()) from error


def sheets_of(data: bytes) -> Iterator[list[Row]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield list(rows_of(sheet))
    finally:
        book.close()


def rows_of(sheet: Any) -> Iterator[Row]:
    """Up to one row and one column more than there may be: what a sheet says of its own size is not believed."""
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1)
    for line, cells in enumerate(rows, start=1):
        read = [read_cell(cell) for cell in cells]
        while read and read[-1] == EMPTY:
            read.pop()
        if read:
            check_size(line, len(read))
            yield Row(line, read)


def check_archive(data: bytes) -> None:
    """What is not XLSX, or would burst, by the archive's table of contents: zipfile unpacks no more than that says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise TableError(damaged()) from error
    names = {entry.filename for entry in entries}
    if "xl/vbaProject.bin" in names:
        raise TableError(_("The file holds macros (.xlsm). Save it as “Excel workbook (.xlsx)” and send that."))
    if CONTENT_TYPES not in names or "xl/workbook.xml" not in names:
        raise TableError(other_kind(names))
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TableError(_("Unpacked, the file has more than %(limit)d MB.") % {"limit": MOST_UNPACKED >> 20})


def other_kind(names: set[str]) -> str:
    if "mimetype" in names and "content.xml" in names:
        return _("This is an OpenDocument file (.ods). Save it as “Excel workbook (.xlsx)” or as CSV and send that.")
    if "xl/workbook.bin" in names:
        return _("This is a binary Excel file (.xlsb). Save it as “Excel workbook (.xlsx)” and send that.")
    return _("This is a zip, but no Excel workbook (.xlsx).")


def damaged() -> str:
    return _("The Excel file cannot be read: it is damaged or locked with a password. Open it and save it anew.")


def read_cell(cell: ReadOnlyCell | EmptyCell) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "f":
        return Cell("", _("There is a formula here. Put in what it gives: copy the cell and paste its value."))
    if cell.data_type == "e":
        return Cell("", _("There is an error of Excel here: %(error)s.") % {"error": str(value)[:20]})
    if isinstance(value, _DATES):
        return Cell("", made_a_date(value))
    if isinstance(value, bool):
        return Cell(str(TRUE if value else FALSE))
    return text_cell(decode(value)) if isinstance(value, str) else Cell(number_text(value, str(cell.number_format)))


def made_a_date(value: Any) -> str:
    shown = value.strftime("%d.%m.%Y") if isinstance(value, datetime.date) else str(value)
    return _(
        "Excel made a date of this (%(date)s). Set the format of the cell to “Text” and write the answer anew."
    ) % {"date": shown}


def number_text(value: float | int, number_format: str) -> str:
    """As people see it: a cell in the format of percents shows 0.5 as 50 %."""
    number = Decimal(repr(value))
    return f"{decimal_text(number * 100)} %" if "%" in number_format else decimal_text(number)


def decode(text: str) -> str:
    """Excel writes characters that XML has no place for, a carriage return among them, as `_x000D_`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def encode(text: str) -> str:
    """The reverse, for a text that looks like one of those by itself."""
    return _LIKE_ESCAPED.sub("_x005F_", text)
