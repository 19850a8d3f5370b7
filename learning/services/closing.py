"""What a trainer's later closing date does for attempts under way."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from learning.models import QuizAttempt
from learning.selectors.rules import override_of
from quizzes.models import QuizPage

from .attempts import finish_due, lock_attempt
from .clock import lengthen


def move_closing(*, quiz: QuizPage, at: datetime | None = None) -> None:
    """A date that is later now, or gone, helps those in the middle; an earlier one, or another limit, does not reach
    them. One query where nobody is in the middle."""
    at = at or timezone.now()
    running = QuizAttempt.objects.in_progress().filter(quiz_key=quiz.translation_key, closes_at__isnull=False)
    closes_at = quiz.original.closes_at
    for attempt in running.select_related("enrolment"):
        move_one(attempt, closes_at, at)


@transaction.atomic
def move_one(attempt: QuizAttempt, closes_at: datetime | None, at: datetime) -> None:
    if finish_due(attempt=attempt, at=at):
        return
    attempt = lock_attempt(attempt)
    own = override_of(attempt.enrolment, attempt.quiz_key)
    if attempt.is_in_progress:
        lengthen(attempt=attempt, extra_minutes=0, closes_at=(own and own.closes_at) or closes_at)


def after_publishing(instance: QuizPage, **_: Any) -> None:
    move_closing(quiz=instance)
