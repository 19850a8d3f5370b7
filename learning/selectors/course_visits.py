"""What one visitor's own facts put into the blanks of a course (see `learning.sheets`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.outline import Outline
from learning.dates import day_words
from learning.learners import Learner
from learning.lock_words import lock_words
from learning.models import Enrolment
from learning.page_urls import page_url
from learning.percents import percent_words
from learning.progress import Facts, Progress, measure, sections_done, state_of
from learning.selectors.current_enrolment import current_enrolment
from learning.selectors.facts import facts_of
from learning.selectors.locks import Locks, locks_by, locks_for
from learning.selectors.places import Place, place_of, waiting_for


@dataclass(frozen=True, slots=True)
class CourseVisit:
    """`blanks` are, by activity key, `done` with its date, `here`, the sections read (`count`), the grade (`best`)."""

    blanks: dict[str, str]
    enrolment: Enrolment
    progress: Progress
    place: Place | None
    # What is next and when it opens, where nothing is open.
    waits: str


def course_visit(outline: Outline, learner: Learner | None) -> CourseVisit | None:
    """Three queries, whatever the number of lessons, learners and attempts. Nothing for who is not enrolled."""
    enrolment = current_enrolment(learner, outline.course_key)
    if enrolment is None:
        return None
    facts = facts_of(enrolment, outline)
    place = place_of(enrolment, outline, facts)
    return CourseVisit(
        blanks={**dict(outline_blanks(outline, facts)), **lock_blanks(locks_by(outline, facts))},
        enrolment=enrolment,
        progress=measure(outline, facts),
        place=place,
        waits="" if place else waiting_for(outline, facts),
    )


def newcomer_blanks(outline: Outline, learner: Learner | None) -> dict[str, str]:
    """For who is not enrolled: what is locked, and where to begin if not at the beginning. One query at most."""
    locked = locks_for(outline, learner)
    if not locked:
        return {}
    first = next((item for item in outline.activities if item.key not in locked), None)
    begins = {"start_url": page_url(first.url_path)} if first else {"start_lock": first_lock_words(locked)}
    return {**lock_blanks(locked), **begins}


def first_lock_words(locked: Locks) -> str:
    return lock_words(next(iter(locked.values())))


def lock_blanks(locked: Locks) -> dict[str, str]:
    """`lock` by activity key: why it is locked and what opens it, in words."""
    return {f"lock:{key}": lock_words(lock) for key, lock in locked.items()}


def outline_blanks(outline: Outline, facts: Facts) -> Iterator[tuple[str, str]]:
    for activity in outline.activities:
        key = activity.key
        if completed_at := facts.completed.get(key):
            yield f"done:{key}", day_words(completed_at)
        elif state_of(activity, facts) == "here":
            yield f"here:{key}", key
            yield f"count:{key}", str(sections_done(activity, facts)) if activity.kind == "lesson" else ""
        if (best := facts.fractions.get(key)) is not None:
            yield f"best:{key}", percent_words(best)
