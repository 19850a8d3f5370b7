"""What stands although the grade it rests on fell. Nothing is withdrawn of itself: staff decide with this list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from courses.outline import Outline, outline_by_key
from learning.models import ActivityCompletion, AttemptGrade, Certificate, Enrolment, QuizAttempt, Regrading
from learning.progress import measure
from learning.selectors.facts import facts_of, with_newest_grade
from learning.selectors.regrading import Regrade
from quizzes.grading import final_grade
from quizzes.models import QuizPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An attempt that is marked anew: the fraction it would get (nothing: the one that counts today will do), and the
    pass mark it is held against."""

    attempt_id: int
    enrolment_id: int
    fraction: Decimal | None
    pass_mark: Decimal
    loses: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """An enrolment whose quiz or whose course is completed, and whose final grade of the quiz would not complete it
    today. `lacks_quiz`: it is the quiz; else it is the course's least grade."""

    enrolment: Enrolment
    final: Decimal
    lacks_quiz: bool
    finished_at: datetime | None
    record: str


def move_of(change: Regrade) -> Move:
    return Move(
        attempt_id=change.attempt.pk,
        enrolment_id=change.attempt.enrolment_id,
        fraction=change.after.fraction,
        pass_mark=change.definition.pass_mark,
        loses=change.loses,
    )


def moves_of(regrading: Regrading) -> list[Move]:
    """Those of a regrade that was carried out; what was put right since counts as it is today."""
    earlier = AttemptGrade.objects.filter(attempt=OuterRef("attempt"), pk__lt=OuterRef("pk")).order_by("-pk")
    rows = regrading.grades.annotate(
        before=Subquery(earlier.values("fraction")[:1]), passed_before=Subquery(earlier.values("passed")[:1])
    )
    return [
        Move(
            attempt_id=grade.attempt_id,
            enrolment_id=grade.attempt.enrolment_id,
            fraction=None,
            pass_mark=grade.graded_against.read().pass_mark,
            loses=grade.fraction < grade.before or (grade.passed_before and not grade.passed),
        )
        for grade in rows.select_related("attempt", "graded_against").order_by("pk")
    ]


def unmet(quiz: QuizPage, moves: Iterable[Move]) -> list[Unmet]:
    """Three queries, and where the course asks for a grade some two for each learner who lost. Which attempt counts is
    as the quiz has it today."""
    moves = list(moves)
    losing = {move.enrolment_id for move in moves if move.loses}
    finals = finals_of(quiz, losing, {move.attempt_id: move.fraction for move in moves if move.fraction is not None})
    marks = lowest_marks(moves, Decimal(quiz.pass_mark) / 100)
    rows = list(completers(quiz, finals))
    records = dict(
        Certificate.objects.current()
        .filter(completion__enrolment__in=rows)
        .values_list("completion__enrolment", "number")
    )
    outlines = {key: outline_by_key(key) for key in {one.course_key for one in rows if finished_at(one)}}
    found = []
    for one in rows:
        lacks_quiz = one.has_quiz and finals[one.pk] < marks[one.pk]
        if lacks_quiz or lacks_least_grade(one, outlines.get(one.course_key), quiz, finals[one.pk]):
            item = Unmet(
                enrolment=one,
                final=finals[one.pk],
                lacks_quiz=lacks_quiz,
                finished_at=finished_at(one),
                record=records.get(one.pk, ""),
            )
            found.append(item)
    return found


def completers(quiz: QuizPage, enrolments: Iterable[int]) -> QuerySet[Enrolment]:
    done = ActivityCompletion.objects.filter(enrolment=OuterRef("pk"), activity_key=quiz.translation_key)
    rows = Enrolment.objects.filter(pk__in=list(enrolments)).annotate(has_quiz=Exists(done))
    return rows.select_related("user", "completion").order_by("pk")


def lowest_marks(moves: Iterable[Move], today: Decimal) -> dict[int, Decimal]:
    """Enrolment -> the pass mark its final grade is held against: a lower one helps, wherever it comes from."""
    marks: dict[int, Decimal] = {}
    for move in moves:
        marks[move.enrolment_id] = min(move.pass_mark, marks.get(move.enrolment_id, today))
    return marks


def finals_of(quiz: QuizPage, enrolments: Iterable[int], instead: dict[int, Decimal]) -> dict[int, Decimal]:
    """Enrolment -> final grade of the quiz, with these fractions in place of those that count now."""
    rows = QuizAttempt.objects.submitted().filter(enrolment__in=list(enrolments), quiz_key=quiz.translation_key)
    fractions: dict[int, list[Decimal]] = defaultdict(list)
    for attempt in with_newest_grade(rows).order_by("number"):
        fraction = instead.get(attempt.pk, attempt.fraction)
        if fraction is not None:
            fractions[attempt.enrolment_id].append(fraction)
    return {id: final_grade(quiz.grading_method, found) for id, found in fractions.items()}


def lacks_least_grade(enrolment: Enrolment, outline: Outline | None, quiz: QuizPage, final: Decimal) -> bool:
    """Whether a finished course would not reach its least grade with this final grade of the quiz: the one of today or
    of the day it was finished, whichever is lower."""
    least = least_grade(enrolment, outline) if outline and finished_at(enrolment) else None
    if least is None:
        return False
    facts = facts_of(enrolment, outline)
    fraction = measure(outline, replace(facts, fractions={**facts.fractions, quiz.key: final})).fraction
    return fraction is not None and fraction < least


def least_grade(enrolment: Enrolment, outline: Outline) -> Decimal | None:
    asked_then = enrolment.completion.outline.get("least_grade")
    if outline.least_grade is None or asked_then is None:
        return None
    return min(outline.least_grade, Decimal(asked_then))


def finished_at(enrolment: Enrolment) -> datetime | None:
    completion = getattr(enrolment, "completion", None)
    return completion.completed_at if completion else None
