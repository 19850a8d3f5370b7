"""A lesson or quiz that is not open yet: what it is about, why it is locked, what opens it, and where to go on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from learning.access import locks_on, may_open
from learning.learners import learner_of
from learning.lock_words import words_of
from learning.selectors.locks import Locks, course_around
from learning.selectors.places import open_place
from learning.selectors.quiz_pages import crumbs
from quizzes.models import QuizPage

Serve = Callable[[Page, HttpRequest, list, dict], HttpResponse]


def serve_open(serve: Serve) -> Serve:
    """Wagtail's hook `on_serve_page`. What is locked now goes with the page, for its links to what follows."""

    def inner(page: Page, request: HttpRequest, args: list, kwargs: dict) -> HttpResponse:
        if isinstance(page, LessonPage | QuizPage):
            page.locks = locks_on(request, page)
            if not may_open(request, page, page.locks):
                return locked_page(request, page, page.locks)
        return serve(page, request, args, kwargs)

    return inner


def way_to(page: Page, course: CoursePage) -> dict[str, object]:
    if isinstance(page, QuizPage):
        return {"crumbs": crumbs(page, course), "here": _("Quiz"), "is_quiz": True}
    *above, (here, _url) = crumbs(page, course)
    return {"crumbs": above, "here": here, "is_quiz": False}


def locked_page(request: HttpRequest, page: Page, locks: Locks) -> HttpResponse:
    """Drawn for this visitor alone, and kept by nobody: what opens it may be done a minute later."""
    course = course_around(page)
    context = {
        "page": page,
        **way_to(page, course),
        "reasons": [words_of(reason) for reason in locks[str(page.translation_key)].reasons],
        "place": open_place(course, learner_of(request), locks),
    }
    response = render(request, "learning/locked.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response
