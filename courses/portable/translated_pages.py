"""The translations of a course folder as pages: the original's keys and block ids, other words.

Called by the importer when the original's pages stand, in the same transaction and by the same rules: only what changed
in the folder is written, what was deleted or taken offline stays so, nothing is ever deleted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from courses.models import CourseOutcome, CoursePage, LearningOutcome, LegalActTitle, LessonPage
from quizzes.models import QuizPage
from quizzes.translations import OriginalMixin

from .exporter import current
from .pages import validate, with_targets
from .places import arrange
from .questions import draws, own_words
from .reports import Imported
from .source import BlockSource, Problem, SectionSource
from .targets import Targets
from .translations import CourseTranslation, TranslatedLesson, TranslatedQuiz

if TYPE_CHECKING:
    from .importer import _Import

QUIZ_SLUG = "test"
AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass
class Translating:
    """One language of one import. `lessons` are the original's pages by their files."""

    work: "_Import"
    course: CoursePage
    lessons: Mapping[str, LessonPage]
    translation: CourseTranslation
    targets: Targets
    known: dict[str, str] = field(default_factory=dict)
    locale: Locale = field(init=False)

    def run(self) -> None:
        self.locale = Locale.objects.get_or_create(language_code=self.translation.language)[0]
        page = self.course_page()
        if page is None:
            return
        lessons = [self.lesson(page, lesson) for lesson in self.translation.lessons if lesson.original in self.lessons]
        if self.work.problems:
            return
        digests = {item.file: item.digest for item in (self.translation, *self.translation.lessons)}
        if set(digests) != set(self.known):
            arrange(page, [lesson for lesson in lessons if lesson])
        if digests != self.known:
            CoursePage.objects.filter(pk=page.pk).update(starter_digests=digests)

    def course_page(self) -> CoursePage | None:
        page = self.course.get_translation_or_none(self.locale)
        if page:
            self.known = page.starter_digests
        return self.put(CoursePage, self.course, self.translation, fill_course, page, self.translation.slug)

    def lesson(self, course: CoursePage, source: TranslatedLesson) -> LessonPage | None:
        original = self.lessons[source.original]
        page = original.get_translation_or_none(self.locale)
        if not self.is_changed(source):
            return self.keep(page, source)
        if not same_parts(original.body.raw_data, source.sections):
            self.refuse(source.file)
            return None
        page = self.put(LessonPage, original, source, fill_lesson, page, source.slug, parent=course)
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
        self.put(QuizPage, original, source, fill_quiz, page, QUIZ_SLUG, parent=lesson, is_changed=True)

    def put(
        self,
        model: type[Page],
        original: Page,
        source: Any,
        fill: Any,
        page: Page | None,
        slug: str,
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
        page = model(translation_key=original.translation_key, locale=self.locale, slug=slug)
        return self.write(page, source, fill, parent=parent or translated(original.get_parent(), self.locale))

    def keep(self, page: AnyPage | None, source: Any) -> AnyPage | None:
        self.work.items.append(Imported(source.file, source.title, "unchanged"))
        return page

    def write(self, page: AnyPage, source: Any, fill: Any, parent: Page | None = None) -> AnyPage | None:
        """The page as it now stands, a new one below `parent`; None, with its problems noted, where it was refused."""
        try:
            fill(page, source)
            validate(page)
            if parent:
                add(page, parent)
            publish(page, user=self.work.user, goes_live=parent is not None or page.live)
        except ValidationError as error:
            self.work.refuse(source, error)
            return None
        self.work.items.append(Imported(source.file, source.title, "created" if parent else "updated"))
        return type(page).objects.get(pk=page.pk)

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
    take_rules(page, original)
    page.title = source.title
    page.summary = source.summary
    page.introduction = targets.html(source.introduction)
    page.outcomes = [CourseOutcome(text=text, sort_order=place) for place, text in enumerate(source.outcomes)]


def fill_lesson(page: LessonPage, source: TranslatedLesson, original: LessonPage, targets: Targets) -> None:
    take_rules(page, original)
    page.title = source.title
    page.goal = source.goal
    page.outcomes = [LearningOutcome(text=text, sort_order=place) for place, text in enumerate(source.outcomes)]
    sections = [with_targets(section, targets) for section in source.sections]
    page.body = body_in_words(sections, original.body.raw_data)
    name_acts(source, original, page.locale.language_code)


def fill_quiz(page: QuizPage, source: TranslatedQuiz, original: QuizPage, targets: Targets) -> None:
    take_rules(page, original)
    page.title = source.title
    theirs = own_words(original)
    page.questions = [with_ids_of(ours, raw) for ours, raw in zip(source.questions, theirs, strict=True)]


def take_rules(page: OriginalMixin, original: OriginalMixin) -> None:
    for name in page.SHARED:
        setattr(page, name, getattr(original, name))


def name_acts(source: TranslatedLesson, original: LessonPage, language: str) -> None:
    """The acts' names in this language, in the register for all lessons. What staff wrote there stays."""
    for act, cited in zip(source.acts, original.legal_sources.all(), strict=False):
        LegalActTitle.objects.get_or_create(act=cited.act, language=language, defaults={"title": act.title})


# --- the original's ids -------------------------------------------------------------------------


def same_parts(original: Sequence[Any], translated: Sequence[Any]) -> bool:
    return len(original) == len(translated)


def body_in_words(sections: Sequence[SectionSource], original: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Raw StreamField data of a lesson's body: its sections are the original's, in order."""
    return [
        {
            "type": "section",
            "id": theirs["id"],
            "value": {
                "title": section.title,
                "content": content_in_words(section.blocks, theirs["value"]["content"], UUID(theirs["id"])),
            },
        }
        for section, theirs in zip(sections, original, strict=True)
    ]


def content_in_words(
    blocks: Sequence[BlockSource], original: Sequence[dict[str, Any]], namespace: UUID
) -> list[dict[str, Any]]:
    """The first text has the id of the first text there, the second check that of the second, and so on."""
    waiting: dict[str, list[dict[str, Any]]] = {}
    for block in original:
        waiting.setdefault(block["type"], []).append(block)
    content = []
    for place, block in enumerate(blocks):
        queue = waiting.get(block.type)
        own = {"type": block.type, "id": str(uuid5(namespace, f"{block.type}\n{place}")), "value": block.value}
        content.append(with_ids_of(own, queue.pop(0)) if queue else own)
    return content


def with_ids_of(translated: Any, original: Any) -> Any:
    """The translated value with the ids of the original wherever both have a block or item at the same place."""
    if isinstance(translated, dict) and isinstance(original, dict):
        return {
            name: original["id"] if name == "id" and "id" in original else with_ids_of(value, original.get(name))
            for name, value in translated.items()
        }
    if isinstance(translated, list) and isinstance(original, list):
        rest = [None] * (len(translated) - len(original))
        return [with_ids_of(ours, theirs) for ours, theirs in zip(translated, [*original, *rest], strict=False)]
    return translated
