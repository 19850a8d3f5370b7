"""Sheets as a trainer would send them."""

import io

from django.utils import translation
from openpyxl import Workbook

from quizzes.definitions import QuestionDefinition
from quizzes.formats.registry import NOWHERE
from quizzes.formats.results import ImportResult
from quizzes.formats.spreadsheet import parse

ID = "00000000-0000-4000-8000-000000000001"
HEADINGS = "Тип;Питання;Відповідь 1;Правильна 1;Коментар 1;Відповідь 2;Правильна 2;Уточнення;Бали;ID"


def read(*rows: str, headings: str = HEADINGS) -> ImportResult:
    return parse("\n".join([headings, *rows]).encode(), namespace=NOWHERE)


def one(*rows: str, **options) -> QuestionDefinition:
    result = read(*rows, **options)
    assert result.problems == ()
    (question,) = result.definitions
    return question


def faults(*rows: str, **options) -> list[tuple[int, str]]:
    with translation.override("en"):
        return [(problem.line, problem.message) for problem in read(*rows, **options).problems]


def workbook(*rows: list, headings: str = HEADINGS) -> bytes:
    book = Workbook()
    for row in [headings.split(";"), *rows]:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def fault_of(data: bytes) -> str:
    with translation.override("en"):
        (problem,) = parse(data, namespace=NOWHERE).problems
    assert not problem.is_notice
    return problem.message
