"""The translations of a course to files: `en/course.md` and, of each lesson that is translated, `en/NN-slug.md`.

They say words alone. Rules and ids are the original's, so a translation with other parts than the original cannot be
said, and is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from courses.models import CoursePage, LegalSource, LessonPage
from quizzes.definitions import QuestionDefinition, without
from quizzes.formats import gift
from quizzes.models import QuizPage

from .body_text import BodyWriter, without_ids
from .front_matter import one_line
from .losses import unread
from .outgoing import Outgoing, current, id_of
from .page_text import Settings, file_slug, page_settings, text_of
from .questions import draws
from .reader import COURSE_FILE, QUIZ_SLUG
from .yaml_text import Prose

IDS = frozenset({"id"})


@dataclass(frozen=True, slots=True)
class TranslatedTexts:
    """One language of one export. `tell` notes what every page has that no file says."""

    course: CoursePage
    locale: Locale
    outgoing: Outgoing
    tell: Callable[[Page], None]

    def texts(self, page: CoursePage, lessons: Sequence[tuple[LessonPage, str]]) -> dict[str, str]:
        """`lessons` are the original's, each with the name of its files."""
        name = self.begin(COURSE_FILE, page)
        body = self.writer(page).prose(page.introduction)
        texts = {name: text_of(self.course_words(page), body)}
        for original, file in lessons:
            if lesson := original.get_translation_or_none(self.locale):
                texts |= self.lesson(current(lesson), original, f"{file.partition('-')[0]}-{file_slug(lesson)}")
        self.tell_of_other_quizzes(lessons)
        return texts

    def begin(self, file: str, page: Page) -> str:
        """The name of the file that is written from here on."""
        self.outgoing.place = f"{self.locale.language_code}/{file}"
        self.tell(page)
        return self.outgoing.place

    def writer(self, page: Page) -> BodyWriter:
        return BodyWriter(self.outgoing, page.translation_key, self.locale.language_code, says_ids=False)

    def course_words(self, page: CoursePage) -> Settings:
        return {
            "id": id_of(self.course),
            "title": one_line(page.title),
            "summary": one_line(page.summary),
            "outcomes": [one_line(outcome.text) for outcome in page.outcomes.all()],
            **page_settings(page, id_of(self.course).lower()),
        }

    def lesson(self, lesson: LessonPage, original: LessonPage, stem: str) -> dict[str, str]:
        name = self.begin(f"{stem}.md", lesson)
        if parts_of(lesson) != parts_of(original):
            self.outgoing.lose(_("“%s” has other parts than its original and was left out.") % lesson.title)
            return {}
        body = self.writer(lesson).body(lesson.body)
        for loss in unread(lesson, body, self.outgoing):
            self.outgoing.lose(loss)
        quiz, texts = self.quiz(original, stem)
        self.outgoing.place = name
        words = self.lesson_words(lesson, original, stem.partition("-")[2])
        settings = {**words, "quiz": quiz, "sources": [named(source) for source in lesson.sources]}
        return {name: text_of(settings, body), **texts}

    def lesson_words(self, lesson: LessonPage, original: LessonPage, usual_slug: str) -> Settings:
        return {
            "id": id_of(original),
            "title": one_line(lesson.title),
            "goal": one_line(lesson.goal),
            "outcomes": [one_line(outcome.text) for outcome in lesson.outcomes.all()],
            **page_settings(lesson, usual_slug),
        }

    def quiz(self, lesson: LessonPage, stem: str) -> tuple[Settings, dict[str, str]]:
        """What the lesson's file says of its quiz, and the quiz; nothing where it is not translated."""
        original = QuizPage.objects.child_of(lesson).first()
        found = original.get_translation_or_none(self.locale) if original else None
        if found is None:
            return {}, {}
        quiz = current(found)
        name = self.begin(f"{stem}.gift", quiz)
        if draws(current(original)) or ids_of(quiz) != ids_of(current(original)):
            self.outgoing.lose(_("“%s” has other parts than its original and was left out.") % quiz.title)
            return {}, {}
        intro = Prose(self.writer(quiz).prose(quiz.intro))
        words = {"title": one_line(quiz.title), **page_settings(quiz, QUIZ_SLUG), "intro": intro}
        return words, {name: self.gift(quiz)}

    def gift(self, quiz: QuizPage) -> str:
        questions = quiz.definition().questions
        text = without_ids(gift.write(questions, namespace=quiz.translation_key))
        read = gift.parse(text, namespace=quiz.translation_key).definitions
        if list(map(words_of, read)) != list(map(words_of, questions)):
            self.outgoing.lose(_("The questions cannot all be written so that they read the same."))
        return text

    def tell_of_other_quizzes(self, lessons: Sequence[tuple[LessonPage, str]]) -> None:
        """A folder has words for the first quiz of each lesson alone."""
        self.outgoing.place = f"{self.locale.language_code}/{COURSE_FILE}"
        quizzes = [*QuizPage.objects.child_of(self.course)]
        quizzes += [quiz for lesson, _name in lessons for quiz in QuizPage.objects.child_of(lesson)[1:]]
        for quiz in quizzes:
            if translated := quiz.get_translation_or_none(self.locale):
                self.outgoing.lose(_("“%s” is not the first quiz of a lesson and was left out.") % translated.title)


def parts_of(lesson: LessonPage) -> list[tuple[str, list[str]]]:
    """The ids that learners' records name: of the sections, and of the check-yourself questions in each."""
    checks = [[block.id for block in part.value["content"] if block.block_type == "check"] for part in lesson.body]
    return [(part.id, ids) for part, ids in zip(lesson.body, checks, strict=True)]


def ids_of(quiz: QuizPage) -> list[str]:
    return [question.id for question in quiz.questions]


def words_of(question: QuestionDefinition) -> Any:
    return without(question.to_json(), IDS)


def named(source: LegalSource) -> Settings:
    """With the act's name in this language, if it has one."""
    title = one_line(source.name) if not source.language or not source.act.number else ""
    return {"act": source.act.number, "title": title}
