"""One learner's way through one course, in the order of time: what they read, answered, finished and were given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from courses.models import LessonPage
from courses.outline import Outline, outline_by_key
from learning.models import AttemptGrade, Certificate, Enrolment, GapCredit, QuizAttempt, Response
from quizzes.definitions import QuestionDefinition
from quizzes.question_types import get as question_type


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of an attempt, in words; `fraction` is empty where nothing was graded."""

    question: str
    answer: str
    fraction: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One dated fact. `kind` names what happened, `title` where, `note` says more in words; `number` names a record."""

    at: datetime
    kind: str
    title: str = ""
    note: str = ""
    fraction: Decimal | None = None
    passed: bool | None = None
    number: str = ""
    answers: tuple[Answered, ...] = ()


def story_of(enrolment: Enrolment) -> tuple[Moment, ...]:
    """Every fact of the enrolment. About fifteen queries, whatever the number of facts."""
    outline = outline_by_key(enrolment.course_key)
    moments = [
        Moment(at=enrolment.started_at, kind="began", title=enrolment.course_title),
        *section_moments(enrolment, outline),
        *check_moments(enrolment, outline),
        *attempt_moments(enrolment),
        *time_moments(enrolment),
        *completion_moments(enrolment),
        *record_moments(enrolment),
    ]
    if enrolment.erased_at:
        moments.append(Moment(at=enrolment.erased_at, kind="erased"))
    # Facts of one instant stay in the order in which one follows from the other.
    return tuple(sorted(moments, key=lambda moment: moment.at))


def section_moments(enrolment: Enrolment, outline: Outline | None) -> Iterator[Moment]:
    titles = {(lesson.key, part.id): part.title for lesson in lessons(outline) for part in lesson.sections}
    for row in enrolment.sections.order_by("completed_at", "pk"):
        title = titles.get((str(row.lesson_key), row.section_id), _("a section that is no longer there"))
        yield Moment(at=row.completed_at, kind="section", title=title, note=lesson_title(outline, str(row.lesson_key)))


def check_moments(enrolment: Enrolment, outline: Outline | None) -> Iterator[Moment]:
    """The latest answer to each check-yourself question."""
    rows = list(enrolment.checks.order_by("answered_at", "pk"))
    questions = check_questions(outline, {str(row.lesson_key) for row in rows})
    for row in rows:
        question = questions.get(row.block_id)
        yield Moment(
            at=row.answered_at,
            kind="check",
            title=lesson_title(outline, str(row.lesson_key)),
            answers=(answered(question, row.answer),) if question else (),
        )


def check_questions(outline: Outline | None, keys: set[str]) -> dict[str, QuestionDefinition]:
    pages = LessonPage.objects.filter(pk__in=[lesson.page_id for lesson in lessons(outline) if lesson.key in keys])
    return {block_id: question for lesson in pages for block_id, question in lesson.checks().items()}


def attempt_moments(enrolment: Enrolment) -> Iterator[Moment]:
    """The start, the end and every grade of every attempt: the first grade stays visible beside later ones."""
    responses = Prefetch("responses", Response.objects.order_by("pk"))
    grades = Prefetch("grades", AttemptGrade.objects.select_related("grader"))
    for attempt in enrolment.attempts.select_related("version").prefetch_related(responses, grades).order_by("pk"):
        title = _("%(quiz)s, attempt %(number)d") % {"quiz": attempt.title, "number": attempt.number}
        yield Moment(at=attempt.started_at, kind="attempt", title=title, answers=unsubmitted(attempt))
        if attempt.submitted_at:
            yield Moment(at=attempt.submitted_at, kind="submitted", title=title, answers=answers_of(attempt))
        if attempt.closed_at:
            yield Moment(at=attempt.closed_at, kind="closed", title=title)
        yield from (grade_moment(grade, title) for grade in attempt.grades.all())


def time_moments(enrolment: Enrolment) -> Iterator[Moment]:
    """What was granted, and what breakdowns gave back."""
    for row in enrolment.overrides.select_related("by"):
        note = ". ".join(str(part) for part in (row.by, row.reason) if part)
        yield Moment(at=row.created_at, kind="granted", title=row.title, note=note)
    for row in GapCredit.objects.filter(attempt__enrolment=enrolment).select_related("attempt"):
        note = _("%(minutes)d min %(seconds)d s") % {"minutes": row.seconds // 60, "seconds": row.seconds % 60}
        yield Moment(at=row.gap_until, kind="given_back", title=row.attempt.title, note=note)


def grade_moment(grade: AttemptGrade, title: str) -> Moment:
    who = str(grade.grader) if grade.grader else ""
    note = ". ".join(part for part in (who, grade.reason) if part)
    return Moment(
        at=grade.graded_at, kind="grade", title=title, note=note, fraction=grade.fraction, passed=grade.passed
    )


def unsubmitted(attempt: QuizAttempt) -> tuple[Answered, ...]:
    return () if attempt.submitted_at else answers_of(attempt)


def answers_of(attempt: QuizAttempt) -> tuple[Answered, ...]:
    """In the order the learner met the questions."""
    rows = {row.question_id: row for row in attempt.responses.all()}
    definition = attempt.definition
    met = [question_id for question_id in attempt.layout["questions"] if question_id in rows]
    return tuple(Answered(definition.question(key).label, rows[key].summary, rows[key].fraction) for key in met)


def answered(question: QuestionDefinition, answer: Any) -> Answered:
    """The question may have been edited since: of an answer it no longer knows the summary is empty, as of one that was
    erased."""
    words = "" if answer is None else question_type(question.type).summarise(question, answer)
    return Answered(question.label, words, None)


def completion_moments(enrolment: Enrolment) -> Iterator[Moment]:
    for row in enrolment.activities.order_by("completed_at", "pk"):
        note = row.get_source_display() if row.source != row.Source.ONLINE else ""
        yield Moment(at=row.completed_at, kind=f"{row.kind}_done", title=row.title, note=note)
    if completion := getattr(enrolment, "completion", None):
        yield Moment(
            at=completion.completed_at, kind="finished", title=enrolment.course_title, fraction=completion.fraction
        )


def record_moments(enrolment: Enrolment) -> Iterator[Moment]:
    for record in Certificate.objects.filter(completion__enrolment=enrolment).order_by("number"):
        yield Moment(at=record.issued_at, kind="issued", number=record.number, title=record.holder_name)
        if record.revoked_at:
            yield Moment(at=record.revoked_at, kind="revoked", number=record.number, note=record.revoke_reason)
        if record.superseded_at:
            yield Moment(at=record.superseded_at, kind="replaced", number=record.number, note=record.supersede_reason)


def lessons(outline: Outline | None) -> tuple:
    return outline.lessons if outline else ()


def lesson_title(outline: Outline | None, key: str) -> str:
    lesson = outline.find(key) if outline else None
    return lesson.title if lesson else _("a lesson that is no longer in the course")
