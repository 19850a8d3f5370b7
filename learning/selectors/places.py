"""Where a learner goes on: the very section or unanswered question they stopped at, else the next thing that counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import CoursePage
from courses.outline import Activity, Outline, course_outline
from learning.learners import Learner
from learning.lock_words import lock_words
from learning.models import Enrolment
from learning.page_urls import page_url
from learning.progress import Facts, counted_activities, is_done
from learning.selectors.current_enrolment import current_enrolment
from learning.selectors.facts import facts_of
from learning.selectors.locks import Locks, locks_by


@dataclass(frozen=True, slots=True)
class Place:
    """An address and, in words, what is there."""

    url: str
    label: str


def place_of(enrolment: Enrolment, outline: Outline, facts: Facts) -> Place | None:
    """Nothing when all that counts is done, or what is left is locked. No query."""
    return (
        running_attempt(enrolment, outline) or last_lesson(enrolment, outline, facts) or next_activity(outline, facts)
    )


def running_attempt(enrolment: Enrolment, outline: Outline) -> Place | None:
    """The attempt in progress, when it is where the learner was last: at its first question without an answer."""
    place = enrolment.last_place
    quiz = outline.find(place.get("quiz", ""))
    if quiz is None or "attempt" not in place:
        return None
    url = reverse("attempt", args=[place["attempt"]])
    fragment = f"q-{place['question']}" if place.get("question") else "finish"
    return Place(f"{url}#{fragment}", _("%(title)s: go on answering") % {"title": quiz.title})


def last_lesson(enrolment: Enrolment, outline: Outline, facts: Facts) -> Place | None:
    lesson = outline.find(enrolment.last_place.get("lesson", ""))
    if lesson is None or is_done(lesson, facts):
        return None
    return section_place(lesson, facts, after=enrolment.last_place.get("section", ""))


def section_place(lesson: Activity, facts: Facts, after: str = "") -> Place:
    """The first unread section behind `after`, or else the first unread one of the lesson."""
    ids = [section.id for section in lesson.sections]
    start = ids.index(after) + 1 if after in ids else 0
    for section in (*lesson.sections[start:], *lesson.sections[:start]):
        if (lesson.key, section.id) not in facts.sections:
            label = _("%(lesson)s, section %(number)d: %(title)s") % {
                "lesson": lesson.title,
                "number": ids.index(section.id) + 1,
                "title": section.title,
            }
            return Place(f"{page_url(lesson.url_path)}#s-{section.id}", label)
    return Place(page_url(lesson.url_path), lesson.title)


def next_activity(outline: Outline, facts: Facts) -> Place | None:
    """The first thing that counts, is not done and is open."""
    locked = locks_by(outline, facts)
    for activity in counted_activities(outline, facts):
        if not is_done(activity, facts) and activity.key not in locked:
            if activity.kind == "lesson":
                return section_place(activity, facts)
            return Place(page_url(activity.url_path), activity.title)
    return None


def waiting_for(outline: Outline, facts: Facts) -> str:
    """What comes next and when it opens, in words; "" where nothing locked is left."""
    locked = locks_by(outline, facts)
    for activity in counted_activities(outline, facts):
        if not is_done(activity, facts) and activity.key in locked:
            opens = lock_words(locked[activity.key])
            return _("Next is “%(title)s”. %(opens)s") % {"title": activity.title, "opens": opens}
    return ""


def open_place(course: CoursePage, learner: Learner | None, locks: Locks) -> Place | None:
    """From something locked: where this learner goes on; for a newcomer the first thing that is open."""
    outline = course_outline(course)
    if enrolment := current_enrolment(learner, outline.course_key):
        return place_of(enrolment, outline, facts_of(enrolment, outline))
    first = next((item for item in outline.activities if item.key not in locks), None)
    return Place(page_url(first.url_path), first.title) if first else None
