from decimal import Decimal

import pytest
from django.utils import translation

from quizzes.grading import grade_question
from quizzes.question_types import AnswerError

from .samples import accepted, number, numeric, reflection, short, type_of


def clean(question, text):
    return type_of(question).clean(question, {"": [text]})


def lines(question, answer, show_answers=True):
    review = type_of(question).review(question, answer, show_answers=show_answers)
    return [(line.text, line.state, line.feedback) for line in review.lines]


def problems(question):
    return [(problem.field, problem.item) for problem in type_of(question).problems(question)]


def test_the_first_accepted_text_that_fits_counts():
    question = short(accepted("рада", 0, "Which one?"), accepted("*рада"))
    assert [grade_question(question, text) for text in ("рада", "міська рада", "мер")] == [0, 1, 0]


def test_a_partly_right_text_is_told_with_its_feedback_and_the_right_one():
    assert lines(short(), "Голова") == [("Голова", "given", "Close."), ("староста", "miss", "")]


def test_the_text_is_kept_as_typed_on_one_line():
    assert clean(short(), "  Cтароста \n села ") == "Cтароста села"
    assert clean(short(), "  ") is None


def test_a_short_answer_is_short():
    with pytest.raises(AnswerError, match="1000"):
        clean(short(), "я" * 1001)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (short(accepted("a", "0.5")), [("accepted", None)]),
        (short(accepted("об'єкт"), accepted("ОБ’ЄКТ", "0.5")), [("accepted", 1)]),
        (short(accepted("об'єкт"), accepted("об’єкт")), []),
        (short(accepted("рада"), accepted("Рада", 0), case_sensitive=True), []),
        (short(accepted(" ")), [("accepted", 0)]),
        (short(accepted("*", 0), accepted("рада")), [("accepted", None)]),
        (short(accepted("*да", "0.5"), accepted("рада"), accepted("сесія ради")), []),
        (short(accepted(r"5\*"), accepted("*", 0)), []),
        (numeric(number(5, "2", "0.5"), number(5)), [("accepted", None)]),
        (numeric(number(5, "2", "0.5"), number(6), number(9)), []),
        (numeric(number(1), number(1)), [("accepted", 1)]),
        (numeric(number(1, fraction="0.5")), [("accepted", None)]),
        (numeric(number(1, tolerance=-1)), [("accepted", 0)]),
    ],
)
def test_accepted_answers_that_make_no_sense_are_problems(question, expected):
    assert problems(question) == expected


@pytest.mark.parametrize(
    ("answer", "expected"), [("10", 1), ("11.5", "0.5"), ("12", "0.5"), ("12.01", 0), ("8", "0.5")]
)
def test_a_number_counts_within_its_tolerance(answer, expected):
    assert grade_question(numeric(), answer) == Decimal(expected)


def test_tenths_are_exact():
    assert grade_question(numeric(number("0.3", "0")), clean(numeric(), "0,3")) == 1
    assert grade_question(numeric(number("0.2", "0.1")), clean(numeric(), "0.3")) == 1


def test_a_number_is_stored_as_a_plain_decimal_without_its_unit():
    question = numeric(unit="грн")
    assert [clean(question, text) for text in ("1 000,50 грн", "1000.5", "-0", "")] == ["1000.5", "1000.5", "0", None]


@pytest.mark.parametrize("text", ["десять", "NaN", "Infinity", "1e400", "10 років", "5 5"])
def test_what_is_no_number_is_refused_with_an_example(text):
    with pytest.raises(AnswerError, match="12,5"):
        clean(numeric(unit="днів"), text)


def test_a_number_is_shown_with_the_decimal_sign_of_the_language():
    question = numeric(number("12.5", "0.5"), unit="грн")
    with translation.override("uk"):
        assert type_of(question).raw(question, "1000.5") == {"": ["1000,5"]}
        assert lines(question, "1000.5")[1][0] == "12,5 ± 0,5 грн"


def test_a_wrong_number_is_told_the_right_one():
    assert lines(numeric(unit="days"), "13") == [("13 days", "wrong", ""), ("10 days", "miss", "")]
    assert lines(numeric(), "13", show_answers=False) == [("13", "given", "")]


def test_a_reflection_is_not_graded_and_shows_its_model_answer_once_answered():
    question = reflection()
    told = type_of(question).review(question, "I think", show_answers=False)
    untold = type_of(question).review(question, None, show_answers=True)
    assert grade_question(question, "I think") is None
    assert (told.verdict, told.model_answer, untold.model_answer) == ("ungraded", "To the starosta.", "")


def test_tags_in_a_reflection_go_and_words_stay():
    assert clean(reflection(), "<b>5 < 6</b> & <script>x()</script>«так»\r\nдалі") == "5 < 6 & «так»\nдалі"
