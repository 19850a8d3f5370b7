"""Sheets as we write them: for people, without formulas, without loss."""

import io
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats.registry import NOWHERE, write_questions
from quizzes.formats.spreadsheet import parse, write_csv
from quizzes.formats.spreadsheet.template import write_template
from quizzes.formats.spreadsheet.workbook_writing import write_xlsx
from tests.quizzes.samples import SAMPLES, matching, reflection, single, true_false
from tests.quizzes.sheets import ID


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_template_has_an_example_of_every_type_and_explains_itself(language):
    with translation.override(language):
        data = write_template()
        result = parse(data, namespace=NOWHERE)
    assert [question.type for question in result.definitions] == [each.name for each in question_types.all_types()]
    assert result.problems == ()
    questions, explanation = load_workbook(io.BytesIO(data)).worksheets
    assert questions["B2"].number_format == "@"
    assert questions.data_validations.dataValidation[0].sqref.ranges
    assert explanation.max_row > 20


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\u200b=1", "＝1", "'=1", "''=1", "'tis", "’її"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_leaves_as_a_formula_and_each_comes_back_as_it_was(text):
    body = SAMPLES["reflection"].body.__class__(model_answer=text, advice=text)
    question = reflection(id=ID, hint=text, source=text)
    question = QuestionDefinition(**{**fields_of(question), "body": body})
    for data in (write_csv([question]), write_xlsx([question])):
        assert parse(data, namespace=NOWHERE).definitions == (question,)
    cells = [cell for row in load_workbook(io.BytesIO(write_xlsx([question]))).active for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert not [cell.value for cell in cells if str(cell.value).lstrip("\u200b").startswith(tuple("=+-@＝"))]


def fields_of(question: QuestionDefinition) -> dict:
    return {name: getattr(question, name) for name in QuestionDefinition.__slots__}


def test_csv_speaks_the_language_of_its_reader():
    question = single(max_mark=Decimal("1.5"))
    with translation.override("uk"):
        assert "Тип;Питання;" in write_csv([question]).decode("utf-8-sig")
        assert ";1,5;" in write_csv([question]).decode()
    with translation.override("en"):
        assert ",1.5," in write_csv([question]).decode()


@pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)
def test_the_samples_are_written_for_people(question):
    with translation.override("uk"):
        text = write_csv([question]).decode()
    assert "<p>" not in text
    assert "так" in text or question.type not in ("single_choice", "multiple_choice", "true_false")


def test_an_unfinished_draft_is_written_all_the_same():
    empty = [question_types.get(name).freeze({}, ID) for name in SAMPLES]
    assert len(write_csv(empty).decode().splitlines()) == 9
    assert write_questions(empty, format_name="gift").data


def test_an_arrow_of_the_left_side_parts_nothing():
    body = matching().body
    pair = body.pairs[0].__class__(id="00000000-0000-4000-8000-00000000000a", left=r"a → b\ -> c", right="-> d")
    other = body.pairs[0].__class__(id="00000000-0000-4000-8000-00000000000b", left="e", right="f → g")
    body = body.__class__(pairs=(pair, other))
    question = QuestionDefinition(**{**fields_of(true_false()), "id": ID, "type": "matching", "body": body})
    (again,) = parse(write_csv([question]), namespace=NOWHERE).definitions
    assert again.body == body
