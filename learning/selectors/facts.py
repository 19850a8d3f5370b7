"""The recorded facts of one enrolment, as `learning.progress` reads them."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, Value

from courses.outline import Outline
from learning.models import AttemptGrade, CourseCompletion, Enrolment, QuizAttempt
from learning.progress import Facts
from quizzes.grading import final_grade

SECTION, ACTIVITY, CHECK = "section", "activity", "check"


def with_newest_grade(attempts: QuerySet[QuizAttempt]) -> QuerySet[QuizAttempt]:
    """Attempts with `fraction` and `passed` of their newest grade: the opinion that counts."""
    newest = AttemptGrade.objects.filter(attempt=OuterRef("pk")).order_by("-graded_at", "-pk")
    return attempts.annotate(
        fraction=Subquery(newest.values("fraction")[:1]), passed=Subquery(newest.values("passed")[:1])
    )


def graded_attempts(enrolment: Enrolment) -> dict[str, list[Decimal]]:
    """Quiz key -> the fractions of its submitted attempts, in the order they were made."""
    rows = with_newest_grade(enrolment.attempts.submitted()).order_by("number").values_list("quiz_key", "fraction")
    fractions: dict[str, list[Decimal]] = defaultdict(list)
    for quiz_key, fraction in rows:
        if fraction is not None:
            fractions[str(quiz_key)].append(fraction)
    return dict(fractions)


def facts_of(enrolment: Enrolment, outline: Outline | None = None, *, graded: bool = True) -> Facts:
    """Two queries (one with `graded=False`) and one for the completion where the enrolment came without it.

    Final grades follow each quiz's grading method where the outline is given, and the best attempt where it is not.
    """
    methods = {item.key: item.grading_method for item in outline.activities} if outline else {}
    completion = completion_of(enrolment)
    rows = list(dated_facts(enrolment))
    finals = {
        key: final_grade(methods.get(key) or "best", fractions)
        for key, fractions in (graded_attempts(enrolment) if graded else {}).items()
    }
    return Facts(
        sections=frozenset((str(key), part) for kind, key, part, _ in rows if kind == SECTION),
        completed={str(key): at for kind, key, _, at in rows if kind == ACTIVITY},
        read_at={(str(key), part): at for kind, key, part, at in rows if kind == SECTION},
        checked=frozenset((str(key), part) for kind, key, part, _ in rows if kind == CHECK),
        fractions={key: final for key, final in finals.items() if final is not None},
        finished_at=completion.completed_at if completion else None,
        finished_keys=frozenset(item["key"] for item in completion.outline["activities"])
        if completion
        else frozenset(),
    )


def completion_of(enrolment: Enrolment) -> CourseCompletion | None:
    return getattr(enrolment, "completion", None)


def dated_facts(enrolment: Enrolment) -> QuerySet:
    """(kind, key, part, date) of everything read, completed and answered in lessons: one statement."""

    def rows(facts: QuerySet, kind: str, key: str, part: object, date: str) -> QuerySet:
        return facts.order_by().values_list(Value(kind), key, part, date)

    sections = rows(enrolment.sections, SECTION, "lesson_key", "section_id", "completed_at")
    activities = rows(enrolment.activities, ACTIVITY, "activity_key", Value(""), "completed_at")
    checks = rows(enrolment.checks, CHECK, "lesson_key", "block_id", "answered_at")
    return sections.union(activities, checks, all=True)
