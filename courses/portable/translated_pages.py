"""The translations of a course folder as pages: the original's keys and block ids, other words.

Called by the importer when the original's pages stand, in the same transaction and by the same rules: only what changed
in the folder is written, what was deleted or taken offline stays so, nothing is ever deleted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from courses.models import CourseOutcome, CoursePage, LearningOutcome, LegalActTitle, LessonPage
from quizzes.models import QuizPage
from quizzes.translations import OriginalMixin

from .changes import ByContent, changed_lines, text_of
from .original_ids import body_in_words, same_parts, with_ids_of
from .outgoing import current
from .pages import fill_page, validate, with_targets
from .places import arrange
from .questions import draws, own_words
from .references import is_page
from .reports import Imported
from .source import PageSource, Problem
from .targets import Here, HereInWords, Targets
from .translations import CourseTranslation, TranslatedLesson, TranslatedQuiz

if TYPE_CHECKING:
    from .importer import _Import

AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass
class Translating:
    """One language of one import. `lessons` are the original's pages by their files."""

    work: "_Import"
    course: CoursePage
    lessons: Mapping[str, LessonPage]
    translation: CourseTranslation
    here: Here
    known: dict[str, str] = field(default_factory=dict)
    locale: Locale = field(init=False)
    targets: Targets = field(init=False)

    def run(self) -> None:
        self.locale = Locale.objects.get_or_create(language_code=self.translation.language)[0]
        self.targets = HereInWords.of(self.here, self.locale)
        page = self.course_page()
        if page is None:
            return
        lessons = [self.lesson(page, lesson) for lesson in self.translation.lessons if lesson.original in self.lessons]
        if self.work.problems:
            return
        self.link_again(page)
        digests = {item.file: item.digest for item in (self.translation, *self.translation.lessons)}
        if set(digests) != set(self.known):
            arrange(page, [lesson for lesson in lessons if lesson])
        if digests != self.known:
            CoursePage.objects.filter(pk=page.pk).update(starter_digests=digests)

    def course_page(self) -> CoursePage | None:
        page = self.course.get_translation_or_none(self.locale)
        if page:
            self.known = page.starter_digests
        return self.put(CoursePage, self.course, self.translation, fill_course, page)

    def lesson(self, course: CoursePage, source: TranslatedLesson) -> LessonPage | None:
        original = self.lessons[source.original]
        page = original.get_translation_or_none(self.locale)
        if not self.is_changed(source):
            return self.keep(page, source)
        if not same_parts(original.body.raw_data, source.sections):
            self.refuse(source.file)
            return None
        page = self.put(LessonPage, original, source, fill_lesson, page, parent=course)
        if page and source.quiz:
            self.quiz(page, original, source.quiz)
        return page

    def quiz(self, lesson: LessonPage, original_lesson: LessonPage, source: TranslatedQuiz) -> None:
        original = QuizPage.objects.child_of(original_lesson).first()
        if original is None:
            return
        if draws(original) or not same_parts(original.questions.raw_data, source.questions):
            self.refuse(source.file)
            return
        page = original.get_translation_or_none(self.locale)
        self.put(QuizPage, original, source, fill_quiz, page, parent=lesson, is_changed=True)

    def put(
        self,
        model: type[Page],
        original: Page,
        source: Any,
        fill: Any,
        page: Page | None,
        *,
        parent: Page | None = None,
        is_changed: bool = False,
    ) -> Any:
        """Write the page, a new one below `parent`. What is offline in the original is not translated anew."""
        if (page is None and not original.live) or (page and not is_changed and not self.is_changed(source)):
            return self.keep(page, source)
        fill = partial(fill, original=original, targets=self.targets)
        if page:
            return self.write(current(page), source, fill)
        page = model(translation_key=original.translation_key, locale=self.locale, slug=source.slug)
        return self.write(page, source, fill, parent=parent or translated(original.get_parent(), self.locale))

    def keep(self, page: AnyPage | None, source: Any) -> AnyPage | None:
        self.work.items.append(Imported(source.file, source.title, "unchanged"))
        return page

    def write(self, page: AnyPage, source: Any, fill: Any, parent: Page | None = None) -> AnyPage | None:
        """The page as it now stands, a new one below `parent`; None, with its problems noted, where it was refused."""
        before = "" if parent else text_of(page, ByContent(self.course))
        try:
            fill(page, source)
            validate(page)
            changes = () if parent else changed_lines(before, text_of(page, ByContent(self.course)))
            if parent:
                add(page, parent)
            if parent or changes:
                goes_live = not source.is_draft if parent else page.live
                publish(page, user=self.work.user, goes_live=goes_live and (self.work.publish_new or not parent))
        except ValidationError as error:
            self.work.refuse(source, error)
            return None
        state = "created" if parent else "updated" if changes else "unchanged"
        self.work.items.append(Imported(source.file, source.title, state, changes))
        return type(page).objects.get(pk=page.pk)

    def link_again(self, course: CoursePage) -> None:
        """Links to pages of this language that were not there yet when the page with the link was written."""
        for source in self.translation.lessons:
            original = self.lessons.get(source.original)
            page = original.get_translation_or_none(self.locale) if original else None
            if page and self.is_changed(source) and any(is_page(one.target) for one in source.references):
                before = page.body.get_prep_value()
                fill_lesson(page, source, original=original, targets=self.targets)
                if page.body.get_prep_value() != before:
                    publish(page, user=self.work.user, goes_live=page.live)

    def is_changed(self, source: CourseTranslation | TranslatedLesson) -> bool:
        return self.work.force or self.known.get(source.file) != source.digest

    def refuse(self, file: str) -> None:
        message = _(
            "The original was changed in the editor: its parts are no longer those of the folder. Import with --force, "
            "or bring the folder up to date."
        )
        self.work.problems.append(Problem(file, 0, message))


