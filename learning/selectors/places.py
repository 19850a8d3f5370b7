"""Where a learner goes on: the very section or unanswered question they stopped at, else the next thing that counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.outline import Activity, Outline
from learning.models import Enrolment, QuizAttempt
from learning.page_urls import page_url
from learning.progress import Facts, counted_activities


@dataclass(frozen=True, slots=True)
class Place:
    """An address and, in words, what is there."""

    url: str
    label: str


def place_of(enrolment: Enrolment, outline: Outline, facts: Facts) -> Place | None:
    """Nothing when all that counts is done."""
    return running_attempt(enrolment, outline) or last_lesson(enrolment, outline, facts) or next_activity(outline, facts)


def running_attempt(enrolment: Enrolment, outline: Outline) -> Place | None:
    """The attempt in progress, when it is where the learner was last: at its first question without an answer."""
    attempt_id = enrolment.last_place.get("attempt")
    if not attempt_id:
        return None
    attempt = enrolment.attempts.in_progress().select_related("version").filter(pk=attempt_id).first()
    if attempt is None or outline.find(str(attempt.quiz_key)) is None:
        return None
    return Place(question_url(attempt), _("%(title)s: go on answering") % {"title": attempt.title})


def question_url(attempt: QuizAttempt) -> str:
    answered = set(attempt.responses.filter(answer__isnull=False).values_list("question_id", flat=True))
    url = reverse("attempt", args=[attempt.pk])
    for question_id in attempt.layout["questions"]:
        if question_id not in answered:
            return f"{url}#q-{question_id}"
    return f"{url}#finish"


def last_lesson(enrolment: Enrolment, outline: Outline, facts: Facts) -> Place | None:
    lesson = outline.find(enrolment.last_place.get("lesson", ""))
    if lesson is None or lesson.key in facts.completed:
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
    for activity in counted_activities(outline, facts):
        if activity.key not in facts.completed:
            if activity.kind == "lesson":
                return section_place(activity, facts)
            return Place(page_url(activity.url_path), activity.title)
    return None
