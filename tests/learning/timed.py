"""A quiz with a clock, and alice in the middle of it."""

from datetime import UTC, datetime, timedelta

from learning.models import QuizAttempt
from quizzes.models import QuizPage
from quizzes.publishing import checked_later

START = datetime(2026, 3, 1, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
LIMIT = 30 * MINUTE
END = START + LIMIT


def change(quiz: QuizPage, **rules) -> QuizPage:
    """Published whatever its dates are."""
    for name, value in rules.items():
        setattr(quiz, name, value)
    with checked_later():
        quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


def fresh(attempt: QuizAttempt) -> QuizAttempt:
    return QuizAttempt.objects.select_related("version", "enrolment").get(pk=attempt.pk)
