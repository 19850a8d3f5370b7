"""The submitted attempts at a quiz as item analysis reads them. Guests' attempts are attempts, and so are those of
people since erased: their marks count on, their answers are gone. Previews leave no attempt, hence no number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from learning.models import AttemptGrade, QuestionSwitch, QuizAttempt, Response
from quizzes.carrying import carried_answers
from quizzes.definitions import QuestionDefinition, QuizDefinition
from quizzes.draws import dealt
from quizzes.grading import grade_question
from quizzes.item_analysis import Mark
from quizzes.models import QuizVersion
from quizzes.question_types import get as question_type

CHUNK = 500
# Longer than this between two saves is a pause, not thought.
LONGEST_GAP = 30 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an attempt answered to one question: None is a blank. `gap`: seconds since the answer saved before it, None
    where that is not known."""

    question: str
    answer: Any
    summary: str
    earns: bool
    gap: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One submitted attempt. `answers` is empty where the person was erased. `is_switched`: a corrected question was
    taken into it under way, so that its version is not the one it began on. `fraction` is that of the grade that
    counts, with what people marked; `marks` are without it."""

    enrolment: int
    version: int
    is_switched: bool
    submitted_at: datetime
    seconds: float
    fraction: Decimal
    marks: tuple[Mark, ...]
    answers: tuple[Answered, ...]


class Names:
    """How the numbers call a question: its id and the digest of its wording. Digests are reckoned once a version."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, str], str] = {}

    def __call__(self, version: int, question: QuestionDefinition) -> str:
        name = self.known.get((version, question.id))
        if name is None:
            name = self.known[version, question.id] = key_of(question)
        return name


def key_of(question: QuestionDefinition) -> str:
    return f"{question.id}:{question.digest[:16]}"


def is_graded(question: QuestionDefinition) -> bool:
    return question_type(question.type).is_graded


def taken_attempts(quiz_key: str, versions: dict[int, QuizVersion]) -> Iterator[Taken]:
    """In the order they were begun. Three queries for every 500 attempts."""
    rows = QuizAttempt.objects.submitted().filter(quiz_key=quiz_key).order_by("pk")
    rows = rows.annotate(is_switched=Exists(QuestionSwitch.objects.filter(attempt=OuterRef("pk"))))
    rows = rows.select_related("enrolment").prefetch_related("responses", "grades")
    names = Names()
    for attempt in rows.iterator(chunk_size=CHUNK):
        attempt.version = versions[attempt.version_id]
        yield taken(attempt, versions, names)


def taken(attempt: QuizAttempt, versions: dict[int, QuizVersion], names: Names) -> Taken:
    asked = {question.id: names(attempt.version_id, question) for question in attempt.definition.questions}
    rows = {row.question_id: row for row in attempt.responses.all()}
    fractions, standing = counted_fractions(attempt, rows, versions), standing_grade(attempt)
    return Taken(
        enrolment=attempt.enrolment_id,
        version=attempt.version_id,
        is_switched=attempt.is_switched,
        submitted_at=attempt.submitted_at,
        seconds=(attempt.submitted_at - attempt.started_at).total_seconds(),
        fraction=standing.fraction if standing else Decimal(0),
        marks=tuple(
            Mark(asked[question.id], fractions[question.id], float(question.max_mark))
            for question in in_columns(attempt)
            if is_graded(question)
        ),
        answers=() if attempt.enrolment.erased_at else tuple(answers(attempt, asked, rows, fractions)),
    )


def in_columns(attempt: QuizAttempt) -> list[QuestionDefinition]:
    """What was asked, each question in the place that it, or its draw, has in every attempt: by the id of either, so
    that a new order of the quiz changes nothing. Those of one draw as they were shown."""
    shown: list[str] = attempt.layout["questions"]
    pools = dealt(attempt.version.read().pools, shown)
    questions = attempt.definition.questions
    return sorted(questions, key=lambda question: (pools.get(question.id, question.id), shown.index(question.id)))


def counted_fractions(
    attempt: QuizAttempt, rows: dict[str, Response], versions: dict[int, QuizVersion]
) -> dict[str, float]:
    """Question id -> fraction by the grade that counts, so that these numbers add up with the grades.

    The first grade left its fractions with the responses; a later one is by another version, and reckoned from there.
    """
    found = {question.id: 0.0 for question in attempt.definition.questions}
    found |= {id: float(row.fraction or 0) for id, row in rows.items()}
    if key := corrected_key(attempt, versions):
        answers = carried_answers({id: row.answer for id, row in rows.items()}, attempt.definition, key)
        given = [question for question in key.questions if answers.get(question.id) is not None]
        found |= {question.id: float(grade_question(question, answers[question.id]) or 0) for question in given}
    return found


def corrected_key(attempt: QuizAttempt, versions: dict[int, QuizVersion]) -> QuizDefinition | None:
    standing = standing_grade(attempt)
    by = standing.graded_against_id if standing else attempt.version_id
    return versions[by].read() if by != attempt.version_id and by in versions else None


def standing_grade(attempt: QuizAttempt) -> AttemptGrade | None:
    """The one that counts, of those read before."""
    return next(reversed(attempt.grades.all()), None)


def answers(
    attempt: QuizAttempt, asked: dict[str, str], rows: dict[str, Response], fractions: dict[str, float]
) -> Iterator[Answered]:
    gaps = gaps_of(attempt.started_at, rows.values())
    for id, name in asked.items():
        row = rows.get(id)
        given = row.answer if row else None
        yield Answered(
            question=name,
            answer=given,
            summary=row.summary if row else "",
            earns=fractions[id] > 0,
            gap=gaps.get(id) if given is not None else None,
        )


def gaps_of(begun: datetime, rows: Iterable[Response]) -> dict[str, float]:
    """Question id -> seconds from the save before. Answers saved together (one form for all) tell of none of them, and
    an answer changed later tells of the change."""
    by_moment: dict[datetime, list[str]] = {}
    for row in rows:
        by_moment.setdefault(row.saved_at, []).append(row.question_id)
    found, before = {}, begun
    for moment, ids in sorted(by_moment.items()):
        gap, before = (moment - before).total_seconds(), moment
        if len(ids) == 1 and 0 < gap <= LONGEST_GAP:
            found[ids[0]] = gap
    return found
