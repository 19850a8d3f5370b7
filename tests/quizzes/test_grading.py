from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import final_grade, grade_quiz, marked_by_people

from .samples import RIGHT_ANSWERS, SAMPLES, answers_to, multiple, quiz, reflection, single


def test_all_right_answers_make_a_whole():
    grade = grade_quiz(quiz(), RIGHT_ANSWERS)
    assert (grade.fraction, grade.mark, grade.max_mark, grade.passed) == (1, 7, 7, True)
    assert grade.fractions["q8"] is None


def test_no_answers_make_nothing():
    grade = grade_quiz(quiz(), {})
    assert (grade.fraction, grade.mark, grade.passed) == (0, 0, False)


def test_marks_weigh():
    definition = quiz(single(id="a", max_mark=Decimal(3)), single(id="b", max_mark=Decimal(1)))
    assert grade_quiz(definition, {"a": "b"}).fraction == Decimal("0.75")


def test_the_pass_mark_is_reached_from_exactly_there():
    definition = quiz(*(single(id=id) for id in "abcdefghij"))
    answers = dict.fromkeys("abcdefg", "b")
    assert grade_quiz(definition, answers).passed
    assert not grade_quiz(definition, {**answers, "g": "a"}).passed


def test_thirds_are_rounded_to_seven_places_and_marks_to_five():
    grade = grade_quiz(quiz(multiple(id="m"), single(id="s"), single(id="t")), {"m": ["a"], "s": "b"})
    assert (grade.fraction, grade.mark) == (Decimal("0.4444444"), Decimal("1.33333"))


def test_a_quiz_of_reflections_passes_when_it_is_submitted():
    grade = grade_quiz(quiz(reflection()), {})
    assert (grade.fraction, grade.max_mark, grade.passed) == (1, 0, True)


def test_an_answer_to_a_question_the_quiz_does_not_have_counts_nothing():
    assert grade_quiz(quiz(single(id="a")), {"a": "b", "zzz": "b"}).fractions == {"a": 1}


@given(st.data())
def test_any_answers_make_a_fraction_between_0_and_1(data):
    grade = grade_quiz(quiz(), {one.id: data.draw(answers_to(one)) for one in SAMPLES.values()})
    assert 0 <= grade.fraction <= 1 and 0 <= grade.mark <= grade.max_mark
    assert grade.passed == (grade.fraction >= Decimal("0.7"))


@pytest.mark.parametrize(
    ("method", "expected"), [("best", "0.9"), ("last", "0.4"), ("first", "0.5"), ("average", "0.6")]
)
def test_the_final_grade_follows_the_method(method, expected):
    assert final_grade(method, [Decimal("0.5"), Decimal("0.9"), Decimal("0.4")]) == Decimal(expected)


def test_an_average_has_seven_places():
    assert final_grade("average", [Decimal(1), Decimal(1), Decimal(0)]) == Decimal("0.6666667")


def test_without_attempts_there_is_no_grade():
    assert final_grade("best", []) is None


def test_an_unknown_method_is_an_error():
    with pytest.raises(KeyError):
        final_grade("luckiest", [Decimal(1)])


# --- what people mark ---------------------------------------------------------------------------------

OPEN = quiz(single(id="s"), reflection(id="r", max_mark=Decimal(3)))


def test_an_open_question_with_a_mark_earns_nothing_until_somebody_marked_it():
    grade = grade_quiz(OPEN, {"s": "b", "r": "I think"})
    assert (grade.fraction, grade.mark, grade.max_mark, grade.passed) == (Decimal("0.25"), 1, 4, False)


def test_the_mark_a_person_gave_counts_by_its_weight():
    grade = grade_quiz(OPEN, {"s": "b", "r": "I think"}, {"r": Decimal("0.6666667")})
    assert (grade.fraction, grade.mark, grade.passed) == (Decimal("0.75"), Decimal("3.00000"), True)


def test_nobody_marks_what_has_a_key_or_does_not_count():
    definition = quiz(single(id="s"), reflection(id="r"))
    grade = grade_quiz(definition, {"s": "a", "r": "I think"}, {"s": Decimal(1), "r": Decimal(1)})
    assert grade.fractions == {"s": 0, "r": None}
    assert marked_by_people(definition) == []


def test_a_person_marks_the_open_questions_that_count():
    assert [question.id for question in marked_by_people(OPEN)] == ["r"]
