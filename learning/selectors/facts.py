"""The recorded facts of one enrolment, as `learning.progress` reads them."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Model, OuterRef, QuerySet, Subquery, Value

from courses.outline import Outline
from learning.models import (
    ActivityCompletion,
    AttemptGrade,
    CheckResponse,
    CourseCompletion,
    Enrolment,
    QuizAttempt,
    SectionCompletion,
)
from learning.prepared import Prepared, Slot
from learning.progress import Facts
from quizzes.grading import final_grade

SECTION, ACTIVITY, CHECK = "section", "activity", "check"


def with_newest_grade(attempts: QuerySet[QuizAttempt]) -> QuerySet[QuizAttempt]:
    """Attempts with `fraction` and `passed` of their newest grade: the opinion that counts."""
    newest = AttemptGrade.objects.filter(attempt=OuterRef("pk")).order_by("-graded_at", "-pk")
    return attempts.annotate(
        fraction=Subquery(newest.values("fraction")[:1]), passed=Subquery(newest.values("passed")[:1])
    )


def of_enrolment() -> Slot:
    return Slot("enrolment", Enrolment._meta.pk)


def submitted_fractions() -> QuerySet:
    attempts = with_newest_grade(QuizAttempt.objects.submitted().filter(enrolment_id=of_enrolment()))
    return attempts.order_by("number").values_list("quiz_key", "fraction")


FRACTIONS = Prepared(submitted_fractions)


def graded_attempts(enrolment: Enrolment) -> dict[str, list[Decimal]]:
    """Quiz key -> the fractions of its submitted attempts, in the order they were made."""
    fractions: dict[str, list[Decimal]] = defaultdict(list)
    for quiz_key, fraction in FRACTIONS.rows(enrolment=enrolment.pk):
        if fraction is not None:
            fractions[str(quiz_key)].append(fraction)
    return dict(fractions)


def facts_of(enrolment: Enrolment, outline: Outline | None = None, *, graded: bool = True) -> Facts:
    """Two queries (one with `graded=False`) and one for the completion where the enrolment came without it.

    Final grades follow each quiz's grading method where the outline is given, and the best attempt where it is not.
    """
    methods = {item.key: item.grading_method for item in outline.activities} if outline else {}
    completion = completion_of(enrolment)
    rows = [(kind, str(key), part, at) for kind, key, part, at in DATED.rows(enrolment=enrolment.pk)]
    finals = {
        key: final_grade(methods.get(key) or "best", fractions)
        for key, fractions in (graded_attempts(enrolment) if graded else {}).items()
    }
    return Facts(
        sections=frozenset((key, part) for kind, key, part, _ in rows if kind == SECTION),
        completed={key: at for kind, key, _, at in rows if kind == ACTIVITY},
        read_at={(key, part): at for kind, key, part, at in rows if kind == SECTION},
        checked=frozenset((key, part) for kind, key, part, _ in rows if kind == CHECK),
        fractions={key: final for key, final in finals.items() if final is not None},
        finished_at=completion.completed_at if completion else None,
        finished_keys=frozenset(item["key"] for item in completion.outline["activities"])
        if completion
        else frozenset(),
    )


def completion_of(enrolment: Enrolment) -> CourseCompletion | None:
    return getattr(enrolment, "completion", None)


def dated_facts() -> QuerySet:
    """(kind, key, part, date) of everything read, completed and answered in lessons: one statement."""

    def rows(model: type[Model], kind: str, key: str, part: object, date: str) -> QuerySet:
        facts = model.objects.filter(enrolment_id=of_enrolment())
        return facts.order_by().values_list(Value(kind), key, part, date)

    sections = rows(SectionCompletion, SECTION, "lesson_key", "section_id", "completed_at")
    activities = rows(ActivityCompletion, ACTIVITY, "activity_key", Value(""), "completed_at")
    checks = rows(CheckResponse, CHECK, "lesson_key", "block_id", "answered_at")
    return sections.union(activities, checks, all=True)


DATED = Prepared(dated_facts)
