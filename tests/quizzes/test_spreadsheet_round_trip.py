"""Whatever a question says, the sheet says it too: as XLSX, as CSV, in either language."""

import uuid

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.formats.results import ImportedQuestion
from quizzes.formats.spreadsheet import parse, write_csv
from quizzes.formats.spreadsheet.workbook_writing import write_xlsx
from tests.quizzes.strategies import BODIES, is_sound, labels, lines, questions

NAMESPACE = uuid.UUID("9a4c4b4e-0f43-4f6f-8a0e-2f6f1c2d3e4f")


@pytest.mark.parametrize("type", BODIES)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data(), language=st.sampled_from(["uk", "en"]))
def test_a_csv_is_read_as_the_questions_it_was_written_of(type, language, data):
    some = tuple(data.draw(st.lists(questions(type).filter(is_sound), min_size=1, max_size=2, unique_by=by_id)))
    with translation.override(language):
        result = parse(write_csv(some), namespace=NAMESPACE)
    assert (result.definitions, result.problems) == (some, ())


@pytest.mark.parametrize("type", BODIES)
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_xlsx_is_read_as_the_questions_it_was_written_of(type, data):
    some = tuple(data.draw(st.lists(questions(type).filter(is_sound), min_size=3, max_size=8, unique_by=by_id)))
    result = parse(write_xlsx(some), namespace=NAMESPACE)
    assert (result.definitions, result.problems) == (some, ())


@settings(max_examples=50)
@given(question=questions("true_false").filter(is_sound), category=lines, tags=labels)
def test_categories_and_tags_are_kept(question, category, tags):
    imported = ImportedQuestion(definition=question, line=2, category=category, tags=tags)
    assert parse(write_csv([imported]), namespace=NAMESPACE).questions == (imported,)


def by_id(question):
    return question.id
