"""Grades of attempts, and what follows from one: the quiz is completed, and the course with it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from courses.outline import Activity, Outline
from learning.errors import GradeWouldFall
from learning.models import AttemptGrade, QuizAttempt, Response
from learning.selectors.facts import facts_of
from quizzes.grading import QuizGrade, grade_quiz
from quizzes.models import QuizVersion
from quizzes.versioning import freeze_definition

from .completion import complete_activity, outline_of, settle
from .enrolment import touch
from .health import ask_for_count
from .review_queue import REVIEW_FIELDS, put_before_people


def finish(*, attempt: QuizAttempt, at: datetime) -> None:
    rows = list(attempt.responses.all())
    outline = outline_of(attempt.enrolment)
    version = version_to_mark_by(attempt, activity_of(attempt, outline))
    definition = version.read().only(attempt.layout["questions"])
    grade = grade_quiz(definition, {row.question_id: row.answer for row in rows})
    for row in rows:
        row.fraction = grade.fractions.get(row.question_id)
    put_before_people(rows, definition, at)
    if rows:
        Response.objects.bulk_update(rows, REVIEW_FIELDS)
    attempt.submitted_at = at
    attempt.save(update_fields=["submitted_at"])
    write_grade(attempt=attempt, version=version, grade=grade, at=at)
    touch(enrolment=attempt.enrolment, at=at, place=place_after(attempt, at))
    follow_grade(attempt=attempt, pass_mark=definition.pass_mark, at=at, outline=outline)
    ask_for_count(quiz_keys=[attempt.quiz_key], at=at)


def place_after(attempt: QuizAttempt, at: datetime) -> dict | None:
    """The result; nothing where the learner has gone on to something else since the attempt ended by itself."""
    enrolment = attempt.enrolment
    is_elsewhere = enrolment.last_activity_at > at and enrolment.last_place.get("attempt") != attempt.pk
    return None if is_elsewhere else {"quiz": str(attempt.quiz_key), "result": attempt.pk}


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
    return write_grade(attempt=attempt, version=version, grade=grade, at=at, **opinion)


def write_grade(
    *, attempt: QuizAttempt, version: QuizVersion, grade: QuizGrade, at: datetime, **opinion: Any
) -> AttemptGrade:
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


def follow_grade(*, attempt: QuizAttempt, pass_mark: Decimal, at: datetime, outline: Outline | None = None) -> None:
    """After a grade that was held against `pass_mark`: the quiz is completed if its final grade passes, and the course
    if its rule is met. Who has the outline at hand passes it.

    A pass mark lowered since helps, one raised since does not hurt; and a quiz that was taken down meanwhile is passed
    all the same.
    """
    enrolment = attempt.enrolment
    outline = outline or outline_of(enrolment)
    activity = activity_of(attempt, outline)
    facts, key = facts_of(enrolment, outline), str(attempt.quiz_key)
    final = facts.fractions.get(key)
    if final is not None and final >= min(pass_mark, activity.pass_mark if activity else pass_mark):
        title = activity.title if activity else attempt.title
        complete_activity(enrolment=enrolment, key=attempt.quiz_key, kind="quiz", title=title, at=at)
        facts = replace(facts, completed={key: at, **facts.completed})
    # The course is met by what was done last, which may be later than an attempt that ended by itself.
    settle(enrolment=enrolment, outline=outline, at=max(at, enrolment.last_activity_at), facts=facts)


def activity_of(attempt: QuizAttempt, outline: Outline | None) -> Activity | None:
    return outline.find(str(attempt.quiz_key)) if outline else None


def version_to_mark_by(attempt: QuizAttempt, activity: Activity | None) -> QuizVersion:
    """The one that was taken, with a pass mark lowered since."""
    taken = attempt.version.read()
    if activity is None or activity.pass_mark >= taken.pass_mark:
        return attempt.version
    return freeze_definition(replace(taken, pass_mark=activity.pass_mark))
