"""A course folder to a `CourseSource`. Every problem of every file is found before anything is refused."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from courses.models import Audience
from quizzes.activities import Requirement

from . import front_matter, identity
from .front_matter import Fields
from .markdown import read_sections, read_text
from .questions import read_quiz
from .source import ActSource, CourseSource, LessonSource, Notes, PortableError, Problem, QuizSource, TermSource
from .terms import find_glossary, marked_terms, read_terms

# Raise it when the same files are to give other pages: an import then takes every file as changed.
VERSION = "1"
COURSE_FILE = "course.md"
LESSON_NAME = re.compile(r"^\d{2,3}-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.md$")
ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
GROUP = re.compile(r"^one-of:(?P<group>.{1,50})$")
MOST_BYTES = 1_000_000
AUDIENCES = {**{audience.value: audience.value for audience in Audience}, "both": Audience.EVERYONE.value}


def read_course(folder: Path | str) -> CourseSource:
    """The course of a folder. Raises PortableError with all problems at once."""
    folder = Path(folder)
    if not (folder / COURSE_FILE).is_file():
        raise PortableError([Problem(str(folder), 0, _("There is no %s in this folder.") % COURSE_FILE)])
    from .translations import read_translations  # they are read as the original is

    problems: list[Problem] = []
    course = _Folder(folder, problems).course()
    course = replace(course, translations=read_translations(folder, course, problems))
    if problems:
        raise PortableError(problems)
    return course


class _Folder:
    """One pass over a folder; what is wrong gathers in `problems`."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self.folder, self.problems = folder, problems

    def notes(self, name: str) -> Notes:
        return Notes(name, self.problems)

    def text(self, name: str) -> str:
        """A file's text; empty, with a note, where it cannot be read."""
        data = (self.folder / name).read_bytes()
        if len(data) > MOST_BYTES:
            self.notes(name).add(0, _("The file is too big."))
            return ""
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            self.notes(name).add(data[: error.start].count(b"\n") + 1, _("The file is not in UTF-8."))
            return ""

    def course(self) -> CourseSource:
        notes, text = self.notes(COURSE_FILE), self.text(COURSE_FILE)
        settings_text, body, first_line = front_matter.split(text, notes)
        fields = front_matter.read(settings_text, notes)
        course_id = _id(fields)
        course = CourseSource(
            file=COURSE_FILE,
            digest=digest(COURSE_FILE, text),
            id=course_id,
            title=fields.text("title", required=True),
            number=fields.whole("number", least=0, most=999) or 0,
            summary=fields.text("summary", required=True, longest=300),
            introduction=read_text(body, first_line, notes),
            audience=fields.choice("audience", AUDIENCES, Audience.EVERYONE.value),
            hours=fields.number("hours", least=0, most=999, required=True) or Decimal(0),
            ects=fields.number("ects", least=0, most=60),
            language=fields.choice("language", _languages(), settings.LANGUAGE_CODE),
            least_grade=fields.whole("least_grade", least=1, most=100),
            outcomes=fields.texts("outcomes"),
            lessons=tuple(self.lessons(course_id)),
            terms=self.glossary(),
        )
        fields.refuse_others()
        self.check_lessons(course.lessons)
        return course

    def lessons(self, course_id: str) -> Iterator[LessonSource]:
        names = sorted(path.name for path in self.folder.iterdir() if path.is_file())
        for name in names:
            if match := LESSON_NAME.match(name):
                yield self.lesson(name, match["slug"], course_id)
            elif name.endswith(".md") and name not in (COURSE_FILE, "README.md"):
                self.notes(name).add(0, _("A lesson’s file is named like 01-how-a-council-works.md, in Latin letters."))
            elif name.endswith(".gift") and f"{name.removesuffix('.gift')}.md" not in names:
                self.notes(name).add(0, _("There is no lesson of this name for the quiz."))

    def lesson(self, name: str, slug: str, course_id: str) -> LessonSource:
        notes, text = self.notes(name), self.text(name)
        settings_text, body, first_line = front_matter.split(text, notes)
        fields = front_matter.read(settings_text, notes)
        lesson_id = _id(fields)
        requirement, group = _requirement(fields)
        quiz_name = f"{name.removesuffix('.md')}.gift"
        quiz_text = self.text(quiz_name) if (self.folder / quiz_name).is_file() else ""
        lesson = LessonSource(
            file=name,
            digest=digest(name, text, quiz_text),
            id=lesson_id,
            slug=slug,
            title=fields.text("title", required=True),
            goal=fields.text("goal", required=True, longest=400),
            outcomes=fields.texts("outcomes"),
            audience=fields.choice("audience", AUDIENCES, Audience.EVERYONE.value),
            minutes=fields.whole("minutes", least=1, most=600) or 45,
            requirement=requirement,
            group=group,
            checked_on=fields.date("checked_on"),
            review_months=fields.whole("review_months", least=1, most=120) or 12,
            acts=tuple(_act(act) for act in fields.each("sources")),
            sections=read_sections(body, first_line, notes, identity.lesson_key(course_id, lesson_id)),
            quiz=self.quiz(fields, quiz_name, quiz_text, identity.quiz_key(course_id, lesson_id)),
            terms=tuple(marked_terms(body.split("\n"), first_line)),
        )
        fields.refuse_others()
        return lesson

    def glossary(self) -> tuple[TermSource, ...]:
        """The one of the folder, else the one beside it."""
        file = find_glossary(self.folder)
        return read_terms(file.read_text(encoding="utf-8"), self.notes(file.name)) if file else ()

    def quiz(self, lesson: Fields, name: str, text: str, namespace: UUID) -> QuizSource | None:
        fields = lesson.inside("quiz")
        if not text:
            if fields:
                lesson.complain("quiz", _("there is no file %s with questions.") % name)
            return None
        fields = fields or Fields({}, {}, lesson.notes)
        quiz = QuizSource(
            file=name,
            title=fields.text("title") or _("Quiz"),
            pass_mark=_or(fields.whole("pass_mark", least=0, most=100), 70),
            attempts=fields.whole("attempts", least=0, most=1000) or 0,
            questions=read_quiz(text, self.notes(name), namespace),
        )
        fields.refuse_others()
        return quiz

    def check_lessons(self, lessons: Sequence[LessonSource]) -> None:
        if not lessons:
            self.notes(COURSE_FILE).add(0, _("The course has no lessons."))
        ids: dict[str, str] = {}
        slugs: dict[str, str] = {}
        for lesson in lessons:
            for seen, value in ((ids, lesson.id), (slugs, lesson.slug)):
                if value and seen.setdefault(value, lesson.file) != lesson.file:
                    message = _("“%(value)s” is already used by %(file)s.") % {"value": value, "file": seen[value]}
                    self.notes(lesson.file).add(1, message)


