"""What stands although the grade it rests on fell. Nothing is withdrawn of itself: staff decide with this list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from learning.models import AttemptGrade, Certificate, Enrolment, QuizAttempt, Regrading
from learning.selectors.facts import with_newest_grade
from learning.selectors.regrading import Regrade
from quizzes.grading import final_grade
from quizzes.models import QuizPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """An attempt that passed and does not any more: its fraction now, and the pass mark it was held against."""

    attempt_id: int
    enrolment_id: int
    fraction: Decimal
    pass_mark: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """An enrolment whose quiz is completed, and whose final grade would not complete it today."""

    enrolment: Enrolment
    final: Decimal
    finished_at: datetime | None
    record: str


def fall_of(change: Regrade) -> Fall:
    return Fall(
        attempt_id=change.attempt.pk,
        enrolment_id=change.attempt.enrolment_id,
        fraction=change.after.fraction,
        pass_mark=change.definition.pass_mark,
    )


def falls_of(regrading: Regrading) -> list[Fall]:
    """Those of a regrade that was carried out."""
    earlier = AttemptGrade.objects.filter(attempt=OuterRef("attempt"), pk__lt=OuterRef("pk")).order_by("-pk")
    rows = regrading.grades.annotate(passed_before=Subquery(earlier.values("passed")[:1]))
    rows = rows.filter(passed=False, passed_before=True).select_related("attempt", "graded_against").order_by("pk")
    return [
        Fall(
            attempt_id=grade.attempt_id,
            enrolment_id=grade.attempt.enrolment_id,
            fraction=grade.fraction,
            pass_mark=grade.graded_against.read().pass_mark,
        )
        for grade in rows
    ]


def unmet(quiz: QuizPage, falls: Iterable[Fall]) -> list[Unmet]:
    """Three queries. Of those who completed the quiz; which attempt counts is as the quiz has it today."""
    fallen = {fall.attempt_id: fall for fall in falls}
    marks = {fall.enrolment_id: fall.pass_mark for fall in fallen.values()}
    finals = finals_of(quiz, marks, {id: fall.fraction for id, fall in fallen.items()})
    failing = [id for id, final in finals.items() if final < marks[id]]
    rows = Enrolment.objects.filter(pk__in=failing, activities__activity_key=quiz.translation_key)
    rows = rows.select_related("user", "completion").order_by("pk")
    records = dict(
        Certificate.objects.current()
        .filter(completion__enrolment__in=failing)
        .values_list("completion__enrolment", "number")
    )
    return [
        Unmet(enrolment=one, final=finals[one.pk], finished_at=finished_at(one), record=records.get(one.pk, ""))
        for one in rows
    ]


def finals_of(quiz: QuizPage, enrolments: Iterable[int], instead: dict[int, Decimal]) -> dict[int, Decimal]:
    """Enrolment -> final grade of the quiz, with these fractions in place of those that count now."""
    rows = QuizAttempt.objects.submitted().filter(enrolment__in=list(enrolments), quiz_key=quiz.translation_key)
    fractions: dict[int, list[Decimal]] = defaultdict(list)
    for attempt in with_newest_grade(rows).order_by("number"):
        fraction = instead.get(attempt.pk, attempt.fraction)
        if fraction is not None:
            fractions[attempt.enrolment_id].append(fraction)
    return {id: final_grade(quiz.grading_method, found) for id, found in fractions.items()}


def finished_at(enrolment: Enrolment) -> datetime | None:
    completion = getattr(enrolment, "completion", None)
    return completion.completed_at if completion else None
