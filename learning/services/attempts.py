"""Attempts: start, save, check one answer, submit. Each is one transaction under the enrolment's lock."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.outline import Activity, Outline
from learning.errors import AttemptClosed, AttemptLimitReached, GradeWouldFall, NotAskedHere
from learning.models import AttemptGrade, Enrolment, QuizAttempt, Response
from learning.saving import Given, SavePlan, Stored, plan_saves
from learning.selectors.facts import facts_of
from quizzes.definitions import QuizDefinition
from quizzes.grading import QuizGrade, grade_question, grade_quiz, waits_for_people
from quizzes.layout import make_layout
from quizzes.models import QuizPage, QuizVersion
from quizzes.question_types import get as question_type
from quizzes.versioning import freeze

from .completion import complete_activity, outline_of, settle
from .corrected_answers import as_asked_now
from .enrolment import touch
from .health import ask_for_count
from .idempotency import lock_enrolment, once
from .locks import refuse_locked
from .review_queue import REVIEW_FIELDS, put_before_people


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of a save, for the person who sent it."""

    plan: SavePlan
    saved_at: datetime | None


def start_attempt(
    *, enrolment: Enrolment, quiz: QuizPage, key: str, outline: Outline | None = None, at: datetime | None = None
) -> QuizAttempt:
    """A new attempt on the quiz as it is now, or the one already in progress.

    Raises AttemptLimitReached when the quiz's attempts are used up, StillLocked, MissingKey and KeyReused. Who has the
    outline at hand passes it and saves a query.
    """
    at = at or timezone.now()

    def write() -> dict:
        if attempt := in_progress(enrolment, quiz):
            return {"attempt": attempt.pk}
        asked = outline or outline_of(enrolment)
        refuse_locked(enrolment=enrolment, outline=asked, key=str(quiz.translation_key), at=at)
        return {"attempt": new_attempt(enrolment, quiz, at).pk}

    answer = once(enrolment=enrolment, key=key, payload={"start": str(quiz.translation_key)}, write=write)
    return QuizAttempt.objects.select_related("version", "enrolment").get(pk=answer["attempt"])


def in_progress(enrolment: Enrolment, quiz: QuizPage) -> QuizAttempt | None:
    return enrolment.attempts.in_progress().filter(quiz_key=quiz.translation_key).first()


def new_attempt(enrolment: Enrolment, quiz: QuizPage, at: datetime) -> QuizAttempt:
    earlier = enrolment.attempts.filter(quiz_key=quiz.translation_key)
    if quiz.attempt_limit and earlier.submitted().count() >= quiz.attempt_limit:
        raise AttemptLimitReached(_("All attempts at this quiz have been used. Your results stay as they are."))
    asked = dict(earlier.order_by("number").values_list("number", "layout"))
    version = freeze(quiz)
    seed = secrets.randbits(62)
    attempt = QuizAttempt.objects.create(
        enrolment=enrolment,
        version=version,
        quiz_key=quiz.translation_key,
        title=quiz.title,
        number=max(asked, default=0) + 1,
        seed=seed,
        layout=make_layout(version.read(), seed, seen_in(asked.values())),
        started_at=at,
    )
    touch(enrolment=enrolment, at=at, place=place_in(attempt, set()))
    return attempt


def seen_in(layouts: Iterable[Mapping[str, Any]]) -> list[str]:
    """The questions of earlier attempts, each as often as it was asked."""
    return [question_id for layout in layouts for question_id in layout["questions"]]


def place_in(attempt: QuizAttempt, answered: set[str]) -> dict:
    """Where to go on in a running attempt: its first question without an answer, or "" when there is none."""
    open_questions = (question for question in attempt.layout["questions"] if question not in answered)
    return {"quiz": str(attempt.quiz_key), "attempt": attempt.pk, "question": next(open_questions, "")}


@transaction.atomic
def save_responses(*, attempt: QuizAttempt, given: Mapping[str, Given], at: datetime | None = None) -> SaveResult:
    """Store the answers that are new; (attempt, question) and the sequence are the idempotency key.

    Raises AttemptClosed when the attempt is over and NotAskedHere for a question that is not in it.
    """
    at = at or timezone.now()
    seen, attempt = attempt, lock_attempt(attempt)
    refuse_closed(attempt)
    return store(attempt=attempt, given=as_asked_now(given, seen, attempt), at=at)


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


@transaction.atomic
def check_response(*, attempt: QuizAttempt, question_id: str, given: Given, at: datetime | None = None) -> Response:
    """With feedback at once: store this answer, mark it, and make it final. Checked twice, it stays as it was.

    Raises NotAskedHere where the quiz gives its feedback at the end.
    """
    at = at or timezone.now()
    seen, attempt = attempt, lock_attempt(attempt)
    refuse_closed(attempt)
    given = as_asked_now({question_id: given}, seen, attempt)[question_id]
    definition = attempt.definition
    if definition.feedback_timing != "at_once":
        raise NotAskedHere(_("This quiz shows its feedback after it is finished."))
    store(attempt=attempt, given={question_id: given}, at=at)
    response = attempt.responses.filter(question_id=question_id).first()
    if response is None or response.answer is None:
        raise NotAskedHere(_("Choose or write an answer first, then check it."))
    if response.checked_at is None:
        question = definition.question(question_id)
        response.checked_at = at
        response.fraction = None if waits_for_people(question) else grade_question(question, response.answer)
        response.save(update_fields=["checked_at", "fraction"])
    return response


