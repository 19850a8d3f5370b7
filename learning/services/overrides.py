"""Exceptions for one learner in one quiz: granted, changed and removed for a reason, and each written into the log."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from learning.errors import NothingGranted, ReasonMissing
from learning.models import Enrolment, LearnerOverride, QuizAttempt, User
from learning.selectors.rules import override_of
from quizzes.models import QuizPage
from quizzes.timing import closes_first

from .attempts import finish_due
from .clock import lengthen
from .idempotency import lock_enrolment

LONGEST_REASON = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What is granted beyond the quiz's rules; dates stand in place of the quiz's own."""

    extra_minutes: int = 0
    extra_attempts: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@transaction.atomic
def grant_override(
    *, enrolment: Enrolment, quiz: QuizPage, grant: Grant, reason: str, by: User, at: datetime | None = None
) -> LearnerOverride:
    """Grant it, or change what was granted. An attempt under way gets the extra time at once, and keeps what it has.

    Raises NothingGranted for a grant that gives nothing in this quiz or whose dates contradict each other or the
    quiz's, and ReasonMissing.
    """
    at = at or timezone.now()
    reason = told(reason)
    refuse_empty(grant, quiz, is_timed=bool(quiz.time_limit) or is_in_timed(enrolment, quiz))
    enrolment = lock_enrolment(enrolment)
    known = override_of(enrolment, quiz.translation_key)
    override = known or LearnerOverride(enrolment=enrolment, quiz_key=quiz.translation_key, created_at=at)
    for name, value in asdict(grant).items():
        setattr(override, name, value)
    override.title, override.reason, override.by = quiz.title, reason, by
    override.save()
    log_act("change" if known else "grant", override, by, reason)
    lengthen_running(override, quiz, at)
    return override


@transaction.atomic
def remove_override(*, override: LearnerOverride, reason: str, by: User) -> None:
    """From now on the quiz's own rules hold. An attempt under way keeps the time it was given. Raises ReasonMissing."""
    reason = told(reason)
    lock_enrolment(override.enrolment)
    log_act("remove", override, by, reason)
    override.delete()


def lengthen_running(override: LearnerOverride, quiz: QuizPage, at: datetime) -> None:
    running = QuizAttempt.objects.in_progress().filter(enrolment=override.enrolment_id, quiz_key=override.quiz_key)
    for attempt in running.exclude(deadline_at=None).select_related("enrolment"):
        if not finish_due(attempt=attempt, at=at):
            closes_at = override.closes_at or quiz.closes_at
            lengthen(attempt=attempt, extra_minutes=override.extra_minutes, closes_at=closes_at)


def told(reason: str) -> str:
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonMissing(_("Say in a sentence why: whoever looks at this later has to understand it."))
    return reason


def is_in_timed(enrolment: Enrolment, quiz: QuizPage) -> bool:
    """An attempt keeps the limit it began with, also when the quiz has none any more."""
    running = enrolment.attempts.in_progress().filter(quiz_key=quiz.translation_key)
    return running.filter(time_limit__isnull=False).exists()


def refuse_empty(grant: Grant, quiz: QuizPage, *, is_timed: bool) -> None:
    if not any(asdict(grant).values()):
        raise NothingGranted(_("Say what is granted: time, attempts or dates."))
    if grant.extra_minutes and not is_timed:
        raise NothingGranted(_("This quiz has no time limit: there is nothing to add to."), "extra_minutes")
    if grant.extra_attempts and not quiz.attempt_limit:
        raise NothingGranted(_("Attempts at this quiz are not limited: there is nothing to add to."), "extra_attempts")
    dates = {"opens_at": grant.opens_at or quiz.opens_at, "closes_at": grant.closes_at or quiz.closes_at}
    if closes_first(dates):
        field = "closes_at" if grant.closes_at else "opens_at"
        raise NothingGranted(_("The quiz would close for this learner before it opens. Choose another date."), field)


def log_act(act: str, override: LearnerOverride, by: User, reason: str) -> None:
    names = ("extra_minutes", "extra_attempts", "opens_at", "closes_at")
    granted = {name: value for name in names if (value := getattr(override, name))}
    # The enrolment, so that erasure finds the reasons also of what was removed before.
    data = {"reason": reason, "enrolment": override.enrolment_id, **granted}
    log(override, f"learning.override_{act}", user=by, data=data)


def log_of(*enrolments: int) -> QuerySet[ModelLogEntry]:
    """What was granted, changed and removed in these enrolments, also of what is no longer there."""
    entries = ModelLogEntry.objects.filter(content_type__app_label="learning", content_type__model="learneroverride")
    return entries.filter(data__enrolment__in=enrolments)


# --- joined work, erased people -----------------------------------------------------------------


def move_overrides(guest: Enrolment, own: Enrolment) -> None:
    """Of two for one quiz the account's stays, with the larger numbers of both and the wider dates."""
    mine: dict[UUID, LearnerOverride] = {row.quiz_key: row for row in own.overrides.all()}
    for row in guest.overrides.all():
        if twin := mine.get(row.quiz_key):
            twin.extra_minutes = max(twin.extra_minutes, row.extra_minutes)
            twin.extra_attempts = max(twin.extra_attempts, row.extra_attempts)
            twin.opens_at = min(filter(None, (twin.opens_at, row.opens_at)), default=None)
            twin.closes_at = max(filter(None, (twin.closes_at, row.closes_at)), default=None)
            twin.save(update_fields=["extra_minutes", "extra_attempts", "opens_at", "closes_at"])
        else:
            row.enrolment = own
            row.save(update_fields=["enrolment"])
    for entry in log_of(guest.pk):
        entry.data = {**entry.data, "enrolment": own.pk}
        entry.save(update_fields=["data"])


def forget_overrides(enrolments: QuerySet[Enrolment]) -> None:
    """Why somebody needs more time is mostly about their health. That there was an exception stays in the log."""
    for entry in log_of(*enrolments.values_list("pk", flat=True)):
        entry.data = {**entry.data, "reason": ""}
        entry.save(update_fields=["data"])
    LearnerOverride.objects.filter(enrolment__in=enrolments).delete()
