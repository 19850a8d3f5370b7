"""A guest's work joins an account: best of both, nothing doubled, nothing lost."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from learning.models import CourseCompletion, Enrolment, LearnerWrite, QuizAttempt, User

from .completion import outline_of, settle
from .due import finish_due_attempts
from .health import ask_for_count
from .overrides import move_overrides

# Attempts are renumbered in two steps, so that no number is taken twice on the way.
OUT_OF_THE_WAY = 1_000_000


@transaction.atomic
def merge_guest(*, guest_key: str, user: User, at: datetime | None = None) -> int:
    """Give a guest's enrolments to the user; how many there were. A second call finds none."""
    at = at or timezone.now()
    guests = Enrolment.objects.select_for_update().filter(guest_key=guest_key).exclude(guest_key="").order_by("pk")
    merged = [merge_enrolment(guest, user, at) for guest in guests]
    return len(merged)


def merge_enrolment(guest: Enrolment, user: User, at: datetime) -> Enrolment:
    own = (
        Enrolment.objects.select_for_update().filter(user=user, course_key=guest.course_key).order_by("-number").first()
    )
    if own is None:
        guest.user, guest.guest_key = user, ""
        guest.save(update_fields=["user", "guest_key"])
        return guest
    finish_due_attempts(attempts=QuizAttempt.objects.filter(enrolment__in=[guest, own]), at=at, most=None)
    move_lesson_facts(guest, own)
    move_attempts(guest, own, at)
    move_overrides(guest, own)
    move_completion(guest, own)
    adopt_place(guest, own)
    guest.delete()
    settle(enrolment=own, outline=outline_of(own), at=at)
    return own


def move_lesson_facts(guest: Enrolment, own: Enrolment) -> None:
    """Sections and activities: the earlier date of the two. Check-yourself answers: the later one."""
    for name, key, date, earlier_wins in (
        ("sections", ("lesson_key", "section_id"), "completed_at", True),
        ("activities", ("activity_key",), "completed_at", True),
        ("checks", ("lesson_key", "block_id"), "answered_at", False),
    ):
        mine = {tuple(getattr(row, part) for part in key): row for row in getattr(own, name).all()}
        for row in getattr(guest, name).all():
            twin = mine.get(tuple(getattr(row, part) for part in key))
            if twin is None or (getattr(row, date) < getattr(twin, date)) == earlier_wins:
                if twin:
                    twin.delete()
                row.enrolment = own
                row.save(update_fields=["enrolment"])


def move_attempts(guest: Enrolment, own: Enrolment, at: datetime) -> None:
    """Renumber by start. Of two in progress the one saved later stays; the other is closed unsubmitted, and kept."""
    quiz_keys = sorted(set(guest.attempts.values_list("quiz_key", flat=True)))
    for quiz_key in quiz_keys:
        close_all_but_latest(guest, own, quiz_key, at)
        own.attempts.filter(quiz_key=quiz_key).update(number=F("number") + OUT_OF_THE_WAY)
        guest.attempts.filter(quiz_key=quiz_key).update(enrolment=own, number=F("number") + 2 * OUT_OF_THE_WAY)
        for number, attempt in enumerate(own.attempts.filter(quiz_key=quiz_key).order_by("started_at", "pk"), start=1):
            QuizAttempt.objects.filter(pk=attempt.pk).update(number=number)
    keys = own.writes.values_list("key", flat=True)
    LearnerWrite.objects.filter(enrolment=guest).exclude(key__in=keys).update(enrolment=own)
    ask_for_count(quiz_keys=quiz_keys, at=at)


def close_all_but_latest(guest: Enrolment, own: Enrolment, quiz_key: object, at: datetime) -> None:
    running = list(QuizAttempt.objects.in_progress().filter(enrolment__in=[guest, own], quiz_key=quiz_key))
    running.sort(key=lambda attempt: attempt.saved_at or attempt.started_at)
    for attempt in running[:-1]:
        attempt.closed_at = at
        attempt.save(update_fields=["closed_at"])


def move_completion(guest: Enrolment, own: Enrolment) -> None:
    theirs = CourseCompletion.objects.filter(enrolment=guest).first()
    if theirs is None:
        return
    if CourseCompletion.objects.filter(enrolment=own).exists():
        theirs.delete()  # a guest's completion never carries a record: records need a confirmed e-mail
        return
    theirs.enrolment = own
    theirs.save(update_fields=["enrolment"])


def adopt_place(guest: Enrolment, own: Enrolment) -> None:
    """Go on from where the person was last, on whichever device that was; the course began with the earlier start."""
    own.started_at = min(own.started_at, guest.started_at)
    if guest.last_activity_at > own.last_activity_at:
        own.last_activity_at, own.last_place = guest.last_activity_at, guest.last_place
    attempt_id = own.last_place.get("attempt")
    if attempt_id and not own.attempts.in_progress().filter(pk=attempt_id).exists():
        own.last_place = {}
    own.save(update_fields=["started_at", "last_activity_at", "last_place"])


def forget_idle_guests(*, before: datetime) -> int:
    """Remove guests' work untouched since `before`; how many enrolments went."""
    idle = Enrolment.objects.of_guests().filter(last_activity_at__lt=before)
    CourseCompletion.objects.filter(enrolment__in=idle).delete()
    attempted = list(QuizAttempt.objects.submitted().filter(enrolment__in=idle).values_list("quiz_key", flat=True))
    count = idle.count()
    idle.delete()
    ask_for_count(quiz_keys=attempted, whole=True)
    return count
