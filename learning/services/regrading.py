"""Marking submitted attempts anew by a corrected version: grades appended, completions following, learners told.

What changes is reckoned by `learning.selectors.regrading`, once for the list that is shown before and again under the
lock. One learner is one transaction, letter included: a long regrade stops nobody from learning, and one that broke off
may simply be started again. Nothing an attempt earned is taken away: the first grade stays beside the new one, and
completions and records, once written, stay until somebody withdraws them.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log

from learning.errors import ReasonMissing
from learning.models import Enrolment, QuizAttempt, Regrading, User
from learning.outbox import leave
from learning.regrade_letters import tell_learner
from learning.selectors.regrading import Regrade, Target, Totals, change_of, markable, regrade_plan
from quizzes.models import QuizPage
from quizzes.versioning import freeze_definition

from .grading import append_grade, follow_grade
from .health import ask_for_count
from .review_queue import renew_queue

logger = logging.getLogger(__name__)

LONGEST_REASON = 255
# By then whoever was marking is not at it any more.
GIVEN_UP = timedelta(hours=1)


def ask_regrading(
    *, quiz: QuizPage, target: Target, by: User | None, reason: str, key: UUID | None = None, at: datetime | None = None
) -> Regrading:
    """Write the decision down and have the attempts marked by the task queue. The same key is the same decision.

    `reason` is shown to the learners beside the grade. Raises ReasonMissing where it is empty or over 255 letters.
    """
    with transaction.atomic():
        regrading, is_new = decide(quiz=quiz, target=target, by=by, reason=reason, key=key, at=at)
        if is_new:
            leave(regrade_task, regrading.pk)
    return regrading


def regrade_attempts(
    *,
    quiz: QuizPage,
    target: Target | None = None,
    attempts: QuerySet[QuizAttempt] | None = None,
    by: User | None,
    reason: str,
    at: datetime | None = None,
) -> list[Regrade]:
    """The same at once, for the command line: the changes that were made. Without a target: all questions, only up."""
    target = target or Target(by=quiz.definition())
    regrading, _is_new = decide(quiz=quiz, target=target, by=by, reason=reason, at=at)
    return list(carry_out(regrading, attempts=attempts))


def decide(
    *, quiz: QuizPage, target: Target, by: User | None, reason: str, key: UUID | None = None, at: datetime | None = None
) -> tuple[Regrading, bool]:
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonMissing(_("Say in a sentence why the attempts are marked anew: the learners will read it."))
    return Regrading.objects.get_or_create(
        key=key or uuid4(),
        defaults={
            "quiz": quiz,
            "quiz_key": quiz.translation_key,
            "title": quiz.title,
            "marked_by": freeze_definition(target.by),
            "questions": None if target.chosen is None else sorted(target.chosen),
            "versions": None if target.versions is None else sorted(target.versions),
            "only_up": target.only_up,
            "reason": reason,
            "by": by,
            "asked_at": at or timezone.now(),
        },
    )


@task()
def regrade_task(regrading_id: int) -> None:
    regrading = Regrading.objects.select_related("quiz", "marked_by", "by").get(pk=regrading_id)
    if regrading.quiz and regrading.finished_at is None:
        for _change in carry_out(regrading):
            pass


def finish_regradings(at: datetime | None = None) -> int:
    """Carry on with the decisions that a worker left half done; how many there were.

    What was marked is not marked twice: by its newest grade it changes no more.
    """
    at = at or timezone.now()
    rows = Regrading.objects.select_related("quiz", "marked_by", "by").order_by("pk")
    left = list(rows.filter(finished_at=None, quiz__isnull=False, asked_at__lt=at - GIVEN_UP))
    for regrading in left:
        for _change in carry_out(regrading):
            pass
    return len(left)


def target_asked(regrading: Regrading) -> Target:
    return Target(
        by=regrading.marked_by.read(),
        chosen=regrading.chosen,
        versions=regrading.versions,
        only_up=regrading.only_up,
    )


def carry_out(regrading: Regrading, attempts: QuerySet[QuizAttempt] | None = None) -> Iterator[Regrade]:
    """Learner by learner. The audit row is written also where the work breaks off: what was done, was done.

    One learner who cannot be marked is logged and holds up nobody; the decision then stays unfinished, and the clock
    comes back to it.
    """
    target, totals, done, failed = target_asked(regrading), Totals(), [], False
    try:
        for ids in by_learner(regrade_plan(quiz=regrading.quiz, target=target, attempts=attempts)):
            try:
                changes = regrade_learner(regrading=regrading, target=target, attempt_ids=ids)
            except Exception:
                logger.exception("Attempts %s could not be marked anew", ids)
                failed = True
                continue
            for change in changes:
                totals.add(change)
                done.append(change.attempt.pk)
                yield change
        if not failed:
            regrading.finished_at = timezone.now()
            regrading.save(update_fields=["finished_at"])
    finally:
        if done:
            log(regrading.quiz, "learning.regrade", user=regrading.by, data=log_data(regrading, totals, done))
            ask_for_count(quiz_keys=[regrading.quiz_key], at=regrading.asked_at, whole=True)


def by_learner(changes: Iterable[Regrade]) -> list[list[int]]:
    """Primary keys of the attempts of one person; a guest, and an enrolment whose account is gone, is one alone. Read
    to the end before anything is written: SQLite keeps no cursor open over a commit."""
    keys = [(change.attempt.enrolment.user_id or -change.attempt.enrolment_id, change.attempt.pk) for change in changes]
    return [[pk for _who, pk in rows] for _who, rows in groupby(keys, key=lambda row: row[0])]


@transaction.atomic
def regrade_learner(*, regrading: Regrading, target: Target, attempt_ids: list[int]) -> list[Regrade]:
    """Reckoned anew under the lock: since the plan was made, somebody else may have marked an attempt, or its learner
    been erased. What follows from the grades waits until all are written."""
    # In one order, so that two regrades never wait for each other.
    owners = Enrolment.objects.filter(attempts__in=attempt_ids).order_by("pk").values("pk").distinct()
    list(Enrolment.objects.select_for_update().filter(pk__in=[row["pk"] for row in owners]).order_by("pk"))
    rows = markable(regrading.quiz, target, QuizAttempt.objects.filter(pk__in=attempt_ids))
    rows = rows.select_related("version", "enrolment__user").order_by("enrolment_id", "pk")
    changes = [change for attempt in rows if (change := regrade_attempt(attempt, regrading=regrading, target=target))]
    for _enrolment, own in groupby(changes, key=lambda change: change.attempt.enrolment_id):
        follow_grades(list(own), regrading)
    person = changes[0].attempt.enrolment.user if changes else None
    if person:
        leave(tell_learner_task, regrading.pk, person.pk)
    return changes


def regrade_attempt(attempt: QuizAttempt, *, regrading: Regrading, target: Target) -> Regrade | None:
    change = change_of(attempt, target)
    if change is None or (change.loses and target.only_up):
        return None
    at = date_of(change, regrading)
    append_grade(
        attempt=attempt,
        version=freeze_definition(change.definition),
        grade=change.after,
        at=at,
        may_fall=not target.only_up,
        grader=regrading.by,
        reason=regrading.reason,
        regrading=regrading,
    )
    renew_queue(attempt, change.definition.only(attempt.layout["questions"]), at)
    return change


def date_of(change: Regrade, regrading: Regrading) -> datetime:
    """The newest grade counts, and clocks of two servers may differ."""
    return max(regrading.asked_at, change.before.graded_at)


def follow_grades(changes: list[Regrade], regrading: Regrading) -> None:
    """Of one enrolment."""
    follow_grade(
        attempt=changes[-1].attempt,
        pass_mark=min(change.definition.pass_mark for change in changes),
        at=max(date_of(change, regrading) for change in changes),
    )


@task()
def tell_learner_task(regrading_id: int, user_id: int) -> None:
    tell_learner(Regrading.objects.get(pk=regrading_id), User.objects.filter(pk=user_id).first())


def log_data(regrading: Regrading, totals: Totals, done: list[int]) -> dict:
    return {
        "reason": regrading.reason,
        "regrading": regrading.pk,
        "version": regrading.marked_by.digest,
        "questions": regrading.questions,
        "attempts": done,
        "pass_now": totals.pass_now,
        "lost": totals.lose,
    }
