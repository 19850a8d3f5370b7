"""What one visitor's own facts put into the blanks of a lesson (see `learning.sheets`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet, Subquery, Value

from courses.outline import Activity
from learning.dates import day_words
from learning.learners import Learner
from learning.models import ActivityCompletion, CheckResponse, Enrolment, SectionCompletion
from learning.prepared import Prepared, Slot
from learning.selectors.current_enrolment import OWNERS, latest_enrolment, owner_of

BEGUN, SECTION, COMPLETED, CHECK = "begun", "section", "completed", "check"


@dataclass(frozen=True, slots=True)
class LessonVisit:
    """`blanks` are `completed`, `tested` where its quiz was passed instead and, by section id, `done` with its date,
    `here` and `next`."""

    blanks: dict[str, str]
    # Block id of each check-yourself question the visitor answered here -> the answer.
    answers: dict[str, Any]


def lesson_visit(lesson: Activity, course_key: str, learner: Learner | None) -> LessonVisit:
    """One query, and one more for a learner who answered check-yourself questions here. A newcomer has no facts."""
    if learner is None:
        return LessonVisit(dict(blanks(lesson, [])), {})
    owner, value = owner_of(learner)
    given = {"owner": value, "course": course_key, "lesson": lesson.key}
    rows = FACTS[owner].rows(**given)
    has_answered = any(kind == CHECK for kind, *_ in rows)
    return LessonVisit(dict(blanks(lesson, rows)), dict(ANSWERS[owner].rows(**given)) if has_answered else {})


def blanks(lesson: Activity, rows: list[tuple[str, str, datetime]]) -> Iterator[tuple[str, str]]:
    """The first unread section is `next`; there a learner who has begun the course is `here`."""
    source, completed_at = next(((part, at) for kind, part, at in rows if kind == COMPLETED), ("", None))
    if completed_at:
        yield "completed", day_words(completed_at)
    if source == ActivityCompletion.Source.TEST_OUT:  # its sections are not read for that
        yield "tested", "yes"
        completed_at = None
    read_at = {part: at for kind, part, at in rows if kind == SECTION}
    unread = ""
    for section in lesson.sections:
        if at := read_at.get(section.id, completed_at):
            yield f"done:{section.id}", day_words(at)
        else:
            unread = unread or section.id
    yield f"next:{unread}", unread
    yield f"here:{unread}", unread if rows else ""


# --- queries ------------------------------------------------------------------------------------


def facts_of_lesson(owner: str) -> QuerySet:
    """(kind, part, date) of the learner's latest time through the course: one statement."""
    enrolments = Enrolment.objects.filter(pk=Subquery(latest_enrolment(owner).values("pk")))
    begun = enrolments.order_by().values_list(Value(BEGUN), Value(""), "started_at")
    return begun.union(
        in_lesson(SectionCompletion, owner).values_list(Value(SECTION), "section_id", "completed_at"),
        in_lesson(ActivityCompletion, owner, "activity_key").values_list(Value(COMPLETED), "source", "completed_at"),
        in_lesson(CheckResponse, owner).values_list(Value(CHECK), "block_id", "answered_at"),
        all=True,
    )


def in_lesson(model: type[Model], owner: str, key: str = "lesson_key") -> QuerySet:
    lesson = Slot("lesson", model._meta.get_field(key))
    enrolment = Subquery(latest_enrolment(owner).values("pk"))
    return model.objects.filter(enrolment_id=enrolment, **{key: lesson}).order_by()


def facts_query(owner: str) -> Prepared:
    return Prepared(lambda: facts_of_lesson(owner))


def answers_query(owner: str) -> Prepared:
    return Prepared(lambda: in_lesson(CheckResponse, owner).values_list("block_id", "answer"))


FACTS = {owner: facts_query(owner) for owner in OWNERS}
ANSWERS = {owner: answers_query(owner) for owner in OWNERS}
