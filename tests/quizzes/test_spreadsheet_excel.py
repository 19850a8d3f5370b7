"""XLSX files: what Excel makes of answers, and files that are no sound XLSX."""

import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from quizzes.formats.registry import NOWHERE
from quizzes.formats.spreadsheet import parse, reader, tables, workbooks
from tests.quizzes.sheets import HEADINGS, fault_of, faults, read, workbook


def test_excel_cells_are_read_as_people_see_them():
    data = workbook(["Число", "Скільки?", 12.5, None, None, 7, 0.5], ["Правда чи ні", "Так?", True])
    book = load_workbook(io.BytesIO(data))
    book.active["G2"].number_format = "0%"
    target = io.BytesIO()
    book.save(target)
    number, truth = parse(target.getvalue(), namespace=NOWHERE).definitions
    assert [(each.value, each.fraction) for each in number.body.accepted] == [
        (Decimal("12.5"), 1),
        (Decimal(7), Decimal("0.5")),
    ]
    assert truth.body.is_true


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=1+1", "There is a formula here"),
        (datetime.date(2025, 2, 1), "Excel made a date of this (01.02.2025)"),
        (datetime.time(10, 30), "Excel made a date of this"),
        ("#N/A", "There is an error of Excel here: #N/A"),
    ],
)
def test_what_excel_made_of_an_answer_is_told(value, words):
    message = fault_of(workbook(["Вибір одного", "Хто?", value, "так", None, "b"]))
    assert message.startswith(f"“Відповідь 1”: {words}")


def test_dates_in_columns_nobody_knows_do_no_harm():
    row = ["Вибір одного", "Хто?", "a", "так", None, "b", None, None, None, None, datetime.date(2025, 2, 1)]
    assert len(parse(workbook(row, headings=f"{HEADINGS};Коли"), namespace=NOWHERE).questions) == 1


def test_the_row_in_excel_is_the_line():
    (problem,) = parse(workbook([], ["Число", "Скільки?", "x"]), namespace=NOWHERE).problems
    assert problem.line == 3


def archive(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


ODS = archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<a/>"})
MACROS = archive(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"})
BROKEN = archive(**{"[Content_Types].xml": b"<", "xl/workbook.xml": b"<"})
BINARY = archive(**{"[Content_Types].xml": b"", "xl/workbook.bin": b""})
ENTITIES = archive(
    **{
        "[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>',
        "xl/workbook.xml": b"<workbook/>",
    }
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (ODS, ".ods"),
        (MACROS, "macros"),
        (BINARY, ".xlsb"),
        (archive(**{"a.txt": b"x"}), "no Excel workbook"),
        (BROKEN, "damaged"),
        (ENTITIES, "damaged"),
        (b"PK\x03\x04" + b"\0" * 50, "damaged"),
        (workbook(["a"])[:-400], "damaged"),
        (b"Question;Answer 1\n\0", "neither a table"),
    ],
)
def test_other_files_get_one_clear_sentence(data, words):
    assert words in fault_of(data)


def test_what_would_burst_is_not_opened(monkeypatch):
    monkeypatch.setattr(workbooks, "load_workbook", lambda *args, **options: pytest.fail("opened"))
    files = {"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/sharedStrings.xml": b"\0" * (41 << 20)}
    assert "40 MB" in fault_of(archive(**files))


def test_rows_and_columns_are_counted(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    rows = [["Роздум", "Чому?"]] * 5
    assert "more than 3 rows" in fault_of(workbook(*rows))
    assert "more than 3 rows" in fault_of("\n".join([HEADINGS, *["Роздум;Чому?"] * 5]).encode())
    assert "columns" in fault_of(workbook(["Роздум"] * 500))


def test_a_hostile_file_is_read_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(reader, "MOST_QUESTIONS", 2)
    result = read(*["Роздум;Чому?"] * 4)
    assert (len(result.questions), result.problems[-1].line) == (2, 4)
    assert "too long" in faults(f"Роздум;{'<b>' * 3000}")[0][1]
