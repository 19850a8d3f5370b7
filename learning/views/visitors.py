"""What fills a kept page for the visitor at hand: see `learning.views.kept_pages`."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from courses.outline import Outline
from learning.dates import minute_words
from learning.learners import Learner
from learning.lesson_forms import verdicts
from learning.progress_rows import progress_rows
from learning.selectors.course_visits import CourseVisit, course_visit, lock_blanks, newcomer_blanks
from learning.selectors.lesson_visits import lesson_visit
from learning.services.due import finish_due_attempts
from learning.sheets import Visitor
from learning.templatetags.look import glue


def visitor(request: HttpRequest) -> Visitor:
    """What is the visitor's own on every page. The messages are drawn anew: they are rare, and shown once."""
    messages = get_messages(request)
    box = render_to_string("includes/messages.html", {"messages": messages}) if len(messages) else ""
    name = request.user.get_short_name() if request.user.is_authenticated else ""
    return {"csrf": get_token(request), "name": name, "messages": box}


def lesson_visitor(lesson: LessonPage, outline: Outline, learner: Learner | None) -> Visitor:
    visit = lesson_visit(outline.activity(lesson.key), outline.course_key, learner)
    locked = lock_blanks(getattr(lesson, "locks", {}))
    return {**visit.blanks, **locked, **{f"check:{id}": html for id, html in verdicts(lesson, visit.answers).items()}}


def course_visitor(course: CoursePage, outline: Outline, learner: Learner | None) -> Visitor:
    visit = course_visit(outline, learner)
    if visit and (deadline := visit.enrolment.first_deadline) and deadline < timezone.now():
        finish_due_attempts(attempts=visit.enrolment.attempts.all())
        visit = course_visit(outline, learner)
    if visit is None:
        return newcomer_blanks(outline, learner)
    panel = finished_panel(visit) if visit.progress.finished_at else panel_under_way(visit)
    return {**visit.blanks, **panel, "enrolled": "yes"}


def finished_panel(visit: CourseVisit) -> Visitor:
    news = len(visit.progress.new_since_finished)
    words = ngettext(
        "%(count)s new activity since you finished. Your record stays valid.",
        "%(count)s new activities since you finished. Your record stays valid.",
        news,
    )
    return {"finish_url": reverse("finish", args=[visit.enrolment.pk]), "news": words % {"count": news} if news else ""}


def panel_under_way(visit: CourseVisit) -> Visitor:
    progress, place = visit.progress, visit.place
    return {
        "percent": str(progress.percent),
        "rows": progress_rows(progress),
        "settle_url": reverse("settle", args=[visit.enrolment.pk]) if progress.can_settle else "",
        "lacks_grade": "yes" if progress.lacks_grade else "",
        "place_url": place.url if place else "",
        "place_label": glue(place.label) if place else "",
        "waits": glue(visit.waits),
        "saved_at": glue(minute_words(visit.enrolment.last_activity_at)),
    }


VISITORS: dict[type[Page], Callable[[Any, Outline, Learner | None], Visitor]] = {
    CoursePage: course_visitor,
    LessonPage: lesson_visitor,
}
