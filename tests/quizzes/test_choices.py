from decimal import Decimal

import pytest

from quizzes.grading import grade_question
from quizzes.question_types import AnswerError

from .samples import THIRD, choice, multiple, single, true_false, type_of


def problems(question):
    return [(problem.field, problem.item) for problem in type_of(question).problems(question)]


def lines(question, answer, show_answers=True):
    review = type_of(question).review(question, answer, show_answers=show_answers)
    return [(line.text, line.state, line.feedback) for line in review.lines]


def test_a_choice_may_earn_a_part_of_the_mark():
    assert [grade_question(single(), id) for id in "abc"] == [0, 1, Decimal("0.5")]


def test_a_negative_weight_never_takes_the_fraction_below_zero():
    assert grade_question(single(choice("a", 1), choice("b", "-0.5")), "b") == 0


def test_a_wrong_choice_is_told_with_its_feedback_and_the_right_one():
    assert lines(single(), "a") == [("Text a", "wrong", "Not this."), ("Text b", "miss", "")]


def test_without_show_answers_only_the_own_choice_is_told():
    assert lines(single(), "a", show_answers=False) == [("Text a", "given", "Not this.")]


def test_an_unknown_choice_is_refused():
    with pytest.raises(AnswerError, match="no such choice"):
        type_of(single()).clean(single(), {"": ["zzz"]})


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (["a", "b", "c"], 1),
        (["a", "b"], "0.6666666"),
        (["a"], THIRD),
        (["a", "d"], 0),
        (["a", "b", "c", "d"], "0.6666666"),
        (["a", "b", "c", "d", "e"], THIRD),
        (["d", "e"], 0),
    ],
)
def test_chosen_fractions_add_up_within_0_and_1(answer, expected):
    assert grade_question(multiple(), answer) == Decimal(expected)


def test_sevenths_written_to_five_places_add_up_to_a_whole():
    seventh = Decimal("0.1428571")
    question = multiple(*(choice(id, seventh) for id in "abcdefg"), choice("h", 0))
    assert grade_question(question, list("abcdefg")) == 1


def test_all_or_nothing_gives_all_or_nothing():
    question = multiple(all_or_nothing=True)
    answers = (["a", "b", "c"], ["a", "b"], ["a", "b", "c", "d"])
    assert [grade_question(question, answer) for answer in answers] == [1, 0, 0]


def test_a_review_tells_right_wrong_and_missed_choices():
    states = [state for _text, state, _feedback in lines(multiple(), ["a", "d"])]
    assert states == ["right", "wrong", "miss", "miss"]


def test_feedback_to_a_choice_among_several_would_tell_the_key():
    assert lines(multiple(), ["a"], show_answers=False) == [("Text a", "given", "")]


def test_chosen_ids_are_stored_in_the_trainers_order_and_once():
    assert type_of(multiple()).clean(multiple(), {"": ["c", "a", "c"]}) == ["a", "c"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (single(choice("a", 0), choice("b", 0)), [("choices", None)]),
        (single(choice("a", 1)), [("choices", None)]),
        (single(choice("a", "0.9"), choice("b", 0)), [("choices", None)]),
        (single(choice("a", 1), choice("b", 0, text="Text  a")), [("choices", 1)]),
        (single(choice("a", 1), choice("b", 0, text=" ")), [("choices", 1)]),
        (multiple(choice("a", "0.5"), choice("b", "0.4"), choice("c", 0)), [("choices", None)]),
        (multiple(choice("a", -1), choice("b", 0)), [("choices", None)]),
        (multiple(choice("a", "0.5"), choice("b", "0.4"), choice("c", 0), all_or_nothing=True), []),
        (single(prompt=""), [("prompt", None)]),
        (single(max_mark=Decimal(0)), [("max_mark", None)]),
    ],
)  # fmt: skip
def test_a_question_nobody_could_answer_has_problems(question, expected):
    assert problems(question) == expected


def value(**choices):
    return {"choices": [{"text": text, **fields} for text, fields in choices.items()]}


def fractions(question_type, value):
    return [
        choice.fraction for choice in question_type.freeze(question_type.block()().normalize(value), "q").body.choices
    ]


def test_ticks_make_the_usual_weights():
    ticked = value(one={"right": True}, two={"right": True}, three={}, four={})
    assert fractions(type_of(multiple()), ticked) == [Decimal("0.5"), Decimal("0.5"), Decimal("-0.5"), Decimal("-0.5")]
    assert fractions(type_of(single()), value(one={"right": True}, two={})) == [1, 0]


def test_a_weight_replaces_the_tick():
    weighed = value(
        one={"right": True, "weight": Decimal("33.33333")}, two={"weight": Decimal(0)}, three={"weight": -50}
    )
    assert fractions(type_of(multiple()), weighed) == [THIRD, 0, Decimal("-0.5")]


def test_true_and_false_have_feedback_each():
    assert lines(true_false(), True) == [
        ("Yes, this is true", "wrong", "You said true."),
        ("No, this is false", "miss", ""),
    ]
    assert lines(true_false(), False) == [("No, this is false", "right", "You said false.")]
    assert [grade_question(true_false(), answer) for answer in (True, False)] == [0, 1]
