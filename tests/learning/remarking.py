"""A quiz whose open question counts, and people who answer and mark it."""

from decimal import Decimal
from typing import Any

from learning.models import Enrolment, QuizAttempt, ReflectionRemark, Response, User
from learning.saving import Given
from learning.services.reflections import remark_reflection
from quizzes.models import QuizPage
from tests import cast
from tests.cast import REFLECTION, RIGHT_ANSWERS
from tests.journeys.editing import begin, hand_in, publish

SECOND = "00000000-0000-4000-8000-000000000004"
THOUGHTS = "I would ask <b>the head</b>."


def open_question(max_mark: str = "2", id: str = REFLECTION) -> dict[str, Any]:
    found = cast.reflection_question()
    return {**found, "id": id, "value": {**found["value"], "max_mark": max_mark}}


def let_it_count(quiz: QuizPage, max_mark: str = "2") -> QuizPage:
    """Half of the four points is a person's to give: 70 % are needed."""
    return publish(quiz, questions=[cast.choice_question(), cast.number_question(), open_question(max_mark)])


def answer(enrolment: Enrolment, quiz: QuizPage, **more: str) -> QuizAttempt:
    """Everything right, and something thought."""
    answers = {**RIGHT_ANSWERS, REFLECTION: THOUGHTS, **more}
    attempt = begin(enrolment, quiz)
    asked = {question.id for question in attempt.definition.questions}
    return hand_in(attempt, {id: Given(answer=text) for id, text in answers.items() if id in asked})


def open_answer(attempt: QuizAttempt, question: str = REFLECTION) -> Response:
    return attempt.responses.get(question_id=question)


def remark(
    attempt: QuizAttempt,
    by: User | None,
    fraction: str | None = "1",
    comment: str = "Good.",
    question: str = REFLECTION,
    **more: Any,
) -> ReflectionRemark:
    given = None if fraction is None else Decimal(fraction)
    return remark_reflection(response=open_answer(attempt, question), fraction=given, comment=comment, by=by, **more)
