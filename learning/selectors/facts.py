"""The recorded facts of one enrolment, as `learning.progress` reads them."""

from collections import defaultdict
from datetime import datetime
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
from learning.selectors.current_enrolment import OWNERS
from quizzes.grading import final_grade

SECTION, ACTIVITY, CHECK, COURSE = "section", "activity", "check", "course"


def with_newest_grade(attempts: QuerySet[QuizAttempt]) -> QuerySet[QuizAttempt]:
    """Attempts with `fraction` and `passed` of their newest grade: the opinion that counts."""
    newest = AttemptGrade.objects.filter(attempt=OuterRef("pk")).order_by("-graded_at", "-pk")
    return attempts.annotate(
        fraction=Subquery(newest.values("fraction")[:1]), passed=Subquery(newest.values("passed")[:1])
    )


def of_enrolment() -> Slot:
    return Slot("enrolment", Enrolment._meta.pk)


def attempt_fractions() -> QuerySet:
    """Of one under way the fraction is nothing: it has no grade."""
    attempts = with_newest_grade(QuizAttempt.objects.filter(enrolment_id=of_enrolment()))
    return attempts.order_by("number").values_list("quiz_key", "fraction")


FRACTIONS = Prepared(attempt_fractions)
Fractions = dict[str, list[Decimal | None]]


def attempts_of(enrolment: Enrolment) -> Fractions:
    """Quiz key -> the fractions of its attempts in the order they were made; nothing for one not handed in."""
    fractions: Fractions = defaultdict(list)
    for quiz_key, fraction in FRACTIONS.rows(enrolment=enrolment.pk):
        fractions[str(quiz_key)].append(fraction)
    return dict(fractions)


def graded_attempts(enrolment: Enrolment) -> dict[str, list[Decimal]]:
    """Quiz key -> the fractions of its submitted attempts, in the order they were made."""
    return graded(attempts_of(enrolment))


def graded(attempts: Fractions) -> dict[str, list[Decimal]]:
    found = {key: [one for one in fractions if one is not None] for key, fractions in attempts.items()}
    return {key: fractions for key, fractions in found.items() if fractions}


def facts_of(enrolment: Enrolment, outline: Outline | None = None) -> Facts:
    """Two queries, and one for the completion where the enrolment came without it.

    Final grades follow each quiz's grading method where the outline is given, and the best attempt where it is not.
    """
    return facts_from(dated_rows(enrolment, outline), attempts_of(enrolment), completion_of(enrolment), outline)


Row = tuple[str, str, str, datetime]


def facts_from(
    rows: list[Row], attempts: Fractions, completion: CourseCompletion | None, outline: Outline | None
) -> Facts:
    methods = {item.key: item.grading_method for item in outline.activities} if outline else {}
    return Facts(
        sections=frozenset((key, part) for kind, key, part, _ in rows if kind == SECTION),
        completed={key: at for kind, key, _, at in rows if kind == ACTIVITY},
        read_at={(key, part): at for kind, key, part, at in rows if kind == SECTION},
        checked=frozenset((key, part) for kind, key, part, _ in rows if kind == CHECK),
        fractions={
            key: final_grade(methods.get(key) or "best", fractions) for key, fractions in graded(attempts).items()
        },
        finished_at=completion.completed_at if completion else None,
        finished_keys=frozenset(item["key"] for item in completion.outline["activities"])
        if completion
        else frozenset(),
        attempted=frozenset(attempts),
        courses=frozenset(key for kind, key, *_ in rows if kind == COURSE),
    )


def completion_of(enrolment: Enrolment) -> CourseCompletion | None:
    return getattr(enrolment, "completion", None)


def dated_rows(enrolment: Enrolment, outline: Outline | None) -> list[Row]:
    """With the courses the learner has completed where one of them has to be, in the same query."""
    owner = "user_id" if enrolment.user_id else "guest_key"
    if outline and outline.courses_before and getattr(enrolment, owner):
        found = DATED_WITH_COURSES[owner].rows(enrolment=enrolment.pk, owner=getattr(enrolment, owner))
    else:
        found = DATED.rows(enrolment=enrolment.pk)
    return [(kind, str(key), part, at) for kind, key, part, at in found]


def dated_facts(*others: QuerySet) -> QuerySet:
    """(kind, key, part, date) of everything read, completed and answered in lessons: one statement."""

    def rows(model: type[Model], kind: str, key: str, part: object, date: str) -> QuerySet:
        facts = model.objects.filter(enrolment_id=of_enrolment())
        return facts.order_by().values_list(Value(kind), key, part, date)

    sections = rows(SectionCompletion, SECTION, "lesson_key", "section_id", "completed_at")
    activities = rows(ActivityCompletion, ACTIVITY, "activity_key", Value(""), "completed_at")
    checks = rows(CheckResponse, CHECK, "lesson_key", "block_id", "answered_at")
    return sections.union(activities, checks, *others, all=True)


def completed_courses(owner: str, *more: object) -> QuerySet:
    """In the same columns and some more, for the slot `owner`."""
    own = Slot("owner", Enrolment._meta.get_field(owner.removesuffix("_id")))
    completions = CourseCompletion.objects.filter(**{f"enrolment__{owner}": own}).order_by()
    return completions.values_list(Value(COURSE), "enrolment__course_key", Value(""), "completed_at", *more)


def with_courses(owner: str) -> Prepared:
    return Prepared(lambda: dated_facts(completed_courses(owner)))


DATED = Prepared(dated_facts)
DATED_WITH_COURSES = {owner: with_courses(owner) for owner in OWNERS}
