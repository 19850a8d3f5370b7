"""What the references of a folder lead to on this site."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Protocol

from wagtail.models import Locale, Page

from courses.models import CoursePage, LessonPage
from quizzes.models import QuizPage

from . import identity
from .outgoing import site_root
from .references import COURSE, LOCAL, MEDIA, PAGE, TERM, is_page
from .source import Html, MediaName

LINK = re.compile(r'<a href="(?P<address>[^"]*)">(?P<text>.*?)</a>', re.DOTALL)


class Targets(Protocol):
    """Puts into values what only the site knows."""

    def html(self, html: str) -> str: ...

    def media(self, name: str) -> int | None: ...

    def courses(self, ids: Sequence[str]) -> list[CoursePage]: ...

    def activity(self, address: str) -> Page | None: ...


class Nowhere:
    """For pages that are just being made: what they point at may not be there yet."""

    def html(self, html: str) -> str:
        return html

    def media(self, name: str) -> int | None:
        return None

    def courses(self, ids: Sequence[str]) -> list[CoursePage]:
        return []

    def activity(self, address: str) -> Page | None:
        return None


@dataclass
class Here:
    """The pages of one import, and the site around them.

    `lessons` are by id, `quizzes` by id and by that of their lesson; a file's `media` is made when first asked for.
    """

    course: CoursePage
    media: Callable[[str], int | None]
    lessons: dict[str, Page] = field(default_factory=dict)
    quizzes: dict[str, Page] = field(default_factory=dict)

    def html(self, html: str) -> str:
        """Links to pages, documents and terms as the editor stores them; a link that leads nowhere is its text."""
        return LINK.sub(self.link, html)

    def courses(self, ids: Sequence[str]) -> list[CoursePage]:
        """Those of the prerequisites that are here."""
        found = [find_course(id, self.course.locale) for id in ids]
        return [course for course in found if course and course != self.course]

    def activity(self, address: str) -> Page | None:
        """A lesson or quiz of this course, as a row of another page names it."""
        found = self.page(address)
        return Page.objects.get(pk=found.pk) if found else None

    def link(self, match: re.Match[str]) -> str:
        address = unescape(match["address"])
        if media := MEDIA.match(address):
            return f'<a linktype="document" id="{self.media(media["name"])}">{match["text"]}</a>'
        if term := TERM.match(address):
            return f'<a linktype="term" id="{term["slug"]}">{match["text"]}</a>'
        if not is_page(address):
            return match[0]
        page = self.page(address)
        return f'<a linktype="page" id="{page.pk}">{match["text"]}</a>' if page else match["text"]

    def page(self, address: str) -> Page | None:
        """The page of a reference; None where this site has none."""
        if match := LOCAL.match(address):
            return self.local(match["kind"], match["id"])
        if match := COURSE.match(address):
            course = find_course(match["course"], self.course.locale)
            return find_lesson(course, match["lesson"]) if course and match["lesson"] else course
        if match := PAGE.match(address):
            return self.site_page(match["path"])
        return None

    def local(self, kind: str, id: str) -> Page | None:
        if kind == "lesson":
            return self.lessons.get(id) or find_lesson(self.course, id)
        return self.quizzes.get(id) or find_quiz(self.course, id)

    def site_page(self, path: str) -> Page | None:
        root = site_root(self.course)
        return Page.objects.filter(url_path=f"{root.url_path}{path[1:]}").first() if root else None


@dataclass
class HereInWords(Here):
    """A link of a translation leads to the page in its language, where there is one."""

    locale: Locale | None = None

    @classmethod
    def of(cls, here: Here, locale: Locale) -> "HereInWords":
        return cls(here.course, here.media, here.lessons, here.quizzes, locale)

    def page(self, address: str) -> Page | None:
        found = super().page(address)
        return found and (found.get_translation_or_none(self.locale) or found)


def find_course(id: str, locale: Locale) -> CoursePage | None:
    """The course a folder of this id is about, if it is here."""
    by_id = CoursePage.objects.filter(starter_id=id).first()
    return by_id or CoursePage.objects.filter(translation_key=identity.course_key(id), locale=locale).first()


def find_lesson(course: CoursePage, id: str) -> LessonPage | None:
    """The lesson of this id in this course, and in no other."""
    lessons = LessonPage.objects.child_of(course)
    key = identity.lesson_key(course.starter_id or str(course.translation_key), id)
    return lessons.filter(starter_id=id).first() or lessons.filter(translation_key=key).first()


def find_quiz(course: CoursePage, id: str) -> QuizPage | None:
    """A quiz by its own id, or the first one of the lesson of this id."""
    quizzes = QuizPage.objects.descendant_of(course)
    if key := identity.as_uuid(id):
        found = quizzes.filter(translation_key=key).first()
        if found:
            return found
    if lesson := find_lesson(course, id):
        return QuizPage.objects.child_of(lesson).first()
    key = identity.quiz_key(course.starter_id or str(course.translation_key), "", id)
    return quizzes.filter(translation_key=key).first()


def put(value: Any, targets: Targets) -> Any:
    """A block's value with its references put."""
    if isinstance(value, Html):
        return targets.html(value)
    if isinstance(value, MediaName):
        return targets.media(value.name)
    if isinstance(value, dict):
        return {key: put(item, targets) for key, item in value.items()}
    return [put(item, targets) for item in value] if isinstance(value, list) else value
