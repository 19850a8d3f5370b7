"""Where the clock of an attempt stands. Only an attempt whose page fell silent costs a query."""

from datetime import datetime, timedelta

from django.db.models import Sum

from learning.models import QuizAttempt
from learning.timing import GRACE, LEAST_GAP, NOTHING, credit, deadline_of

SECOND = timedelta(seconds=1)


def credited(attempt: QuizAttempt) -> timedelta:
    """What was given back so far. One query."""
    return timedelta(seconds=attempt.gap_credits.aggregate(given=Sum("seconds"))["given"] or 0)


def reckoned_deadline(attempt: QuizAttempt) -> datetime | None:
    """The end, from the facts it follows from; `deadline_at` keeps it."""
    limit = timedelta(minutes=attempt.time_limit) if attempt.time_limit else None
    extra = timedelta(minutes=attempt.extra_minutes)
    return deadline_of(attempt.started_at, limit, extra, credited(attempt), attempt.closes_at)


def room(attempt: QuizAttempt) -> timedelta:
    """How far the end may still move for breakdowns: the rest of the cap, and never past the closing."""
    rest = timedelta(minutes=attempt.credit_cap) - credited(attempt)
    to_closing = attempt.closes_at - attempt.deadline_at if attempt.closes_at else rest
    return max(NOTHING, min(rest, to_closing))


def credit_due(attempt: QuizAttempt, at: datetime) -> timedelta:
    """What a sign of life at this moment gives back, in whole seconds."""
    if not (attempt.time_limit and attempt.seen_at and at - attempt.seen_at > LEAST_GAP):
        return NOTHING
    return credit(attempt.seen_at, at, NOTHING, room(attempt)) // SECOND * SECOND


def expected_deadline(attempt: QuizAttempt, at: datetime) -> datetime | None:
    """When it ends if its page shows itself now."""
    return attempt.deadline_at + credit_due(attempt, at) if attempt.deadline_at else None


def is_over(attempt: QuizAttempt, at: datetime) -> bool:
    """For its learner, who is there: what a gap gives back counts."""
    return has_passed(attempt, at) and at > expected_deadline(attempt, at) + GRACE


def is_over_for_good(attempt: QuizAttempt, at: datetime) -> bool:
    """For everybody else: the learner may still be cut off, and come back to the time that is given back then."""
    return has_passed(attempt, at) and (attempt.seen_at is None or at > attempt.deadline_at + room(attempt) + GRACE)


def has_passed(attempt: QuizAttempt, at: datetime) -> bool:
    return attempt.is_in_progress and attempt.deadline_at is not None and at > attempt.deadline_at + GRACE