def add(page: Page, parent: Page) -> None:
    """As a draft, last below its parent. The parent is read anew: the tree changes with every page."""
    page.live = False
    page.slug = find_available_slug(parent, page.slug)
    type(parent).objects.get(pk=parent.pk).add_child(instance=page)


def publish(page: Page, *, user: Any, goes_live: bool) -> None:
    revision = page.save_revision(user=user)
    if goes_live:
        revision.publish(user=user, skip_permission_checks=True)  # whoever calls an import has asked


def translated(page: Page, locale: Locale) -> Page:
    """The page in this language; where there is none, a draft of it, and of what is above it, to hang others under."""
    if page.is_root():
        return page
    if found := page.get_translation_or_none(locale):
        return found
    translated(page.get_parent(), locale)
    return page.specific.copy_for_translation(locale)


# --- words into pages ---------------------------------------------------------------------------


def fill_course(page: CoursePage, source: CourseTranslation, original: CoursePage, targets: Targets) -> None:
    take_words(page, source, original)
    page.summary = source.summary
    page.introduction = targets.html(source.introduction)
    page.outcomes = [CourseOutcome(text=text, sort_order=place) for place, text in enumerate(source.outcomes)]


def fill_lesson(page: LessonPage, source: TranslatedLesson, original: LessonPage, targets: Targets) -> None:
    take_words(page, source, original)
    page.goal = source.goal
    page.outcomes = [LearningOutcome(text=text, sort_order=place) for place, text in enumerate(source.outcomes)]
    sections = [with_targets(section, targets) for section in source.sections]
    page.body = body_in_words(sections, original.body.raw_data)
    name_acts(source, original, page.locale.language_code)


def fill_quiz(page: QuizPage, source: TranslatedQuiz, original: QuizPage, targets: Targets) -> None:
    take_words(page, source, original)
    page.intro = targets.html(source.intro)
    theirs = own_words(original)
    page.questions = [with_ids_of(ours, raw) for ours, raw in zip(source.questions, theirs, strict=True)]


def take_words(page: Any, source: PageSource, original: OriginalMixin) -> None:
    """What every page has, and the rules of the original."""
    fill_page(page, source)
    for name in page.SHARED:
        setattr(page, name, getattr(original, name))


def name_acts(source: TranslatedLesson, original: LessonPage, language: str) -> None:
    """The acts' names in this language, in the register for all lessons. What staff wrote there stays."""
    for act, cited in zip(source.acts, original.legal_sources.all(), strict=False):
        if act.title:
            LegalActTitle.objects.get_or_create(act=cited.act, language=language, defaults={"title": act.title})
