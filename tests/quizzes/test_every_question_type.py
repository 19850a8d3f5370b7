"""What holds for each question type, whatever it asks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import question_types
from quizzes.grading import grade_question
from quizzes.question_types import AnswerError

from .samples import RIGHT_ANSWERS, SAMPLES, answers_to, json_values, post, samples, type_of

each = pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)


def test_the_eight_types_are_registered_in_the_order_trainers_see_them():
    assert [one.name for one in question_types.all_types()] == list(SAMPLES)


@each
def test_the_right_answer_earns_the_whole_mark_and_reads_as_right(question):
    answer = RIGHT_ANSWERS[question.id]
    expected = (Decimal(1), "right") if type_of(question).is_graded else (None, "ungraded")
    review = type_of(question).review(question, answer, show_answers=True)
    assert (grade_question(question, answer), review.verdict) == expected


@each
def test_a_blank_earns_nothing_and_is_called_a_blank(question):
    assert not grade_question(question, None)
    assert type_of(question).review(question, None, show_answers=True).verdict == "blank"


@each
def test_an_untouched_form_is_a_blank(question):
    empty = [] if question.type in ("single_choice", "multiple_choice", "true_false") else [""]
    raw = dict.fromkeys(type_of(question).field_keys(question), empty)
    assert type_of(question).clean(question, raw) is None


@given(st.data(), samples)
def test_the_fraction_of_any_answer_is_between_0_and_1_to_seven_places(data, question):
    fraction = grade_question(question, data.draw(answers_to(question)))
    assert fraction is None or (0 <= fraction <= 1 and fraction == round(fraction, 7))


@given(st.data(), samples)
def test_a_form_that_shows_an_answer_posts_the_same_answer(data, question):
    answer = data.draw(answers_to(question))
    if answer is not None:
        assert type_of(question).clean(question, type_of(question).raw(question, answer)) == answer


@given(samples, json_values)
def test_an_answer_to_another_version_never_breaks_anything(question, answer):
    question_type = type_of(question)
    fraction = question_type.grade(question, answer)
    assert fraction is None or 0 <= fraction <= 1
    question_type.fields(question, (), question_type.raw(question, answer))
    assert isinstance(question_type.summarise(question, answer), str)
    question_type.review(question, answer, show_answers=True)


@given(st.data(), samples)
def test_a_summary_is_one_line(data, question):
    answer = data.draw(answers_to(question))
    assert "\n" not in ("" if answer is None else type_of(question).summarise(question, answer))


@each
@pytest.mark.parametrize("bad", ["no-such-choice\0", "x" * 20_001, "\ud800"], ids=["NUL", "too long", "surrogate"])
def test_unstorable_text_is_refused(question, bad):
    key = type_of(question).field_keys(question)[0]
    with pytest.raises(AnswerError):
        type_of(question).clean(question, {key: [bad]})


@each
def test_what_no_form_of_ours_sends_is_refused_or_harmless(question):
    key = type_of(question).field_keys(question)[0]
    try:
        answer = type_of(question).clean(question, {key: ["no-such-choice", "another"]})
    except AnswerError:
        return
    pytest.fail(f"stored {answer!r}")


@each
def test_without_show_answers_a_review_tells_nothing_of_the_key(question):
    for answer in (None, RIGHT_ANSWERS[question.id]):
        review = type_of(question).review(question, answer, show_answers=False)
        assert {line.state for line in review.lines} <= {"given"} and review.feedback == ""


@each
def test_a_question_survives_the_way_to_a_block_and_back(question):
    question_type = type_of(question)
    raw = question_type.thaw(question)
    value = question_type.block()().to_python(raw["value"])
    assert question_type.freeze(value, raw["id"]) == question


@each
def test_the_samples_have_no_problems_and_an_empty_draft_does_not_break(question):
    question_type = type_of(question)
    assert question_type.problems(question) == []
    block = question_type.block()()
    draft = question_type.freeze(block.to_python({}), "draft")
    assert "prompt" in {problem.field for problem in question_type.problems(draft)}


@each
def test_an_empty_value_freezes_too(question):
    assert type_of(question).freeze({}, "draft").id == "draft"


def test_posted_data_is_read_by_the_names_the_form_uses():
    assert post({"q-q1": "b"}).getlist("q-q1") == ["b"]


@each
def test_the_right_answer_of_a_type_is_one_its_form_can_give(question):
    question_type = type_of(question)
    answer = question_type.right_answer(question)
    assert question_type.clean(question, question_type.raw(question, answer)) == answer
    assert question_type.grade(question, answer) in (1, None)
