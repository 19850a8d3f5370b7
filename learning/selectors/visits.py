"""What one visitor's own facts put into the blanks of a course's pages (see `learning.sheets`).

Names of blanks: `done:<id>` and `here:<id>` of a section or an activity, the first with its date; the template has the
rest. A newcomer has no facts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

from courses.outline import Activity, Outline
from learning.learners import Learner
from learning.models import CheckResponse, CourseCompletion, Enrolment
from learning.percents import percent_words
from learning.prepared import Prepared, Slot
from learning.progress import Facts, Progress, measure, sections_done, state_of
from learning.selectors.facts import facts_of, of_enrolment
from learning.selectors.places import Place, place_of

Fact = tuple[str, str]

OWN = [field.attname for field in Enrolment._meta.concrete_fields]
COMPLETION = [field.attname for field in CourseCompletion._meta.concrete_fields]


def latest_enrolment(owner: str) -> QuerySet:
    """With its completion. `owner` is the column that says whose it is."""
    own = Slot("owner", Enrolment._meta.get_field(owner.removesuffix("_id")))
    course = Slot("course_key", Enrolment._meta.get_field("course_key"))
    columns = [*OWN, *(f"completion__{name}" for name in COMPLETION)]
    return Enrolment.objects.filter(**{owner: own}, course_key=course).order_by("-number").values_list(*columns)[:1]


OF_USER = Prepared(lambda: latest_enrolment("user_id"))
OF_GUEST = Prepared(lambda: latest_enrolment("guest_key"))


def current_enrolment(learner: Learner | None, course_key: str) -> Enrolment | None:
    """The learner's latest time through a course, with its completion. One query."""
    if learner is None:
        return None
    if learner.user:
        row = OF_USER.first(owner=learner.user.pk, course_key=course_key)
    else:
        row = OF_GUEST.first(owner=learner.guest_key, course_key=course_key)
    return as_enrolment(row) if row else None


def as_enrolment(row: tuple) -> Enrolment:
    own, completion = row[: len(OWN)], row[len(OWN) :]
    enrolment = Enrolment.from_db(connection.alias, OWN, own)
    found = CourseCompletion.from_db(connection.alias, COMPLETION, completion) if completion[0] else None
    Enrolment._meta.get_field("completion").set_cached_value(enrolment, found)
    return enrolment


@lru_cache(maxsize=1000)
def words_of_day(day: date, language: str) -> str:
    return date_format(day, "j E")


def day_words(at: datetime) -> str:
    return words_of_day(localtime(at).date(), get_language())


# --- a lesson -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LessonVisit:
    facts: dict[str, str]
    # Block id of each check-yourself question the visitor answered here -> the answer.
    answers: dict[str, Any]


def lesson_visit(lesson: Activity, course_key: str, learner: Learner | None) -> LessonVisit:
    """Two queries, and one more for a learner who answered check-yourself questions here."""
    enrolment = current_enrolment(learner, course_key)
    if enrolment is None:
        return LessonVisit(dict(section_facts(lesson, Facts(), has_begun=False)), {})
    facts = facts_of(enrolment, graded=False)
    return LessonVisit(
        facts=dict(section_facts(lesson, facts, has_begun=True)),
        answers=check_answers(enrolment, lesson, facts),
    )


def section_facts(lesson: Activity, facts: Facts, *, has_begun: bool) -> Iterator[Fact]:
    """Which sections are read; which is `next`, the first unread one: there a learner who has begun is `here`."""
    completed_at = facts.completed.get(lesson.key)
    if completed_at:
        yield "completed", day_words(completed_at)
    read_at = {section.id: facts.read_at.get((lesson.key, section.id), completed_at) for section in lesson.sections}
    for id, at in read_at.items():
        if at:
            yield f"done:{id}", day_words(at)
    unread = next((id for id, at in read_at.items() if at is None), "")
    yield f"next:{unread}", unread
    yield f"here:{unread}", unread if has_begun else ""


def given_in_checks() -> QuerySet:
    lesson = Slot("lesson", CheckResponse._meta.get_field("lesson_key"))
    answers = CheckResponse.objects.filter(enrolment_id=of_enrolment(), lesson_key=lesson)
    return answers.order_by().values_list("block_id", "answer")


GIVEN_IN_CHECKS = Prepared(given_in_checks)


def check_answers(enrolment: Enrolment, lesson: Activity, facts: Facts) -> dict[str, Any]:
    if not any(key == lesson.key for key, _ in facts.checked):
        return {}
    return dict(GIVEN_IN_CHECKS.rows(enrolment=enrolment.pk, lesson=lesson.key))


# --- a course -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CourseVisit:
    facts: dict[str, str]
    enrolment: Enrolment | None = None
    progress: Progress | None = None
    place: Place | None = None


def course_visit(outline: Outline, learner: Learner | None) -> CourseVisit:
    """Three queries, whatever the number of lessons, learners and attempts."""
    enrolment = current_enrolment(learner, outline.course_key)
    if enrolment is None:
        return CourseVisit({})
    facts = facts_of(enrolment, outline)
    return CourseVisit(
        facts=dict(outline_facts(outline, facts)),
        enrolment=enrolment,
        progress=measure(outline, facts),
        place=place_of(enrolment, outline, facts),
    )


def outline_facts(outline: Outline, facts: Facts) -> Iterator[Fact]:
    """`best` is the final grade of a quiz, `count` how many sections of a lesson are read."""
    for activity in outline.activities:
        key = activity.key
        if completed_at := facts.completed.get(key):
            yield f"done:{key}", day_words(completed_at)
        elif state_of(activity, facts) == "here":
            yield f"here:{key}", key
            yield f"count:{key}", str(sections_done(activity, facts)) if activity.kind == "lesson" else ""
        if (best := facts.fractions.get(key)) is not None:
            yield f"best:{key}", percent_words(best)
