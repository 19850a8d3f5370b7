"""What an import would change in a page, as lines of the file that an export would write of it."""

import difflib
from collections.abc import Sequence
from functools import singledispatch

from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from quizzes.models import QuizPage

from . import page_text
from .outgoing import MediaFile, MediaKey, Outgoing, current

MOST_LINES = 400


class ByContent(Outgoing):
    """Names files by what is in them, so that a picture that was exchanged shows, under whatever name."""

    def name_for(self, key: MediaKey, ending: str) -> str:
        return f"{key[1]}.{ending}"


@singledispatch
def text_of(page: Page, outgoing: Outgoing) -> str:
    raise TypeError(type(page))


@text_of.register
def _(page: CoursePage, outgoing: Outgoing) -> str:
    return page_text.text_of(page_text.course_settings(page, outgoing), page_text.course_body(page, outgoing))


@text_of.register
def _(page: LessonPage, outgoing: Outgoing) -> str:
    return page_text.text_of(page_text.lesson_settings(page, outgoing, ""), page_text.lesson_body(page, outgoing))


@text_of.register
def _(page: QuizPage, outgoing: Outgoing) -> str:
    settings = page_text.quiz_settings(page, outgoing, "")
    return page_text.text_of(settings, page_text.gift_of(page, outgoing))


def changed_lines(before: str, after: str) -> tuple[str, ...]:
    """The lines that go (`-`), come (`+`) and stand around them; none where the texts are the same."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[2:]
    return tuple("…" if line.startswith("@@") else line for line in lines[:MOST_LINES])


def counts(lines: Sequence[str]) -> tuple[int, int]:
    """How many come, how many go."""
    return sum(line.startswith("+") for line in lines), sum(line.startswith("-") for line in lines)


def files_of(course: CoursePage) -> dict[MediaKey, MediaFile]:
    """The pictures and documents the course uses now."""
    outgoing = ByContent(course)
    for page in (course, *course.get_descendants().specific(defer=False)):
        text_of(current(page), outgoing)
    return outgoing.files
