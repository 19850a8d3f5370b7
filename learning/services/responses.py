"""Answers as they are kept: what a save stores, and what it leaves as it was. Under the enrolment's lock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from learning.errors import NotAskedHere
from learning.models import QuizAttempt, Response
from learning.saving import Given, SavePlan, Stored, plan_saves
from quizzes.definitions import QuizDefinition
from quizzes.question_types import get as question_type

from .enrolment import touch


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of a save, for the person who sent it."""

    plan: SavePlan
    saved_at: datetime | None


def store(*, attempt: QuizAttempt, given: Mapping[str, Given], at: datetime) -> SaveResult:
    definition = attempt.definition
    refuse_foreign(definition, given)
    rows = {row.question_id: row for row in attempt.responses.all()}
    plan = plan_saves({key: stored(row) for key, row in rows.items()}, given)
    write_responses(attempt, definition, rows, plan, given, at)
    if plan.save:
        attempt.saved_at = at
        attempt.save(update_fields=["saved_at"])
        answers = {**{key: row.answer for key, row in rows.items()}, **{key: given[key].answer for key in plan.save}}
        answered = {key for key, answer in answers.items() if answer is not None}
        touch(enrolment=attempt.enrolment, at=at, place=place_in(attempt, answered))
    return SaveResult(plan=plan, saved_at=attempt.saved_at)


def write_responses(
    attempt: QuizAttempt,
    definition: QuizDefinition,
    rows: dict[str, Response],
    plan: SavePlan,
    given: Mapping[str, Given],
    at: datetime,
) -> None:
    """Two statements at most, whatever the number of questions."""
    new, changed = [], []
    for question_id, sequence in plan.save.items():
        question = definition.question(question_id)
        row = rows.get(question_id) or Response(attempt=attempt, question_id=question_id)
        (changed if row.pk else new).append(row)
        row.answer, row.sequence, row.saved_at = given[question_id].answer, sequence, at
        row.question_digest = question.digest
        row.summary = summary(question, row.answer)
    Response.objects.bulk_create(new)
    if changed:
        Response.objects.bulk_update(changed, ["answer", "sequence", "saved_at", "question_digest", "summary"])


def place_in(attempt: QuizAttempt, answered: set[str]) -> dict:
    """Where to go on in a running attempt: its first question without an answer, or "" when there is none."""
    open_questions = (question for question in attempt.layout["questions"] if question not in answered)
    return {"quiz": str(attempt.quiz_key), "attempt": attempt.pk, "question": next(open_questions, "")}


def refuse_foreign(definition: QuizDefinition, given: Mapping[str, Given]) -> None:
    known = {question.id for question in definition.questions}
    if not set(given) <= known:
        raise NotAskedHere(_("One of the answers belongs to a question that is not in this attempt."))


def stored(row: Response) -> Stored:
    return Stored(answer=row.answer, sequence=row.sequence, is_final=row.checked_at is not None)


def summary(question: Any, answer: Any) -> str:
    return "" if answer is None else question_type(question.type).summarise(question, answer)
