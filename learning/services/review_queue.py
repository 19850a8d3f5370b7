"""Which answers wait for a person to read them. Callers hold the lock on the attempt."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from learning.models import QuizAttempt, Response
from quizzes.definitions import QuestionDefinition, QuizDefinition
from quizzes.grading import waits_for_people
from quizzes.question_types import get as question_type

from .idempotency import lock_enrolment

REVIEW_FIELDS = ("fraction", "for_review_at", "reviewed_at", "is_to_be_marked")


def put_before_people(rows: Iterable[Response], definition: QuizDefinition, at: datetime) -> None:
    """Set the `REVIEW_FIELDS` of rows that the caller then stores. `definition` is what the grade that counts was
    marked by; a blank, and a question taken out of it, need no reader."""
    asked = {question.id: question for question in definition.questions}
    for row in rows:
        if question := asked.get(row.question_id):
            put_answer(row, question, at)
        else:
            row.for_review_at, row.is_to_be_marked = None, False


def put_answer(row: Response, question: QuestionDefinition, at: datetime) -> None:
    is_read = question_type(question.type).is_marked_by_people and row.answer is not None
    row.for_review_at = (row.for_review_at or at) if is_read else None
    row.is_to_be_marked = is_read and waits_for_people(question)
    if row.is_to_be_marked and (row.reviewed_at is None or row.fraction is None):
        # The grade is reckoned with 0 until then; the mark itself is not there yet.
        row.fraction = row.reviewed_at = None


@transaction.atomic
def requeue(*, attempt_id: int, repair: bool = True) -> bool:
    """For one submitted attempt, by the grade that counts: whether anything was, or would be, changed."""
    attempt = QuizAttempt.objects.select_related("version", "enrolment").get(pk=attempt_id)
    lock_enrolment(attempt.enrolment)
    grade = attempt.grades.select_related("graded_against").last()
    definition = grade.definition_for(attempt) if grade else attempt.definition
    return renew_queue(attempt, definition, attempt.submitted_at, repair=repair)


def renew_queue(attempt: QuizAttempt, definition: QuizDefinition, at: datetime, *, repair: bool = True) -> bool:
    """After the attempt was marked by another definition. Whether anything changed: mostly it has no open answers."""
    rows = list(attempt.responses.all())
    before = [values(row) for row in rows]
    put_before_people(rows, definition, at)
    changed = [row for row, old in zip(rows, before, strict=True) if values(row) != old]
    if changed and repair:
        Response.objects.bulk_update(changed, REVIEW_FIELDS)
    return bool(changed)


def values(row: Response) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in REVIEW_FIELDS)
