"""The sheet as XLSX: every cell a text that Excel leaves as it is typed, and types of question to choose from."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from quizzes.definitions import QuestionDefinition
from quizzes.formats.results import ImportedQuestion, Loss

from .answer_writing import Value
from .vocabulary import TYPES
from .workbooks import encode
from .writer import Sheet, definition_of, sheet_of

# Rows below the questions that are ready to be filled in.
READY_ROWS = 20
LONGEST_CELL = 32_767
TEXT = "@"
HEAD = PatternFill("solid", start_color="FFE7EEF7")
TOP = Alignment(vertical="top", wrap_text=True)


def write_xlsx(questions: Iterable[QuestionDefinition | ImportedQuestion]) -> bytes:
    book = Workbook(write_only=True)
    fill_sheet(book.create_sheet(_("Questions")), sheet_of(questions))
    return saved(book)


def fill_sheet(page: Any, sheet: Sheet, ready_rows: int = READY_ROWS) -> None:
    page.freeze_panes = "C2"
    for place, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.append([head(page, text) for text in sheet.headings])
    for row in sheet.rows:
        page.append([styled(page, value) for value in row])
    for _row in range(ready_rows):
        page.append([styled(page, "") for _value in sheet.headings])
    offer_types(page, len(sheet.rows) + ready_rows + 1)


def offer_types(page: Any, last: int) -> None:
    """A list to choose from in the first column; other words may be typed all the same."""
    offer = DataValidation("list", formula1=f'"{",".join(map(str, TYPES.values()))}"', allow_blank=True)
    offer.showErrorMessage = False
    offer.add(f"A2:A{last}")
    page.data_validations.append(offer)


def too_long(questions: Iterable[QuestionDefinition | ImportedQuestion]) -> Iterator[Loss]:
    """The questions with a text that no cell of Excel has room for."""
    for question in questions:
        definition = definition_of(question)
        if max(map(len, all_texts(definition.to_json()))) > LONGEST_CELL:
            yield Loss(definition.label, _("A text is too long for a cell of Excel and is cut off. Take CSV instead."))


def all_texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from all_texts(item)
    else:
        yield str(data)


def head(page: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, text)
    cell.font, cell.fill, cell.alignment, cell.number_format = Font(bold=True), HEAD, TOP, TEXT
    return cell


def styled(page: Any, value: Value) -> WriteOnlyCell:
    """In the format of text nothing that is typed becomes a date or a formula."""
    cell = WriteOnlyCell(page, encode(value) or None if isinstance(value, str) else value)
    cell.alignment, cell.number_format = TOP, TEXT
    return cell


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