def digest(*texts: str) -> str:
    """Names what a file says, for this version of the reader."""
    return hashlib.sha256("\0".join([VERSION, *texts]).encode()).hexdigest()


def _languages() -> dict[str, str]:
    return {code: code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _id(fields: Fields) -> str:
    text = fields.text("id", required=True)
    if text and not ID.match(text):
        fields.complain("id", _("may have Latin letters, digits, dots and hyphens only."))
    return text


def _requirement(fields: Fields) -> tuple[str, str]:
    """(requirement, group) of `required`, `optional` or `one-of:GROUP`."""
    text = fields.text("requirement") or Requirement.REQUIRED.value
    if match := GROUP.match(text):
        return Requirement.ONE_OF.value, match["group"].strip()
    if text not in (Requirement.REQUIRED, Requirement.OPTIONAL):
        fields.complain("requirement", _("must be required, optional or one-of:NAME."))
    return text, ""


def _act(fields: Fields) -> ActSource:
    act = ActSource(
        number=fields.text("act", longest=60),
        title=fields.text("title", required=True, longest=500),
        date=fields.date("date"),
        url=fields.text("url", longest=500),
        articles=fields.text("articles", longest=250),
    )
    if act.url and not act.url.startswith(("https://", "http://")):
        fields.complain("url", _("must begin with https://."))
    fields.refuse_others()
    return act
