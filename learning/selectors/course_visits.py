"""What one visitor's own facts put into the blanks of a course (see `learning.sheets`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.outline import Outline
from learning.dates import day_words
from learning.learners import Learner
from learning.models import Enrolment
from learning.percents import percent_words
from learning.progress import Facts, Progress, measure, sections_done, state_of
from learning.selectors.current_enrolment import current_enrolment
from learning.selectors.facts import facts_of
from learning.selectors.places import Place, place_of


@dataclass(frozen=True, slots=True)
class CourseVisit:
    """`blanks` are, by activity key, `done` with its date, `here`, the sections read (`count`), the grade (`best`)."""

    blanks: dict[str, str]
    enrolment: Enrolment
    progress: Progress
    place: Place | None


def course_visit(outline: Outline, learner: Learner | None) -> CourseVisit | None:
    """Three queries, whatever the number of lessons, learners and attempts. Nothing for who is not enrolled."""
    enrolment = current_enrolment(learner, outline.course_key)
    if enrolment is None:
        return None
    facts = facts_of(enrolment, outline)
    return CourseVisit(
        blanks=dict(outline_blanks(outline, facts)),
        enrolment=enrolment,
        progress=measure(outline, facts),
        place=place_of(enrolment, outline, facts),
    )


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
