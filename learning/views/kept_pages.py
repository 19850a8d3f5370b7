"""Lessons and courses from sheets: each is drawn once for everybody, kept, and filled in for each visitor.

A sheet's key holds the stamps of its page and course, which every change that shows renews (see `lesson_bodies`), what
the academy is called, and all that a request changes in it besides the visitor's facts: address, language, theme,
whether somebody is signed in. Access was decided before: this stands where Wagtail would call the page's own `serve`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from courses.outline import Outline, course_outline
from home.academy import academy_digest
from learning.learners import learner_of
from learning.packing import Printed, as_it_is, gzipped
from learning.sheets import BLANK, Sheet, fill_in, mark, read_sheet
from learning.shelf import Shelf
from learning.views.site import THEMES
from learning.views.visitors import VISITORS, visitor

Serve = Callable[[Page, HttpRequest, list, dict], HttpResponse]


@dataclass(frozen=True, slots=True)
class Kept:
    sheet: Sheet
    # Of a lesson, itself alone. Nothing for a draft: nobody has facts about it.
    outline: Outline | None


SHEETS: Shelf[Kept] = Shelf(most=200)


def serve_kept(serve: Serve) -> Serve:
    """Wagtail's hook `on_serve_page`."""

    def inner(page: Page, request: HttpRequest, args: list, kwargs: dict) -> HttpResponse:
        facts_of = VISITORS.get(type(page))
        if facts_of is None:
            return serve(page, request, args, kwargs)
        kept = kept_page(page, request)
        facts = facts_of(page, kept.outline, learner_of(request)) if kept.outline else {}
        return respond(request, fill_in(kept.sheet, {**facts, **visitor(request)}))

    return inner


def respond(request: HttpRequest, parts: list[Printed | bytes]) -> HttpResponse:
    """Packed if the browser takes it; `GZipMiddleware` leaves alone what is packed already."""
    packs = takes_gzip(request)
    response = HttpResponse(gzipped(parts) if packs else as_it_is(parts))
    patch_vary_headers(response, ["Accept-Encoding"])
    if packs:
        response["Content-Encoding"] = "gzip"
    return response


def takes_gzip(request: HttpRequest) -> bool:
    return bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))


# --- drawing ------------------------------------------------------------------------------------


def kept_page(page: Page, request: HttpRequest) -> Kept:
    """No query when kept."""
    key = (*what_shows(page), *how_it_shows(request))
    return SHEETS.get(key, lambda: Kept(read_sheet(draw(page, request)), outline_of(page)))


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
