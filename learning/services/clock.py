"""What moves the end of a running attempt: signs of life after a gap, and time that is granted. It only moves on.

All of it under the enrolment's lock, which the callers hold.
"""

from datetime import datetime

from learning.models import GapCredit, QuizAttempt
from learning.selectors.clock import SECOND, credit_due, reckoned_deadline
from learning.timing import later


def show_life(*, attempt: QuizAttempt, at: datetime, is_beat: bool = False) -> None:
    """The page is there. Only a page that sends heartbeats can have been missed: without JavaScript saves alone say
    nothing about the time between them."""
    if not attempt.time_limit or not (attempt.seen_at or is_beat):
        return
    if given := credit_due(attempt, at):
        GapCredit.objects.create(attempt=attempt, gap_from=attempt.seen_at, gap_until=at, seconds=given // SECOND)
        attempt.deadline_at += given
    attempt.seen_at = max(attempt.seen_at or at, at)
    attempt.save(update_fields=["seen_at", "deadline_at"])


def lengthen(*, attempt: QuizAttempt, extra_minutes: int, closes_at: datetime | None) -> None:
    """At least so much extra time, and open at least until then (nothing: for ever). What was promised stays."""
    if attempt.time_limit:
        attempt.extra_minutes = max(attempt.extra_minutes, extra_minutes)
    attempt.closes_at = later(attempt.closes_at, closes_at)
    attempt.deadline_at = reckoned_deadline(attempt)
    attempt.save(update_fields=["extra_minutes", "closes_at", "deadline_at"])
