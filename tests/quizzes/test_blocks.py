"""What the editor says of a question, at the field it is about."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from quizzes.blocks import QuestionsBlock, freeze_questions
from quizzes.models import QuizPage
from quizzes.pools import can_earn
from quizzes.question_types import all_types, get

from .samples import SAMPLES, choice, ordering, reflection, single


def stream(*questions):
    return QuestionsBlock().to_python([get(question.type).thaw(question) for question in questions])


def errors(question, deferred=False):
    block = QuestionsBlock()
    value = block.to_python([get(question.type).thaw(question)])
    try:
        (block.clean_deferred if deferred else block.clean)(value)
    except ValidationError as error:
        return error.block_errors[0]
    return None


@pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)
def test_a_sound_question_can_be_published(question):
    assert errors(question) is None


def test_two_equal_choices_are_told_at_the_second():
    error = errors(single(choice("a", 1), choice("b", 0, text="Text a")))
    assert list(error.block_errors["choices"].block_errors) == [1]


def test_a_question_without_a_right_choice_is_told_at_the_choices():
    error = errors(single(choice("a", 0), choice("b", 0)))
    assert "No choice is right" in str(error.block_errors["choices"].messages)


def test_errors_of_a_list_reach_the_editor_as_json():
    error = errors(single(choice("a", 0), choice("b", 0, text="Text a")))
    assert set(error.as_json_data()["blockErrors"]["choices"]) == {"messages", "blockErrors"}


@pytest.mark.parametrize("question", [single(prompt=""), single(choice("a", 0)), ordering(prompt="")])
def test_a_draft_may_be_unfinished(question):
    assert errors(question) is not None
    assert errors(question, deferred=True) is None


def test_questions_keep_their_block_ids():
    assert freeze_questions(stream(*SAMPLES.values())) == tuple(SAMPLES.values())


def test_questions_that_were_never_saved_are_told_apart():
    page = QuizPage(questions=[("true_false", {"prompt": "a"}), ("true_false", {"prompt": "b"})])
    ids = [question.id for question in freeze_questions(page.questions)]
    assert len(set(ids)) == 2 and all(ids)


def test_every_block_explains_itself():
    for question_type in all_types():
        meta = question_type.block()().meta
        assert meta.icon and meta.group and meta.description and meta.preview_value


def test_a_check_yourself_takes_exactly_one():
    block = QuestionsBlock(min_num=1, max_num=1)
    with pytest.raises(ValidationError):
        block.clean(block.to_python([]))


@pytest.mark.parametrize(("mark", "counts"), [("0", False), ("2.5", True)])
def test_a_reflection_counts_where_its_trainer_gave_it_a_mark(mark, counts):
    value = stream(reflection(max_mark=Decimal(mark)))
    assert [question.max_mark for question in freeze_questions(value)] == [Decimal(mark)]
    assert can_earn(value[0]) is counts


def test_a_reflection_written_before_it_could_have_a_mark_has_none():
    raw = get("reflection").thaw(reflection())
    del raw["value"]["max_mark"]
    assert freeze_questions(QuestionsBlock().to_python([raw]))[0].max_mark == 0
