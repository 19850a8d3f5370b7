"""Where the pages of a folder stand in the tree: found again by their ids, and put in the folder's order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from wagtail.models import Locale, Page

from courses.models import CourseIndexPage, CoursePage, LessonPage
from quizzes.models import QuizPage

from .source import PageSource
from .targets import Targets

AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass(frozen=True, slots=True)
class Place:
    """A source and its page; no page where somebody deleted it since the last import."""

    source: PageSource
    page: Page | None
    fill: Callable[[Any, Any, Targets], None]
    is_changed: bool
    is_new: bool = False


def find_place(
    course: CoursePage, model: type[AnyPage], parent: Page, key: UUID, *, id: str = "", is_own: bool = False
) -> tuple[AnyPage | None, Page | None]:
    """(the page in this course, a page of that key that stands elsewhere).

    What stands in another course belongs to others: a folder must not reach it by naming its key. A quiz that is the
    lesson's own is found also when it was made in the editor.
    """
    within = model.objects.descendant_of(course)
    if id and (page := within.filter(starter_id=id).first()):
        return page, None
    if page := within.filter(translation_key=key).first():
        return page, None
    if is_own and (page := model.objects.child_of(parent).first()):
        return page, None
    translations = CoursePage.objects.filter(translation_key=course.translation_key)
    strangers = model.objects.filter(translation_key=key)
    for translation in translations:
        strangers = strangers.not_descendant_of(translation)
    return None, strangers.first()


def arrange(course: CoursePage, pages: Sequence[LessonPage | QuizPage | None]) -> None:
    """Put the pages that stand in the course in the order given, leaving what stands between them."""
    last: Page | None = None
    for each in pages:
        page = Page.objects.filter(pk=each.pk).first() if each else None
        if page is None or not page.is_child_of(course):
            continue
        if last and page.path < last.path:
            page.move(Page.objects.get(pk=last.pk), pos="right")
        last = Page.objects.get(pk=each.pk)


def catalogue(locale: Locale) -> CourseIndexPage | None:
    """Where a new course goes unless told otherwise."""
    return CourseIndexPage.objects.filter(locale=locale).first() or CourseIndexPage.objects.first()
