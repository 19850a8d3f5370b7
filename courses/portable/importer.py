"""A `CourseSource` to pages, in one transaction.

Pages are found again by the ids of the folder, so titles, slugs and places in the tree may change on either side. Only
what changed in the folder since the last import is written: what trainers changed meanwhile stays, unless the same
file changed too. Nothing is ever deleted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from courses.collection import course_collection
from courses.models import CourseIndexPage, CoursePage, LessonPage
from quizzes.models import QuizPage
from quizzes.publishing import checked_later

from . import identity
from .changes import ByContent, changed_lines, files_of, text_of
from .outgoing import current
from .pages import fill_course, fill_lesson, fill_quiz, sentences, validate
from .places import Place, arrange, catalogue, find_place
from .proving import faults_of
from .references import is_page
from .reports import Imported, Report
from .shelf import Shelf
from .source import CourseSource, LessonSource, PageSource, PortableError, Problem, QuizSource
from .targets import Here, Nowhere, Targets, find_course
from .terms import GLOSSARY_FILE, plant_used
from .translated_pages import Translating

AnyPage = TypeVar("AnyPage", bound=Page)


def import_course(
    *,
    source: CourseSource,
    parent: CourseIndexPage | None = None,
    user: Any = None,
    force: bool = False,
    dry_run: bool = False,
    publish_new: bool = True,
    add_terms: bool = True,
    and_then: Callable[[CoursePage], None] | None = None,
) -> Report:
    """Create or update a course. `force` also writes over pages whose file did not change; without `publish_new`
    new pages stay drafts; without `add_terms` a term the academy lacks is a fault, also where the folder has it;
    `and_then` is called with the course in the same transaction.

    Raises PortableError, with nothing written or stored, where the pages could not be published.
    """
    locale = Locale.objects.get_or_create(language_code=source.language)[0]
    course = find_course(source.id, locale)
    shelf = Shelf(source, files_of(course) if course else {}, user)
    work = _Import(source, locale, course, parent, shelf, user, force, publish_new, add_terms)
    try:
        if not dry_run:
            shelf.store()
        with transaction.atomic(), checked_later():
            report = work.run()
            if and_then and not work.problems:
                and_then(work.course)
            if work.problems:
                raise PortableError(work.problems)
            transaction.set_rollback(dry_run)
    except BaseException:
        shelf.discard()
        raise
    return report


@dataclass
class _Import:
    """One run. `known` are the digests of the last one; `left_out` the files whose links this site lacks."""

    source: CourseSource
    locale: Locale
    course: CoursePage | None
    parent: CourseIndexPage | None
    shelf: Shelf
    user: Any
    force: bool
    publish_new: bool
    add_terms: bool
    known: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    items: list[Imported] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def run(self) -> Report:
        self.known = dict(self.course.starter_digests) if self.course else {}
        self.bring_terms()
        self.place_all()
        if self.problems:
            return Report(0, ())
        here = self.here()
        left_out = set(self.check_references(here))
        for place in self.places.values():
            self.write(place, here)
        if self.problems:
            return Report(0, ())
        self.finish(left_out)
        self.translate(here)
        self.prove()
        return Report(self.course.pk, tuple(self.items), tuple(sorted(set(self.notices))))

    def bring_terms(self) -> None:
        """Before the pages, which look for the terms they name when they are saved."""
        planted, problems = plant_used(self.source, may_add=self.add_terms)
        self.problems += problems
        for term in planted:
            log(term, "wagtail.create", user=self.user)
        if planted:
            words = ", ".join(sorted(term.word for term in planted))
            self.items.append(Imported(GLOSSARY_FILE, _("New terms: %s") % words, "created"))

    # --- first every page gets its place, so that links can lead anywhere -----------------------

    def place_all(self) -> None:
        source = self.source
        is_changed = self.is_changed(source)
        if self.course is None:
            self.course = self.add_course()
            if self.course is None:
                return
        else:
            self.places[source.file] = Place(source, self.course, fill_course, is_changed=is_changed)
        for quiz in source.quizzes:
            self.place(quiz, QuizPage, self.course, quiz.key, fill_quiz, is_changed=is_changed)
        for lesson in source.lessons:
            self.place_lesson(lesson)

    def add_course(self) -> CoursePage | None:
        source, key = self.source, identity.course_key(self.source.id)
        parent = self.parent or catalogue(self.locale)
        if parent is None:
            self.problems.append(Problem(source.file, 0, _("There is no catalogue page to put the course under.")))
            return None
        course = CoursePage(translation_key=key, locale=self.locale, slug=source.slug)
        place = Place(source, course, fill_course, is_changed=True, is_new=True)
        self.places[source.file] = place
        return course if self.add(place, parent) else None

    def place_lesson(self, lesson: LessonSource) -> None:
        is_changed = self.is_changed(lesson)
        key = identity.lesson_key(self.source.id, lesson.id)
        place = self.place(lesson, LessonPage, self.course, key, fill_lesson, id=lesson.id, is_changed=is_changed)
        if place is None or place.page is None:
            return
        for quiz in lesson.quizzes:
            self.place(
                quiz, QuizPage, place.page, quiz.key, fill_quiz, id="", is_changed=is_changed, is_own=not quiz.id
            )

    def place(
        self,
        source: LessonSource | QuizSource,
        model: type[AnyPage],
        parent: Page,
        key: UUID,
        fill: Callable[[Any, Any, Targets], None],
        *,
        is_changed: bool,
        id: str = "",
        is_own: bool = False,
    ) -> Place | None:
        page, stranger = find_place(self.course, model, parent, key, id=id, is_own=is_own)
        if stranger:
            message = _("“%s” stands in another course and was left alone.") % stranger.title
            self.notices.append(Problem(source.file, 0, message))
            return None
        place = Place(source, page, fill, is_changed=is_changed)
        if page is None and is_changed:
            place = Place(source, model(translation_key=key, locale=self.locale, slug=source.slug), fill, True, True)
            if not self.add(place, parent):
                return None
        self.places[source.file] = place
        return place

    def add(self, place: Place, parent: Page) -> bool:
        """As a draft, last below its parent, as far as it can be filled before everything has its place."""
        page = place.page
        try:
            place.fill(page, place.source, Nowhere())
            page.live, page.owner = False, self.user
            page.slug = find_available_slug(parent, page.slug)
            type(parent).objects.get(pk=parent.pk).add_child(instance=page)
        except ValidationError as error:
            self.refuse(place.source, error)
            return False
        return True

    def is_changed(self, source: CourseSource | LessonSource) -> bool:
        return self.force or self.known.get(source.file) != source.digest

    # --- then what they point at ----------------------------------------------------------------

    def here(self) -> Here:
        here = Here(self.course, lambda name: self.shelf.id_of(name, lambda: course_collection(self.course)))
        for lesson in self.source.lessons:
            here.lessons |= self.page_as(lesson.file, lesson.id)
            here.quizzes |= self.page_as(lesson.quizzes[0].file, lesson.id) if lesson.quizzes else {}
        for quiz in [*self.source.quizzes, *(quiz for lesson in self.source.lessons for quiz in lesson.quizzes)]:
            here.quizzes |= self.page_as(quiz.file, quiz.id) if quiz.id else {}
        return here

    def page_as(self, file: str, id: str) -> dict[str, Page]:
        place = self.places.get(file)
        return {id: place.page} if place and place.page else {}

    def check_references(self, here: Here) -> Iterator[str]:
        """The files with a link or prerequisite that is not on this site: they are to be read again another time."""
        for file, reference in self.source.all_references:
            if reference.kind != "link" or not is_page(reference.target) or here.page(reference.target):
                continue
            if reference.target.startswith(("lesson:", "quiz:")):
                message = _("There is no “%s” in this course.") % reference.target
                self.problems.append(Problem(file, reference.line, message))
                continue
            message = _("“%s” is not on this site: the link was left out, its text stays.") % reference.target
            self.notices.append(Problem(file, reference.line, message))
            yield file
        for id in (*self.source.prerequisites, *self.source.required_courses):
            if not find_course(id, self.locale):
                message = _("The prerequisite “%s” is not on this site and was left out.") % id
                self.notices.append(Problem(self.source.file, 0, message))
                yield self.source.file

    # --- then what they say ---------------------------------------------------------------------

    def write(self, place: Place, here: Here) -> None:
        source = place.source
        if not place.is_changed or place.page is None:
            if not isinstance(source, QuizSource):
                self.items.append(Imported(source.file, source.title, "unchanged"))
            return
        # Read anew: the tree below it has grown.
        page = type(place.page).objects.get(pk=place.page.pk)
        page = page if place.is_new else current(page)
        before = "" if place.is_new else text_of(page, ByContent(self.course))
        try:
            place.fill(page, source, here)
            validate(page)
            changes = changed_lines(before, text_of(page, ByContent(self.course)))
            if changes:
                self.tell_of_draft(page, source)
                self.publish(page, place)
        except ValidationError as error:
            self.refuse(source, error)
            return
        state = "created" if place.is_new else "updated" if changes else "unchanged"
        self.items.append(Imported(source.file, source.title, state, () if place.is_new else changes))

    def tell_of_draft(self, page: Page, source: PageSource) -> None:
        if page.live and page.has_unpublished_changes:
            message = _("“%s” has changes that are not published: they stay in its history.") % page.title
            self.notices.append(Problem(source.file, 0, message))

    def publish(self, page: Page, place: Place) -> None:
        """By a revision, so that editors can compare it and go back. What somebody took offline gets a draft."""
        goes_live = (self.publish_new and not place.source.is_draft) if place.is_new else page.live
        revision = page.save_revision(user=self.user)
        if goes_live:
            revision.publish(user=self.user, skip_permission_checks=True)  # whoever calls an import has asked

    def refuse(self, source: PageSource, error: ValidationError) -> None:
        self.problems += [Problem(source.file, 0, sentence) for sentence in sentences(error)]

    def finish(self, left_out: set[str]) -> None:
        digests = {item.file: item.digest for item in (self.source, *self.source.lessons) if item.file not in left_out}
        if set(digests) != set(self.known):
            arrange(self.course, [self.places[file].page for file in self.source.order if file in self.places])
        if digests != self.known:
            CoursePage.objects.filter(pk=self.course.pk).update(starter_digests=digests)
        if any(item.state != "unchanged" for item in self.items):
            log(self.course, "courses.import", user=self.user)

    def prove(self) -> None:
        for is_ours, problem in faults_of(self.course, self.places, self.source.file):
            (self.problems if is_ours else self.notices).append(problem)

    def translate(self, here: Here) -> None:
        places = [self.places[lesson.file] for lesson in self.source.lessons if lesson.file in self.places]
        pages = {each.source.file: LessonPage.objects.get(pk=each.page.pk) for each in places if each.page}
        course = CoursePage.objects.get(pk=self.course.pk)
        for translation in self.source.translations:
            Translating(self, course, pages, translation, here).run()
