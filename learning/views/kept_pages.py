"""Lessons and courses from sheets: each is drawn once for everybody, kept, and filled in for each visitor.

A sheet's key holds the stamps of its page and course, which every change that shows renews (see `lesson_bodies`), what
the academy is called, and all that a request changes in it besides the visitor's facts: address, language, theme,
whether somebody is signed in. Access was decided before: this stands where Wagtail would call the page's own `serve`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from courses.outline import Outline, course_outline
from home.academy import academy_digest
from learning.learners import Learner, learner_of
from learning.lesson_bodies import DAY, RELEASE
from learning.lesson_forms import verdicts
from learning.selectors.visits import course_visit, lesson_visit
from learning.sheets import BLANK, Sheet, Visitor, fill_in, mark, read_sheet
from learning.views.site import THEMES

Serve = Callable[[Page, HttpRequest, list, dict], HttpResponse]


@dataclass(frozen=True, slots=True)
class Kept:
    sheet: Sheet
    # Of a lesson, itself alone. Nothing for a draft: nobody has facts about it.
    outline: Outline | None


def serve_kept(serve: Serve) -> Serve:
    """Wagtail's hook `on_serve_page`."""

    def inner(page: Page, request: HttpRequest, args: list, kwargs: dict) -> HttpResponse:
        visitor_of = VISITORS.get(type(page))
        if visitor_of is None:
            return serve(page, request, args, kwargs)
        kept = kept_page(page, request)
        facts = visitor_of(page, kept.outline, learner_of(request)) if kept.outline else {}
        return HttpResponse(fill_in(kept.sheet, {**facts, **own_blanks(request)}))

    return inner


def own_blanks(request: HttpRequest) -> Visitor:
    """What is the visitor's own on every page. The messages are drawn anew: they are rare, and shown once."""
    messages = get_messages(request)
    box = render_to_string("includes/messages.html", {"messages": messages}) if len(messages) else ""
    name = request.user.get_short_name() if request.user.is_authenticated else ""
    return {"csrf": get_token(request), "name": name, "messages": box}


# --- visitors -----------------------------------------------------------------------------------


def lesson_visitor(lesson: LessonPage, outline: Outline, learner: Learner | None) -> Visitor:
    visit = lesson_visit(outline.activity(lesson.key), outline.course_key, learner)
    return {**visit.facts, **{f"check:{id}": html for id, html in verdicts(lesson, visit.answers).items()}}


def course_visitor(course: CoursePage, outline: Outline, learner: Learner | None) -> Visitor:
    visit = course_visit(outline, learner)
    if visit.enrolment is None:
        return visit.facts
    return {**visit.facts, "panel": render_to_string("courses/includes/course_panel.html", {"visit": visit})}


VISITORS: dict[type[Page], Callable[[Any, Outline, Learner | None], Visitor]] = {
    CoursePage: course_visitor,
    LessonPage: lesson_visitor,
}


# --- drawing ------------------------------------------------------------------------------------


def kept_page(page: Page, request: HttpRequest) -> Kept:
    """No query when kept."""
    key = f"sheet:{':'.join(map(str, (*what_shows(page), *how_it_shows(request), RELEASE)))}"
    kept = cache.get(key)
    if kept is None:
        kept = Kept(read_sheet(draw(page, request)), outline_of(page))
        cache.set(key, kept, DAY)
    return kept


def what_shows(page: Page) -> tuple[object, ...]:
    """The look-up by address brings the stamps along; for a page that Wagtail found itself they are asked for."""
    if not hasattr(page, "stamps"):
        is_lesson = isinstance(page, LessonPage)
        page.stamps = (page.body_stamp, page.course.outline_stamp) if is_lesson else (page.outline_stamp,)
    return (page.pk, *page.stamps)


def how_it_shows(request: HttpRequest) -> tuple[object, ...]:
    origin = (request.scheme, request.get_host(), request.path)
    return (*origin, get_language(), theme_of(request), request.user.is_authenticated, academy_digest(request))


def theme_of(request: HttpRequest) -> str:
    theme = request.COOKIES.get("theme", "")
    return theme if theme in THEMES else ""


def outline_of(page: Page) -> Outline | None:
    if isinstance(page, CoursePage):
        return course_outline(page)
    outline = course_outline(page.course)
    activity = outline.find(page.key)
    return replace(outline, activities=(activity,)) if activity else None


def draw(page: Page, request: HttpRequest) -> str:
    """The page's own template with marks for the visitor, and nothing of the visitor at hand."""
    anybody = Anybody(request)
    context = {**page.get_context(anybody), "is_sheet": True, "user": anybody.user, "csrf_token": mark(f"{BLANK}csrf")}
    return render_to_string(page.get_template(anybody), context, request=anybody)


class Somebody:
    """Whoever is signed in, as far as a template asks."""

    is_authenticated = True

    def get_short_name(self) -> str:
        return mark(f"{BLANK}name")


class Nobody:
    is_authenticated = False


class Anybody(HttpRequest):
    """The request all visitors of a sheet share: address and theme, no cookie besides, no session, no query string."""

    is_preview = False

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self.method = "GET"
        self.path = request.path
        self.path_info = request.path_info
        self.META = {"HTTP_HOST": request.get_host(), "QUERY_STRING": ""}
        self.COOKIES = {"theme": theme_of(request)}
        self.origin = request.scheme
        self.user = Somebody() if request.user.is_authenticated else Nobody()

    @property
    def scheme(self) -> str:
        return self.origin