def submit_attempt(
    *, attempt: QuizAttempt, given: Mapping[str, Given], key: str, at: datetime | None = None
) -> QuizAttempt:
    """Save what came with the form, grade the attempt, complete what it completes: one transaction.

    Sent twice, it counts once. Raises AttemptClosed, NotAskedHere, MissingKey, KeyReused.
    """
    at = at or timezone.now()
    payload = {"submit": attempt.pk, "answers": {question_id: item.answer for question_id, item in given.items()}}

    def write() -> dict:
        fresh = QuizAttempt.objects.select_related("version", "enrolment").get(pk=attempt.pk)
        refuse_closed(fresh)
        store(attempt=fresh, given=as_asked_now(given, attempt, fresh), at=at)
        finish(attempt=fresh, at=at)
        return {"attempt": fresh.pk}

    once(enrolment=attempt.enrolment, key=key, payload=payload, write=write)
    return QuizAttempt.objects.select_related("version", "enrolment").get(pk=attempt.pk)


def finish(*, attempt: QuizAttempt, at: datetime) -> None:
    rows = list(attempt.responses.all())
    grade = grade_quiz(attempt.definition, {row.question_id: row.answer for row in rows})
    for row in rows:
        row.fraction = grade.fractions.get(row.question_id)
    put_before_people(rows, attempt.definition, at)
    if rows:
        Response.objects.bulk_update(rows, REVIEW_FIELDS)
    attempt.submitted_at = at
    attempt.save(update_fields=["submitted_at"])
    append_grade(attempt=attempt, version=attempt.version, grade=grade, at=at)
    touch(enrolment=attempt.enrolment, at=at, place={"quiz": str(attempt.quiz_key), "result": attempt.pk})
    follow_grade(attempt=attempt, at=at)
    ask_for_count(quiz_keys=[attempt.quiz_key], at=at)


def append_grade(
    *,
    attempt: QuizAttempt,
    version: QuizVersion,
    grade: QuizGrade,
    at: datetime,
    may_fall: bool = False,
    **opinion: Any,
) -> AttemptGrade:
    """The newest grade counts; so one that is worse must be meant. Raises GradeWouldFall where it is not."""
    before = attempt.grades.last()
    falls = before and (grade.fraction < before.fraction or (before.passed and not grade.passed))
    if falls and not may_fall:
        raise GradeWouldFall(_("The new grade is worse than the one that counts now."))
    return AttemptGrade.objects.create(
        attempt=attempt,
        graded_against=version,
        fraction=grade.fraction,
        mark=grade.mark,
        max_mark=grade.max_mark,
        passed=grade.passed,
        graded_at=at,
        **opinion,
    )


def follow_grade(*, attempt: QuizAttempt, at: datetime) -> None:
    """After a grade: the quiz is completed if its final grade passes, and the course if its rule is met."""
    enrolment = attempt.enrolment
    outline = outline_of(enrolment)
    activity = outline.find(str(attempt.quiz_key)) if outline else None
    final = facts_of(enrolment, outline).fractions.get(str(attempt.quiz_key))
    if final is not None and final >= pass_mark_for(attempt, activity):
        title = activity.title if activity else attempt.title
        complete_activity(enrolment=enrolment, key=attempt.quiz_key, kind="quiz", title=title, at=at)
    settle(enrolment=enrolment, outline=outline, at=at)


def pass_mark_for(attempt: QuizAttempt, activity: Activity | None) -> Decimal:
    """The mark of the version that was taken. One lowered since helps, one raised since does not hurt; and a quiz that
    was taken down meanwhile is passed all the same."""
    frozen = attempt.definition.pass_mark
    return min(frozen, activity.pass_mark) if activity else frozen


def lock_attempt(attempt: QuizAttempt) -> QuizAttempt:
    lock_enrolment(attempt.enrolment)
    return QuizAttempt.objects.select_related("version", "enrolment").get(pk=attempt.pk)


def refuse_closed(attempt: QuizAttempt) -> None:
    if not attempt.is_in_progress:
        raise AttemptClosed(_("This attempt is already finished. Its result stays as it is."))


def refuse_foreign(definition: QuizDefinition, given: Mapping[str, Given]) -> None:
    known = {question.id for question in definition.questions}
    if not set(given) <= known:
        raise NotAskedHere(_("One of the answers belongs to a question that is not in this attempt."))


def stored(row: Response) -> Stored:
    return Stored(answer=row.answer, sequence=row.sequence, is_final=row.checked_at is not None)


def summary(question: Any, answer: Any) -> str:
    return "" if answer is None else question_type(question.type).summarise(question, answer)
