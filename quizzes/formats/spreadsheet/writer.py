"""Question definitions to rows of the sheet: `parse` reads them into the same definitions."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quizzes.definitions import QuestionDefinition
from quizzes.formats.gift.pictureless import pictureless
from quizzes.formats.gift.writer import IDENTIFIED
from quizzes.formats.identity import answer_ids, as_uuid
from quizzes.formats.results import ImportedQuestion
from quizzes.frozen import decimal_text

from .answer_writing import WRITERS, Answer, Value
from .cells import number_words, tag_words
from .formulas import UNWANTED, shield
from .plain_html import as_typed
from .vocabulary import AFTER_ANSWERS, ANSWER_PARTS, BEFORE_ANSWERS, TYPES, language, of_answer

# Room for as many answers as most questions have, so that a trainer need not add columns.
LEAST_ANSWERS = 4
BOM = "\ufeff"


class Sheet(NamedTuple):
    """Headings and rows of values, formulas shielded; `widths` in characters."""

    headings: list[str]
    widths: list[int]
    rows: list[list[Value]]


def sheet_of(questions: Iterable[QuestionDefinition | ImportedQuestion]) -> Sheet:
    """Questions of types the sheet does not know are left out: see `losses`."""
    lines = [line_of(question) for question in questions if definition_of(question).type in WRITERS]
    count = max([LEAST_ANSWERS, *(len(answers) for _fields, answers in lines)])
    parts = [(part, number) for number in range(1, count + 1) for part in ANSWER_PARTS]
    headings = [
        *map(str, BEFORE_ANSWERS.values()),
        *(of_answer(*each) for each in parts),
        *map(str, AFTER_ANSWERS.values()),
    ]
    widths = [word.width for word in BEFORE_ANSWERS.values()] + [ANSWER_PARTS[part].width for part, _number in parts]
    widths += [word.width for word in AFTER_ANSWERS.values()]
    return Sheet(headings, widths, [row_of(fields, answers, count) for fields, answers in lines])


def row_of(fields: dict[str, Value], answers: Sequence[Answer], count: int) -> list[Value]:
    padded = [*answers, *[Answer("")] * (count - len(answers))]
    values = [fields[key] for key in BEFORE_ANSWERS]
    values += [value for answer in padded for value in answer]
    return [safe(value) for value in [*values, *(fields[key] for key in AFTER_ANSWERS)]]


def safe(value: Value) -> Value:
    return shield(UNWANTED.sub("", value).replace("\r", "")) if isinstance(value, str) else value


def line_of(question: QuestionDefinition | ImportedQuestion) -> tuple[dict[str, Value], list[Answer]]:
    definition = definition_of(question)
    answers, details = WRITERS[definition.type](definition.body)
    imported = question if isinstance(question, ImportedQuestion) else None
    fields: dict[str, Value] = {
        "type": str(TYPES[definition.type]),
        "prompt": as_typed(pictureless(definition.prompt)),
        "details": details,
        "max_mark": definition.max_mark or "",
        "hint": definition.hint,
        "feedback": as_typed(pictureless(definition.feedback)),
        "source": definition.source,
        "tags": tag_words(imported.tags) if imported else "",
        "category": imported.category if imported else "",
        "title": definition.title,
        "id": definition.id,
        "answer_ids": foreign_ids(definition),
    }
    return fields, answers


def definition_of(question: QuestionDefinition | ImportedQuestion) -> QuestionDefinition:
    return question.definition if isinstance(question, ImportedQuestion) else question


def foreign_ids(question: QuestionDefinition) -> str:
    """The ids of the answers, when the reader would not find the same by itself."""
    question_id = as_uuid(question.id)
    if not question_id or question.type not in IDENTIFIED:
        return ""
    answers = IDENTIFIED[question.type](question.body)
    derived = answer_ids(question_id, [text for text, _id in answers])
    ids = [id for _text, id in answers]
    return "" if ids == derived else " ".join(ids)


def write_csv(questions: Iterable[QuestionDefinition | ImportedQuestion]) -> bytes:
    """UTF-8 with a byte order mark, as Excel wants it; semicolons and decimal commas where the language has them."""
    sheet, target = sheet_of(questions), io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";" if language() == "uk" else ",")
    writer.writerow(sheet.headings)
    writer.writerows([csv_text(value) for value in row] for row in sheet.rows)
    return (BOM + target.getvalue()).encode()


def csv_text(value: Value) -> str:
    """A number below zero keeps its hyphen: nothing but digits follows, and a spreadsheet knows it as a number."""
    if isinstance(value, str):
        return value
    return number_words(value).replace("−", "-") if language() == "uk" else decimal_text(value)
