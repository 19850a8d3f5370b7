"""The bytes of a file as rows of cells, XLSX and CSV alike. Nothing of a file is believed before it was counted."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from quizzes.formats.encoding import NotUtf8, decoded

from .cells import EMPTY, Cell, text_cell
from .headings import Layout, read_headings

MOST_ROWS = 10_000
MOST_COLUMNS = 400
# What a CSV may have before its headings: `sep=;`, a title, an empty line.
HEADINGS_WITHIN = 5
DELIMITERS = ";,\t"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class TableError(ValueError):
    """The file as a whole cannot be read; `line` is where that shows, `str()` a sentence for the trainer."""

    def __init__(self, message: str, line: int = 1) -> None:
        self.line = line
        super().__init__(message)


class Row(NamedTuple):
    """`line` is the number of the row as a spreadsheet counts, from 1; `fault` why it could not be read."""

    line: int
    cells: list[Cell]
    fault: str = ""


class Table(NamedTuple):
    layout: Layout
    rows: list[Row]


def read_table(data: bytes) -> Table:
    """The headings and the rows below them that hold something. Raises TableError."""
    if data.startswith(OLD_EXCEL):
        raise TableError(_("This is an old Excel file (.xls). Save it as “Excel workbook (.xlsx)” and send that."))
    if data.startswith(b"PK"):
        from .workbooks import read_sheets  # openpyxl is big, and most files are not XLSX

        return first_with_headings(list(read_sheets(data)))
    return first_with_headings(list(csv_readings(data)))


def first_with_headings(sheets: list[list[Row]]) -> Table:
    """The sheet (or the reading of a CSV) that knows most headings; of equals the first."""
    if not any(sheets):
        raise TableError(_("The file is empty."))
    tables = [table for rows in sheets if (table := with_headings(rows))]
    if not tables:
        raise TableError(no_headings())
    return max(tables, key=lambda table: table.layout.known)


def with_headings(rows: list[Row]) -> Table | None:
    filled = [row for row in rows if row.fault or any(cell != EMPTY for cell in row.cells)]
    for place, row in enumerate(filled[:HEADINGS_WITHIN]):
        layout = read_headings(row.line, [cell.text for cell in row.cells])
        if layout.has_question:
            return Table(layout, filled[place + 1 :])
    return None


def no_headings() -> str:
    return _(
        "There is no row of headings: one of the columns must be called “Question”. "
        "Download the template and copy your questions into it."
    )


def csv_readings(data: bytes) -> Iterator[list[Row]]:
    """The text by each delimiter that its beginning holds: which one is right the headings tell."""
    try:
        text = decoded(data)
    except NotUtf8 as error:
        raise TableError(str(error), error.line) from None
    if "\0" in text:
        raise TableError(_("The file is neither a table (XLSX, CSV) nor text."))
    head = text[:5000]
    delimiters = [sign for sign in DELIMITERS if sign in head] or [","]
    for delimiter in delimiters:
        yield list(csv_rows(text, delimiter))


def csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    try:
        for line, texts in enumerate(reader, start=1):
            check_size(line, len(texts))
            yield Row(line, [text_cell(one) for one in texts])
    except csv.Error:
        yield Row(line + 1, [], _("From this row on the quotation marks do not match, so nothing more was read."))


def check_size(line: int, columns: int) -> None:
    if line > MOST_ROWS:
        raise TableError(_("The table has more than %(limit)d rows. Divide it.") % {"limit": MOST_ROWS}, line)
    if columns > MOST_COLUMNS:
        raise TableError(_("The table has more than %(limit)d columns.") % {"limit": MOST_COLUMNS}, line)
