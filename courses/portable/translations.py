"""A course in further languages: the folders `en/`, … beside `course.md`, with the same files in other words.

A translation says what a learner reads. What the course asks for is said once, in the original; sections, questions,
choices and right answers must be the same there, and each difference is a problem with its line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid5

from django.conf import settings
from django.utils.translation import gettext as _

from quizzes.formats import gift

from . import front_matter, identity
from .front_matter import Fields
from .media import MEDIA_FOLDER
from .page_settings import page_settings, read_id
from .questions import faults, thawed
from .reader import COURSE_FILE, LESSON_NAME, QUIZ_SLUG, _Folder, digest
from .sections import read_sections, read_text
from .source import (
    ActSource,
    CourseSource,
    LessonSource,
    Notes,
    PageSource,
    Problem,
    RawQuestion,
    Reference,
    SectionSource,
)
from .translation_faults import compare_lesson, compare_outcomes, compare_quiz, compare_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedQuiz(PageSource):
    """The questions of a quiz in other words. `lines` says where each begins."""

    intro: str
    questions: tuple[RawQuestion, ...]
    lines: tuple[int, ...]
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedLesson(PageSource):
    """One `en/NN-slug.md` and the `.gift` beside it; `original` is the file it translates. `acts` have titles alone."""

    digest: str
    original: str
    goal: str
    outcomes: tuple[str, ...]
    acts: tuple[ActSource, ...]
    sections: tuple[SectionSource, ...]
    quiz: TranslatedQuiz | None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTranslation(PageSource):
    """`en/course.md` and the lessons that are translated. Where one is missing, learners get the original."""

    digest: str
    language: str
    summary: str
    introduction: str
    outcomes: tuple[str, ...]
    lessons: tuple[TranslatedLesson, ...]
    references: tuple[Reference, ...] = ()

    @property
    def pages(self) -> list[PageSource]:
        return [self, *self.lessons, *(lesson.quiz for lesson in self.lessons if lesson.quiz)]


def read_translations(folder: Path, course: CourseSource, problems: list[Problem]) -> tuple[CourseTranslation, ...]:
    """The folders named by a language of the academy; what is wrong with them joins the problems."""
    languages = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code != course.language]
    read = partial(_LanguageFolder, course, problems)
    return tuple(read(folder / code, code).translation() for code in languages if (folder / code).is_dir())


class _LanguageFolder(_Folder):
    """One pass over a folder of translations."""

    def __init__(self, original: CourseSource, problems: list[Problem], folder: Path, language: str) -> None:
        super().__init__(folder, problems)
        self.media_folder = folder.parent / MEDIA_FOLDER
        self.media = {item.name: item for item in original.media}
        self.original, self.language = original, language
        self.by_number = {number_of(lesson.file): lesson for lesson in original.lessons}

    def named(self, name: str) -> str:
        return f"{self.language}/{name}"

    def notes(self, name: str) -> Notes:
        return super().notes(self.named(name))

    def text(self, name: str) -> str:
        return super().text(name) if (self.folder / name).is_file() else ""

    def translation(self) -> CourseTranslation:
        notes, text = self.notes(COURSE_FILE), self.text(COURSE_FILE)
        if not text:
            notes.add(0, _("There is no %s in this folder.") % COURSE_FILE)
        settings_text, body, first_line = front_matter.split(text, notes) if text else ("{}", "", 1)
        fields = front_matter.read(settings_text, notes if text else Notes(""))
        introduction, references = read_text(body, first_line, notes)
        self.check_references(notes, references)
        translation = CourseTranslation(
            file=self.named(COURSE_FILE),
            digest=digest(self.named(COURSE_FILE), text, *self.media_digests(references)),
            language=self.language,
            title=fields.text("title", required=True),
            summary=fields.text("summary", required=True, longest=300),
            introduction=introduction,
            outcomes=fields.texts("outcomes"),
            lessons=tuple(self.translated_lessons()),
            references=references,
            **page_settings(fields, self.original.id.lower()),
        )
        self.check_id(fields, self.original.id)
        compare_outcomes(self.original.outcomes, translation.outcomes, fields)
        fields.refuse_others()
        return translation

    def translated_lessons(self) -> Iterator[TranslatedLesson]:
        names = sorted(path.name for path in self.folder.iterdir() if path.is_file())
        for name in names:
            match = LESSON_NAME.match(name)
            if match and (original := self.by_number.get(number_of(name))):
                yield self.translated_lesson(name, match["slug"], original)
            elif match:
                self.notes(name).add(0, _("The course has no lesson of this number to translate."))
            elif name.endswith(".md") and name not in (COURSE_FILE, "README.md"):
                self.notes(name).add(0, _("A lesson’s file is named like 01-how-a-council-works.md, in Latin letters."))
            elif name.endswith(".gift") and f"{name.removesuffix('.gift')}.md" not in names:
                self.notes(name).add(0, _("There is no lesson of this name for the quiz."))

    def translated_lesson(self, name: str, slug: str, original: LessonSource) -> TranslatedLesson:
        notes, text = self.notes(name), self.text(name)
        settings_text, body, first_line = front_matter.split(text, notes)
        fields = front_matter.read(settings_text, notes)
        quiz_name = f"{name.removesuffix('.md')}.gift"
        quiz_text = self.text(quiz_name)
        namespace = uuid5(identity.lesson_key(self.original.id, original.id), self.language)
        sections, references = read_sections(body, first_line, notes, namespace)
        self.check_references(notes, references)
        lesson = TranslatedLesson(
            file=self.named(name),
            digest=digest(self.named(name), text, quiz_text, *self.media_digests(references)),
            original=original.file,
            title=fields.text("title", required=True),
            goal=fields.text("goal", required=True, longest=400),
            outcomes=fields.texts("outcomes"),
            acts=tuple(_titled_act(act) for act in fields.each("sources")),
            sections=sections,
            quiz=self.translated_quiz(fields, quiz_name, quiz_text, original) if quiz_text else None,
            references=references,
            **page_settings(fields, slug),
        )
        self.check_id(fields, original.id)
        compare_outcomes(original.outcomes, lesson.outcomes, fields)
        compare_sources(original.acts, lesson.acts, fields)
        compare_lesson(original, lesson.sections, body, first_line, notes)
        fields.refuse_others()
        return lesson

    def translated_quiz(self, lesson: Fields, name: str, text: str, original: LessonSource) -> TranslatedQuiz:
        fields = lesson.inside("quiz") or Fields({}, {}, lesson.notes)
        notes, result = self.notes(name), gift.parse(text, namespace=identity.quiz_key(self.original.id, original.id))
        for problem in faults(result):
            notes.add(problem.line, problem.message)
        intro, references = read_text(fields.prose("intro"), fields.line("intro") + 1, fields.notes)
        self.check_references(fields.notes, references)
        quiz = TranslatedQuiz(
            file=self.named(name),
            title=fields.text("title") or (original.quizzes[0].title if original.quizzes else ""),
            questions=tuple(thawed(question.definition) for question in result.questions),
            lines=tuple(question.line for question in result.questions),
            intro=intro,
            references=references,
            **page_settings(fields, QUIZ_SLUG),
        )
        compare_quiz(original.quizzes[0] if original.quizzes else None, quiz.questions, quiz.lines, notes)
        fields.refuse_others()
        return quiz

    def check_id(self, fields: Fields, original: str) -> None:
        if (found := read_id(fields, required=False)) and found != original:
            fields.complain("id", _("the original’s is “%s”.") % original)


def number_of(name: str) -> int:
    return int(name.partition("-")[0])


def _titled_act(fields: Fields) -> ActSource:
    """Without a title where the academy has no name for it in this language."""
    number = fields.text("act", longest=60)
    act = ActSource(number=number, title=fields.text("title", required=not number, longest=500))
    fields.refuse_others()
    return act
