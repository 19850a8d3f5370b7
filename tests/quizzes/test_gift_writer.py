"""GIFT as we write it: a reader, ours or Moodle's, finds the same questions in it."""

import re
import uuid
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.formats.gift import CannotWrite, GiftResult, ImportedQuestion, losses, parse, write
from quizzes.question_types.ordering import Item, OrderingBody

from .samples import reflection
from .strategies import BODIES, is_sound, questions

NAMESPACE = uuid.UUID("9a4c4b4e-0f43-4f6f-8a0e-2f6f1c2d3e4f")


@pytest.mark.parametrize("type", BODIES)
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_is_read_as_the_same_question(type, data):
    question = data.draw(questions(type).filter(is_sound))
    assert parse(write([question]), namespace=NAMESPACE).definitions == (question,)


def read(text: str) -> GiftResult:
    return parse(text, namespace=NAMESPACE)


STARTER = sorted(Path(__file__).parents[2].glob("courses/starter/*/*.gift"))
WORDS = {
    "single": "single_choice",
    "multiple": "multiple_choice",
    "truefalse": "true_false",
    "short": "short_answer",
}


@pytest.mark.parametrize("path", STARTER, ids=lambda path: path.stem)
def test_starter_questions_have_the_type_their_comment_names_and_survive_writing(path):
    text = path.read_text(encoding="utf-8")
    result = read(text)
    named = [WORDS.get(word, word) for word in re.findall(r"^// id \S+; type (\w+);", text, re.MULTILINE)]
    assert result.problems == ()
    assert [question.type for question in result.definitions] == named
    assert read(write(result.questions)).definitions == result.definitions


def test_writing_twice_gives_the_same_text():
    text = "\n".join(path.read_text(encoding="utf-8") for path in STARTER)
    once = write(read(text).questions, namespace=NAMESPACE)
    assert write(read(once).questions, namespace=NAMESPACE) == once


def test_a_written_question_is_for_people_to_read():
    text = (
        "// id M01-07; type ordering; source № 280/97-ВР, ст. 47\n"
        "// [mark:2]\n"
        "::M01-07::Розставте кроки\\: {\n"
        "=підготувати -> 1\n"
        "=проголосувати -> 2\n"
        "####Спершу проєкт.\n"
        "}\n"
    )
    assert write(read(text).definitions, namespace=NAMESPACE) == text


def test_categories_and_tags_are_written():
    text = "$CATEGORY: a/b\n\n// [tag:green]\nOne {T}\n\n$CATEGORY: c\n\nTwo {F}"
    again = read(write(read(text).questions)).questions
    assert [(question.category, question.tags) for question in again] == [("a/b", ("green",)), ("c", ())]


def test_one_category_may_stand_above_all():
    assert read(write(read("One {T}").definitions, category="a / b")).questions[0].category == "a / b"


def test_answers_made_in_the_editor_keep_their_ids():
    body = OrderingBody(items=(Item(id=str(uuid.uuid4()), text="one"), Item(id=str(uuid.uuid4()), text="two")))
    question = replace(read("One {=a -> 1 =b -> 2}").definitions[0], type="ordering", body=body)
    assert read(write([question])).definitions[0].body == body


def test_a_type_gift_cannot_say_is_refused():
    with pytest.raises(CannotWrite, match="essay_with_files"):
        write([replace(read("One {T}").definitions[0], type="essay_with_files")])


def test_an_imported_question_needs_no_unpacking():
    (question,) = read("One {T}").questions
    assert isinstance(question, ImportedQuestion)
    assert write([question]) == write([question.definition])


def test_a_picture_is_left_out_and_reported():
    picture = '<embed alt="A map" embedtype="image" format="fullwidth" id="7"/>'
    (plain,) = read("::Map::Where? {T}").definitions
    pictured = replace(plain, prompt=f"{plain.prompt}{picture}")
    assert read(write([pictured])).definitions == (plain,)
    assert [loss.question for loss in losses([plain, pictured])] == ["Map"]
    assert read(write([replace(plain, prompt=picture)])).definitions[0].prompt == "<p>A map</p>"


def test_the_mark_of_a_reflection_is_written_and_the_lack_of_one_is_not():
    marked, unmarked = reflection(id="a", max_mark=Decimal("2.5")), reflection(id="b")
    assert "[mark:2.5]" in write([marked]) and "[mark:" not in write([unmarked])
    assert [question.max_mark for question in read(write([marked, unmarked])).definitions] == [Decimal("2.5"), 0]
