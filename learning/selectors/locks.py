"""What is locked for a learner now. Where a course locks nothing, nothing is asked of the database."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db.models import DecimalField, Model, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page

from courses.models import CoursePage
from courses.outline import Outline, course_outline
from courses.unlocking import Lock, locks
from learning.learners import Learner
from learning.models import ActivityCompletion, CheckResponse, CourseCompletion, QuizAttempt, SectionCompletion
from learning.prepared import Prepared
from learning.progress import Facts, standing
from learning.selectors.current_enrolment import OWNERS, latest_enrolment, owner_of
from learning.selectors.facts import (
    ACTIVITY,
    CHECK,
    SECTION,
    completed_courses,
    facts_from,
    with_newest_grade,
)
from learning.shelf import Shelf

ATTEMPT, FINISHED = "attempt", "finished"
# By the place of the course in the tree and its stamp: so reading one costs no query.
OUTLINES: Shelf[Outline] = Shelf(most=50)

Locks = dict[str, Lock]


def locks_by(outline: Outline, facts: Facts, now: datetime | None = None) -> Locks:
    """No query."""
    return locks(outline, standing(outline, facts), now or timezone.now()) if outline.has_locks else {}


def locks_for(outline: Outline, learner: Learner | None, now: datetime | None = None) -> Locks:
    """One query for a learner, none for somebody who has only looked so far."""
    if not outline.has_locks:
        return {}
    return locks_by(outline, facts_in(outline, *owner_of(learner)) if learner else Facts(), now)


def outline_around(page: Page) -> Outline | None:
    """Of the course a live lesson or quiz is in; nothing where there is none. No query for a page that came with its
    stamps and a course that was asked for before; else one, which the page remembers."""
    stamp = (getattr(page, "stamps", None) or [None])[-1]
    if stamp:
        return OUTLINES.get((page.path[: -Page.steplen], stamp), lambda: course_outline(course_around(page)))
    course = course_around(page)
    return course_outline(course) if course else None


def course_around(page: Page) -> CoursePage | None:
    if not hasattr(page, "_course_around"):
        page._course_around = CoursePage.objects.ancestor_of(page).first()
    return page._course_around


# --- everything that opens, in one statement ----------------------------------------------------


def facts_in(outline: Outline, owner: str, value: int | str) -> Facts:
    """As far as locks ask: of this owner's latest time through, with the other courses completed. One query."""
    found = [(kind, str(key), *rest) for kind, key, *rest in FACTS[owner].rows(owner=value, course=outline.course_key)]
    attempts: dict[str, list[Decimal | None]] = defaultdict(list)
    for kind, key, _, _, fraction in sorted(found, key=lambda row: row[3]):
        if kind == ATTEMPT:
            attempts[key].append(fraction)
    facts = facts_from([tuple(row[:4]) for row in found], dict(attempts), None, outline)
    finished_at = next((at for kind, _, _, at, _ in found if kind == FINISHED), None)
    return replace(facts, finished_at=finished_at)


def facts_query(owner: str) -> QuerySet:
    """(kind, key, part, date, fraction)."""
    no_part, no_fraction = Value(""), Cast(Value(None), DecimalField(max_digits=8, decimal_places=7))
    enrolment = Subquery(latest_enrolment(owner).values("pk"))

    def rows(model: type[Model], kind: str, key: str, part: object, date: str) -> QuerySet:
        facts = model.objects.filter(enrolment_id=enrolment).order_by()
        return facts.values_list(Value(kind), key, part, date, no_fraction)

    attempts = with_newest_grade(QuizAttempt.objects.filter(enrolment_id=enrolment)).order_by()
    return rows(SectionCompletion, SECTION, "lesson_key", "section_id", "completed_at").union(
        rows(ActivityCompletion, ACTIVITY, "activity_key", no_part, "completed_at"),
        rows(CheckResponse, CHECK, "lesson_key", "block_id", "answered_at"),
        rows(CourseCompletion, FINISHED, "enrolment__course_key", no_part, "completed_at"),
        attempts.values_list(Value(ATTEMPT), "quiz_key", no_part, "started_at", "fraction"),
        completed_courses(owner, no_fraction),
        all=True,
    )


def prepared(owner: str) -> Prepared:
    return Prepared(lambda: facts_query(owner))


FACTS = {owner: prepared(owner) for owner in OWNERS}
