"""Final grades of a quiz when another of a learner's attempts counts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, OuterRef, Subquery

from learning.models import ActivityCompletion, AttemptGrade, QuizAttempt
from learning.selectors.facts import with_newest_grade
from quizzes.grading import final_grade
from quizzes.models import QuizPage, QuizVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalGrades:
    """Learners whose final grade rises or falls, and those who have not completed the quiz and complete it by that."""

    rise: int = 0
    fall: int = 0
    complete: int = 0

    def __bool__(self) -> bool:
        return bool(self.rise or self.fall)


@dataclass(slots=True)
class Tries:
    """The graded attempts of one enrolment, oldest first, and the pass marks of those that passed."""

    enrolment_id: int
    is_completed: bool
    fractions: list[Decimal] = field(default_factory=list)
    passed_at: list[Decimal] = field(default_factory=list)

    def completes_by(self, method: str) -> bool:
        """One attempt passed, and only the way of counting stood in between."""
        passed = bool(self.passed_at) and not self.is_completed
        return passed and final_grade(method, self.fractions) >= min(self.passed_at)


def tries(quiz: QuizPage) -> list[Tries]:
    """In whatever language they were made. Two queries."""
    newest = AttemptGrade.objects.filter(attempt=OuterRef("pk")).order_by("-graded_at", "-pk")
    done = ActivityCompletion.objects.filter(enrolment=OuterRef("enrolment"), activity_key=quiz.translation_key)
    rows = QuizAttempt.objects.submitted().filter(quiz_key=quiz.translation_key, enrolment__erased_at__isnull=True)
    rows = with_newest_grade(rows).annotate(by=Subquery(newest.values("graded_against")[:1]), done=Exists(done))
    marks = dict(pass_marks(quiz))
    found: dict[int, Tries] = {}
    values = rows.order_by("number").values_list("enrolment_id", "fraction", "passed", "by", "done")
    for enrolment_id, fraction, passed, by, is_completed in values:
        one = found.setdefault(enrolment_id, Tries(enrolment_id=enrolment_id, is_completed=is_completed))
        one.fractions.append(fraction)
        if passed:
            one.passed_at.append(marks[by])
    return list(found.values())


def pass_marks(quiz: QuizPage) -> Iterator[tuple[int, Decimal]]:
    for version in QuizVersion.objects.filter(quiz_key=quiz.translation_key):
        yield version.pk, version.read().pass_mark


def finals_moved(quiz: QuizPage, before: str, after: str) -> FinalGrades:
    """By another grading method."""
    found = tries(quiz)
    pairs = [(final_grade(before, one.fractions), final_grade(after, one.fractions)) for one in found]
    return FinalGrades(
        rise=sum(new > old for old, new in pairs),
        fall=sum(new < old for old, new in pairs),
        complete=sum(one.completes_by(after) for one in found),
    )
