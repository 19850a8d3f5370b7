"""How far the questions of a quiz measure the same, where draws and a new order give each attempt an order of its own.

Cronbach's alpha is reckoned here anew, by its plain definition, from marks that the tests themselves put in columns.
"""

from itertools import count
from statistics import stdev, variance

import pytest

from learning.models import QuizAttempt
from learning.saving import Given
from quizzes.item_analysis import QuizNumbers
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, RIGHT, WRONG
from tests.journeys.editing import begin, hand_in, publish
from tests.learning.histories import raw
from tests.learning.test_health import newest, take

# Of the four questions of the bank the odd ones have one mark, the even ones three.
ONE, TWO, THREE, FOUR = (f"00000000-0000-4000-8000-0000000000b{number}" for number in range(1, 5))


def alpha(*rows: tuple[float, float]) -> float:
    parts = sum(variance(column) for column in zip(*rows, strict=True))
    return 2 * (1 - parts / variance([sum(row) for row in rows]))


@pytest.fixture
def enrolments(course):
    return (cast.enrol_person(cast.make_person(f"learner{number}"), course) for number in count())


@pytest.fixture
def drawing(quiz):
    light, heavy = cast.bank_topic("Light"), cast.bank_topic("Heavy")
    for topic, key in ((light, ONE), (heavy, TWO), (light, THREE), (heavy, FOUR)):
        cast.bank_question(topic, key=key)
    return publish(quiz, questions=[cast.draw_block(light), cast.draw_block(heavy, max_mark="3")])


def take_drawn(enrolment, quiz, answers: dict[str, str]) -> None:
    """With these questions drawn, shown in this order."""
    attempt = begin(enrolment, quiz)
    QuizAttempt.objects.filter(pk=attempt.pk).update(layout={"questions": [*answers], "choices": {}})
    hand_in(QuizAttempt.objects.get(pk=attempt.pk), {key: Given(answer=answer) for key, answer in answers.items()})


def numbers_of(quiz) -> QuizNumbers:
    return newest(quiz).numbers


def test_drawn_questions_stand_in_the_column_of_their_draw(drawing, enrolments):
    for answers in (
        {ONE: RIGHT, TWO: RIGHT},
        {THREE: RIGHT, TWO: WRONG},
        {FOUR: RIGHT, ONE: WRONG},
        {FOUR: RIGHT, THREE: RIGHT},
        {TWO: WRONG, THREE: WRONG},
    ):
        take_drawn(next(enrolments), drawing, answers)
    expected = alpha((1, 3), (1, 0), (0, 3), (1, 3), (0, 0))
    found = numbers_of(drawing)
    assert found.consistency == pytest.approx(expected, abs=1e-6)
    error = stdev([4 / 4, 1 / 4, 3 / 4, 4 / 4, 0]) * (1 - expected) ** 0.5
    assert found.standard_error == pytest.approx(error, abs=1e-6)


def test_a_new_order_of_the_questions_leaves_each_in_its_column(quiz, enrolments):
    for right, number in ((RIGHT, "5"), (RIGHT, "4"), (WRONG, "4")):
        take(next(enrolments), quiz, {CHOICE_QUESTION: right, NUMBER_QUESTION: number})
    turned = publish(quiz, questions=raw(quiz)[::-1])
    for right, number in ((RIGHT, "4"), (RIGHT, "4")):
        take(next(enrolments), turned, {CHOICE_QUESTION: right, NUMBER_QUESTION: number})
    expected = alpha((1, 1), (1, 0), (0, 0), (1, 0), (1, 0))
    assert numbers_of(turned).consistency == pytest.approx(expected, abs=1e-6)
