"""Question health kept up to date: whoever changes what it is counted from asks for a count, a task counts.

Asking is two short statements at the end of a write, whatever the number of attempts. With a queue the count comes two
minutes later, once for all that was asked meanwhile. Where tasks run in process, a small quiz is counted at once and a
large one each time it has grown by a tenth, so that an attempt costs the same on average however many there are.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from learning.models import QuizAttempt, QuizHealth
from learning.outbox import leave
from learning.selectors.health import editions_of, worst_of
from learning.selectors.health_facts import tally
from quizzes.item_verdicts import Severity
from quizzes.models import QuizPage

WAIT = timedelta(minutes=2)
# A task that did not come by then was lost with its worker.
LOST = timedelta(hours=1)
SMALL = 200


@transaction.atomic(savepoint=False)
def ask_for_count(*, quiz_keys: Iterable[Any], at: datetime | None = None, whole: bool = False) -> None:
    """Say that attempts at these quizzes are new or changed. `whole`: a change of many, counted whatever it costs.

    The row stays locked until the change is committed, so that no count takes it for counted before it can be seen.
    """
    at = at or timezone.now()
    for quiz_key in sorted({str(key) for key in quiz_keys}):
        queue_count(quiz_key, is_first=note_due(quiz_key, at), whole=whole)


def note_due(quiz_key: str, at: datetime) -> bool:
    """Whether nobody has asked yet. Two statements at most."""
    rows = QuizHealth.objects.filter(quiz_key=quiz_key)
    found = rows.select_for_update().values_list("due_at").first()
    if found is None:
        QuizHealth.objects.bulk_create([QuizHealth(quiz_key=quiz_key, due_at=at)], ignore_conflicts=True)
        return True
    is_first = found[0] is None or found[0] < at - LOST
    if is_first:
        rows.update(due_at=at)
    return is_first


def queue_count(quiz_key: str, *, is_first: bool, whole: bool) -> None:
    if not count_task.get_backend().supports_defer:
        leave(count_task, quiz_key, whole)
    elif is_first:
        leave(count_task.using(run_after=timezone.now() + WAIT), quiz_key, True)


def after_publishing(instance: QuizPage, **_: Any) -> None:
    """What is public says which edition is the newest."""
    ask_where_counted([instance])


def ask_where_counted(quizzes: Iterable[QuizPage]) -> None:
    """A count of those that have numbers: what they ask in public is another now."""
    counted = QuizHealth.objects.filter(quiz_key__in=[quiz.translation_key for quiz in quizzes])
    ask_for_count(quiz_keys=counted.values_list("quiz_key", flat=True), whole=True)


@task()
def count_task(quiz_key: str, whole: bool) -> None:
    if whole or is_worth_it(quiz_key):
        count_health(quiz_key=quiz_key)


def is_worth_it(quiz_key: str) -> bool:
    counted = QuizHealth.objects.filter(quiz_key=quiz_key).values_list("attempts", flat=True).first() or 0
    attempts = QuizAttempt.objects.submitted().filter(quiz_key=quiz_key).count()
    return attempts < SMALL or abs(attempts - counted) * 10 >= counted


def count_health(*, quiz_key: str, at: datetime | None = None) -> QuizHealth:
    """Count anew and keep it. What changes while it counts is due again afterwards, because `due_at` goes first."""
    at = at or timezone.now()
    QuizHealth.objects.get_or_create(quiz_key=quiz_key)
    QuizHealth.objects.filter(quiz_key=quiz_key).update(due_at=None)
    return keep(quiz_key, tally(quiz_key), at)


@transaction.atomic
def keep(quiz_key: str, numbers: dict[str, Any], at: datetime) -> QuizHealth:
    """Of two counts at once the one begun later stays."""
    row = QuizHealth.objects.select_for_update().get(quiz_key=quiz_key)
    if row.counted_at is None or row.counted_at <= at:
        columns = {"numbers": numbers, "counted_at": at, **listed(numbers)}
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=[*columns])
    return row


def differs(*, quiz_key: str) -> bool:
    """Whether what is kept of a quiz is not what a count of its attempts gives."""
    row = QuizHealth.objects.filter(quiz_key=quiz_key).first() or QuizHealth(quiz_key=quiz_key)
    columns = {name: getattr(row, name) for name in ("attempts", "to_check", "worst")}
    numbers = tally(quiz_key)
    return (row.numbers, columns) != (numbers, listed(numbers))


def countable() -> list[str]:
    """The keys of all quizzes that have numbers, or attempts to have them of."""
    attempted = QuizAttempt.objects.submitted().order_by().values_list("quiz_key", flat=True).distinct()
    kept = QuizHealth.objects.values_list("quiz_key", flat=True)
    return sorted({str(key) for key in (*attempted, *kept)})


def listed(numbers: dict[str, Any]) -> dict[str, Any]:
    """The columns of lists."""
    newest = next(iter(editions_of(numbers, "first")), None)
    questions = newest.questions if newest else ()
    worst = worst_of(questions)
    return {
        "attempts": numbers["attempts"],
        "to_check": sum(question.severity == Severity.CHECK for question in questions),
        "worst": worst.label[:255] if worst else "",
    }
