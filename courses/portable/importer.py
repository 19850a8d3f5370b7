"""A `CourseSource` to published pages, in one transaction.

Pages are found again by the ids of the folder, so titles, slugs and places in the tree may change on either side. Only
what changed in the folder since the last import is written: what trainers changed meanwhile stays, unless the same
file changed too. Nothing is ever deleted.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from courses.models import CourseIndexPage, CoursePage, LessonPage
from quizzes.models import QuizPage

from . import identity
from .pages import fill_course, fill_lesson, fill_quiz, sentences
from .source import CourseSource, LessonSource, PortableError, Problem, QuizSource
from .terms import plant_used
from .translated_pages import Translating

State = Literal["created", "updated", "unchanged"]
AnyPage = TypeVar("AnyPage", bound=Page)
QUIZ_SLUG = "test"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    file: str
    title: str
    state: State


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `course_id` names a page that is not there after a dry run that created it."""

    course_id: int
    items: tuple[Imported, ...]

    def count(self, state: State) -> int:
        return sum(item.state == state for item in self.items)


@transaction.atomic
def import_course(
    *, source: CourseSource, parent: CourseIndexPage | None = None, force: bool = False, dry_run: bool = False
) -> Report:
    """Create or update a course. `force` also writes over pages whose file did not change.

    Raises PortableError, with nothing written, where the pages could not be published.
    """
    work = _Import(source, parent, force)
    report = work.run()
    if work.problems:
        raise PortableError(work.problems)
    if dry_run:
        transaction.set_rollback(True)
    return report


@dataclass
class _Import:
    """One run. `known` are the digests of the last one."""

    source: CourseSource
    parent: CourseIndexPage | None
    force: bool
    known: dict[str, str] = field(default_factory=dict)
    items: list[Imported] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def run(self) -> Report:
        self.problems += plant_used(self.source)
        course = self.course()
        lessons = [self.lesson(course, lesson) for lesson in self.source.lessons] if course else []
        if self.problems:
            return Report(0, ())
        digests = {item.file: item.digest for item in (self.source, *self.source.lessons)}
        if set(digests) != set(self.known):
            arrange(course, [lesson for lesson in lessons if lesson])
        if digests != self.known:
            CoursePage.objects.filter(pk=course.pk).update(starter_digests=digests)
        self.translate(course, lessons)
        return Report(course.pk, tuple(self.items))

    def translate(self, course: CoursePage, lessons: list[LessonPage | None]) -> None:
        files = [lesson.file for lesson in self.source.lessons]
        pages = {file: page for file, page in zip(files, lessons, strict=True) if page}
        for translation in self.source.translations:
            Translating(self, course, pages, translation).run()

    def course(self) -> CoursePage | None:
        source, key = self.source, identity.course_key(self.source.id)
        locale = Locale.objects.get_or_create(language_code=source.language)[0]
        page = CoursePage.objects.filter(starter_id=source.id).first() or in_locale(CoursePage, key, locale)
        if page:
            self.known = page.starter_digests
            return self.write(page, source, fill_course) if self.is_changed(source) else self.keep(page, source)
        parent = self.parent or catalogue(locale)
        if parent is None:
            self.problems.append(Problem(source.file, 0, _("There is no catalogue page to put the course under.")))
            return None
        page = CoursePage(translation_key=key, locale=locale, slug=source.id.lower())
        return self.write(page, source, fill_course, parent=parent)

    def lesson(self, course: CoursePage, source: LessonSource) -> LessonPage | None:
        """The lesson's page; None where it was refused, or deleted by somebody since the last import."""
        key = identity.lesson_key(self.source.id, source.id)
        of_course = LessonPage.objects.child_of(course)
        page = of_course.filter(starter_id=source.id).first() or in_locale(LessonPage, key, course.locale)
        if not self.is_changed(source):
            return self.keep(page, source)
        if page:
            page = self.write(page, source, fill_lesson)
        else:
            page = LessonPage(translation_key=key, locale=course.locale, slug=source.slug)
            page = self.write(page, source, fill_lesson, parent=course)
        if page and source.quiz:
            self.quiz(page, source.quiz, identity.quiz_key(self.source.id, source.id))
        return page

    def quiz(self, lesson: LessonPage, source: QuizSource, key: UUID) -> None:
        page = QuizPage.objects.child_of(lesson).first() or in_locale(QuizPage, key, lesson.locale)
        if page:
            self.write(page, source, fill_quiz)
        else:
            page = QuizPage(translation_key=key, locale=lesson.locale, slug=QUIZ_SLUG)
            self.write(page, source, fill_quiz, parent=lesson)

    def put_in_order(self, course: CoursePage, lessons: list[LessonPage]) -> None:
        arrange(course, lessons)

    def is_changed(self, source: CourseSource | LessonSource) -> bool:
        return self.force or self.known.get(source.file) != source.digest

    def keep(self, page: AnyPage | None, source: CourseSource | LessonSource) -> AnyPage | None:
        self.items.append(Imported(source.file, source.title, "unchanged"))
        return page

    def write(
        self, page: AnyPage, source: Any, fill: Callable[[AnyPage, Any], None], parent: Page | None = None
    ) -> AnyPage | None:
        """The page as it now stands, a new one below `parent`; None, with its problems noted, where it was refused."""
        try:
            fill(page, source)
            if parent:
                add(page, parent)
            publish(page, is_new=parent is not None)
        except ValidationError as error:
            self.problems += [Problem(source.file, 0, sentence) for sentence in sentences(error)]
            return None
        self.items.append(Imported(source.file, source.title, "created" if parent else "updated"))
        return type(page).objects.get(pk=page.pk)


def in_locale(model: type[AnyPage], key: UUID, locale: Locale) -> AnyPage | None:
    return model.objects.filter(translation_key=key, locale=locale).first()


def catalogue(locale: Locale) -> CourseIndexPage | None:
    """Where a new course goes unless told otherwise."""
    return CourseIndexPage.objects.filter(locale=locale).first() or CourseIndexPage.objects.first()


def add(page: Page, parent: Page) -> None:
    """As a draft, last below its parent. The parent is read anew: the tree changes with every page."""
    page.live = False
    page.slug = find_available_slug(parent, page.slug)
    type(parent).objects.get(pk=parent.pk).add_child(instance=page)


def publish(page: Page, *, is_new: bool) -> None:
    """By a revision, so that editors can compare it and go back. What somebody took offline gets a draft."""
    goes_live = is_new or page.live
    revision = page.save_revision()
    if goes_live:
        revision.publish()


def arrange(course: CoursePage, lessons: list[LessonPage]) -> None:
    """Put the lessons that stand in the course in the order given, leaving what stands between them."""
    last: Page | None = None
    for lesson in lessons:
        page = Page.objects.get(pk=lesson.pk)
        if not page.is_child_of(course):
            continue
        if last and page.path < last.path:
            page.move(Page.objects.get(pk=last.pk), pos="right")
        last = Page.objects.get(pk=lesson.pk)
