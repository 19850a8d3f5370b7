"""What a course asks for and how far a learner is: pure functions of an outline and the recorded facts.

The rule, in one place: a course is met when every required activity is completed, at least one alternative of every
"one of" group is completed, and the course's result reaches its least grade. An alternative is a lesson together with
the quizzes that follow it, or a quiz of the course. A course that requires nothing is never met.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from courses.outline import Activity, Outline
from courses.unlocking import Standing, alternatives, groups_of


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records say of one enrolment. Keys are activity keys; fractions are final grades, 0..1."""

    sections: frozenset[tuple[str, str]] = frozenset()
    completed: Mapping[str, datetime] = field(default_factory=dict)
    fractions: Mapping[str, Decimal] = field(default_factory=dict)
    finished_at: datetime | None = None
    finished_keys: frozenset[str] = frozenset()
    # Quizzes with an attempt, handed in or not.
    attempted: frozenset[str] = frozenset()
    # Keys of the courses this learner has completed; read only where the outline asks for them.
    courses: frozenset[str] = frozenset()
    # For showing, not for counting: when each section was read, which check-yourself questions were answered.
    read_at: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    checked: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps are sections and quizzes of the activities that count; percent is whole, 100 only when all are done."""

    sections_done: int
    sections_total: int
    quizzes_done: int
    quizzes_total: int
    missing: tuple[Activity, ...]
    fraction: Decimal | None
    least_grade: Decimal | None
    finished_at: datetime | None
    new_since_finished: tuple[Activity, ...]
    is_met: bool

    @property
    def steps_done(self) -> int:
        return self.sections_done + self.quizzes_done

    @property
    def steps_total(self) -> int:
        return self.sections_total + self.quizzes_total

    @property
    def percent(self) -> int:
        if self.finished_at:
            return 100
        return 100 * self.steps_done // self.steps_total if self.steps_total else 0

    @property
    def can_settle(self) -> bool:
        """The rule is met and the course not finished: an edit took away what was still missing."""
        return self.is_met and self.finished_at is None

    @property
    def lacks_grade(self) -> bool:
        """Everything is done, yet the result is below the course's least grade."""
        return not self.missing and bool(self.steps_total) and not self.is_met and self.finished_at is None


def sections_done(activity: Activity, facts: Facts) -> int:
    """How many of a lesson's sections count as done: all of them once the lesson was completed, also later ones."""
    if activity.key in facts.completed:
        return len(activity.sections)
    return sum((activity.key, section.id) in facts.sections for section in activity.sections)


def is_done(activity: Activity, facts: Facts) -> bool:
    """Completed, or a lesson whose every section of today is read: one may have been taken out since."""
    if activity.key in facts.completed:
        return True
    return bool(activity.sections) and sections_done(activity, facts) == len(activity.sections)


def steps(activity: Activity, facts: Facts) -> tuple[int, int]:
    """Done and total steps of one activity."""
    if activity.kind == "lesson":
        return sections_done(activity, facts), len(activity.sections)
    return int(is_done(activity, facts)), 1


def course_fraction(activities: Iterable[Activity], facts: Facts) -> Decimal | None:
    """The plain mean of the final grades of the quizzes that count; nothing where no quiz was graded."""
    fractions = [facts.fractions[item.key] for item in activities if item.key in facts.fractions]
    if not fractions:
        return None
    return (sum(fractions, Decimal(0)) / len(fractions)).quantize(Decimal("0.0000001"))


def chosen_alternative(ways: list[tuple[Activity, ...]], facts: Facts) -> tuple[Activity, ...]:
    """The way the learner is furthest on; of equal ones the better graded, then the first."""

    def merit(way: tuple[Activity, ...]) -> tuple[Decimal, Decimal]:
        done, total = (sum(column) for column in zip(*(steps(item, facts) for item in way), strict=True))
        return (Decimal(done) / total if total else Decimal(0), course_fraction(way, facts) or Decimal(0))

    return max(ways, key=merit)


def counted_activities(outline: Outline, facts: Facts) -> tuple[Activity, ...]:
    """The activities the rule asks of this learner, in the order of the outline."""
    groups = groups_of(outline.activities)
    chosen = {item.key for group in groups for item in chosen_alternative(alternatives(outline, group), facts)}
    return tuple(item for item in outline.activities if item.requirement == "required" or item.key in chosen)


def measure(outline: Outline, facts: Facts) -> Progress:
    """The live progress of one enrolment. A finished course stays finished, whatever was added since."""
    counted = counted_activities(outline, facts)
    lessons = [item for item in counted if item.kind == "lesson"]
    quizzes = [item for item in counted if item.kind == "quiz"]
    missing = tuple(item for item in counted if not is_done(item, facts))
    fraction = course_fraction(counted, facts)
    reached = outline.least_grade is None or (fraction is not None and fraction >= outline.least_grade)
    return Progress(
        sections_done=sum(sections_done(item, facts) for item in lessons),
        sections_total=sum(len(item.sections) for item in lessons),
        quizzes_done=sum(item.key in facts.completed for item in quizzes),
        quizzes_total=len(quizzes),
        missing=missing,
        fraction=fraction,
        least_grade=outline.least_grade,
        finished_at=facts.finished_at,
        new_since_finished=new_since_finished(outline, facts),
        is_met=bool(counted) and not missing and reached,
    )


def new_since_finished(outline: Outline, facts: Facts) -> tuple[Activity, ...]:
    if facts.finished_at is None:
        return ()
    return tuple(
        item for item in outline.activities if item.key not in facts.finished_keys and item.key not in facts.completed
    )


def state_of(activity: Activity, facts: Facts) -> str:
    """`done`, `here` (begun) or `new`."""
    if is_done(activity, facts):
        return "done"
    begun = activity.key in facts.fractions or any(lesson == activity.key for lesson, _ in facts.sections)
    return "here" if begun else "new"


def standing(outline: Outline, facts: Facts) -> Standing:
    """What decides what is open. Marked as done here, answered there: any trace is a beginning."""
    read = {lesson for lesson, _ in (*facts.sections, *facts.checked)}
    return Standing(
        done=frozenset(item.key for item in outline.activities if is_done(item, facts)),
        begun=frozenset({*read, *facts.attempted, *facts.fractions, *facts.completed}),
        fractions=facts.fractions,
        courses=facts.courses,
        is_finished=facts.finished_at is not None,
    )
