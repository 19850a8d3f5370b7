"""Attempts whose time is up, finished by whoever meets them: their learner, staff, or the clock's own command."""

from contextlib import suppress
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from learning.errors import SignedOut
from learning.models import QuizAttempt
from learning.timing import GRACE

from .attempts import finish_due

# A look at a report finishes at most so many; the command goes on until there are none.
MOST_AT_ONCE = 50


def finish_due_attempts(
    *, attempts: QuerySet[QuizAttempt] | None = None, at: datetime | None = None, most: int | None = MOST_AT_ONCE
) -> int:
    """Finish those among `attempts` (or all) that are over for good; how many there were. One query where none is.

    Each in a transaction of its own, under its enrolment's lock. What an erased person left is not graded: their
    answers are gone.
    """
    at = at or timezone.now()
    rows = QuizAttempt.objects.all() if attempts is None else attempts
    due = rows.in_progress().filter(deadline_at__lt=at - GRACE, enrolment__erased_at__isnull=True)
    due = due.select_related("enrolment").order_by("deadline_at")
    return sum(finish_one(attempt, at) for attempt in due[:most])


def finish_one(attempt: QuizAttempt, at: datetime) -> bool:
    """False also for one that went with its guest, or was joined to an account, meanwhile."""
    with suppress(SignedOut, QuizAttempt.DoesNotExist):
        return finish_due(attempt=attempt, at=at)
    return False
