"""Signs of life of a timed attempt's page."""

from datetime import datetime

from django.utils import timezone

from learning.models import QuizAttempt
from learning.timing import LEAST_BEAT, LEAST_GAP

from .attempts import finish_over, in_time, refuse_closed


def beat(*, attempt: QuizAttempt, at: datetime | None = None) -> QuizAttempt:
    """The page is there: one small update, unless it was away so long that the time is given back.

    Raises AttemptClosed and TimeIsUp.
    """
    at = at or timezone.now()
    refuse_closed(attempt)
    if not attempt.time_limit:
        return attempt
    if attempt.seen_at and at - attempt.seen_at <= LEAST_GAP and not finish_over(attempt=attempt, at=at):
        note(attempt, at)
        return attempt
    with in_time(attempt, at, is_beat=True) as attempt:
        return attempt


def note(attempt: QuizAttempt, at: datetime) -> None:
    """Without a lock: the later of two beats stays, whichever comes first."""
    if at - attempt.seen_at >= LEAST_BEAT:
        QuizAttempt.objects.in_progress().filter(pk=attempt.pk, seen_at__lt=at).update(seen_at=at)
