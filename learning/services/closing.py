"""What the rules of a quiz that was published do at once: a later closing date for attempts under way, and another way
of counting for learners who have passed by it."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from learning.errors import SignedOut
from learning.models import Enrolment, QuizAttempt
from learning.outbox import leave
from learning.selectors.facts import with_newest_grade
from learning.selectors.final_grades import tries
from learning.selectors.rules import override_of
from quizzes.models import QuizPage

from .attempts import finish_due, lock_attempt
from .clock import lengthen
from .grading import follow_grade
from .idempotency import lock_enrolment


def move_closing(*, quiz: QuizPage, at: datetime | None = None) -> None:
    """A date that is later now, or gone, helps those in the middle; an earlier one, or another limit, does not reach
    them. One query where nobody is in the middle."""
    at = at or timezone.now()
    running = QuizAttempt.objects.in_progress().filter(quiz_key=quiz.translation_key, closes_at__isnull=False)
    closes_at = quiz.original.closes_at
    for attempt in running.select_related("enrolment"):
        with suppress(SignedOut, QuizAttempt.DoesNotExist):  # it was joined to an account, or went, meanwhile
            move_one(attempt, closes_at, at)


@transaction.atomic
def move_one(attempt: QuizAttempt, closes_at: datetime | None, at: datetime) -> None:
    if finish_due(attempt=attempt, at=at):
        return
    attempt = lock_attempt(attempt)
    own = override_of(attempt.enrolment, attempt.quiz_key)
    if attempt.is_in_progress:
        lengthen(attempt=attempt, extra_minutes=0, closes_at=(own and own.closes_at) or closes_at)


@task()
def complete_by_method_task(quiz_id: int) -> None:
    if quiz := QuizPage.objects.filter(pk=quiz_id).first():
        complete_by_method(quiz=quiz)


def complete_by_method(*, quiz: QuizPage, at: datetime | None = None) -> int:
    """Complete the quiz for those whose passed attempt counts now; how many they were."""
    found = [one.enrolment_id for one in tries(quiz) if one.completes_by(quiz.grading_method)]
    for enrolment in Enrolment.objects.filter(pk__in=found).order_by("pk"):
        with suppress(SignedOut):
            follow_passed(enrolment, quiz, at or timezone.now())
    return len(found)


@transaction.atomic
def follow_passed(enrolment: Enrolment, quiz: QuizPage, at: datetime) -> None:
    enrolment = lock_enrolment(enrolment)
    attempts = with_newest_grade(enrolment.attempts.submitted().filter(quiz_key=quiz.translation_key))
    passed = attempts.filter(passed=True).select_related("version", "enrolment").order_by("number").last()
    if passed:
        mark = passed.grades.select_related("graded_against").last().graded_against.read().pass_mark
        follow_grade(attempt=passed, pass_mark=mark, at=at)


def after_publishing(instance: QuizPage, **_: Any) -> None:
    move_closing(quiz=instance)
    if any(one.completes_by(instance.grading_method) for one in tries(instance)):
        leave(complete_by_method_task, instance.pk)
