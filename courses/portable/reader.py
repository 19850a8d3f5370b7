"""A course folder to a `CourseSource`. Every problem of every file is found before anything is refused."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from courses.models import Audience, Order
from quizzes.formats.encoding import NotUtf8, decoded

from . import front_matter, identity, media
from .conditions import read_conditions, references_of
from .front_matter import UNSTORABLE, Fields
from .page_settings import (
    AUDIENCES,
    DEFAULT_MINUTES,
    DEFAULT_REVIEW_MONTHS,
    ORDERS,
    languages,
    no_settings,
    page_settings,
    quiz_settings,
    read_act,
    read_courses,
    read_id,
    read_requirement,
)
from .questions import read_quiz
from .sections import read_sections, read_text
from .source import (
    CourseSource,
    LessonSource,
    MediaSource,
    Notes,
    PortableError,
    Problem,
    QuizSource,
    Reference,
    TermSource,
)
from .terms import find_glossary, read_terms

# Raise it when the same files are to give other pages: an import then takes every file as changed.
VERSION = "1"
COURSE_FILE = "course.md"
QUIZ_SLUG = "test"
LESSON_NAME = re.compile(r"^\d{2,3}-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.md$")
QUIZ_NAME = re.compile(r"^\d{2,3}-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.gift$")
MOST_BYTES = 1_000_000


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
        self.media_folder = folder / media.MEDIA_FOLDER
        self.names = sorted(path.name for path in folder.iterdir() if path.is_file())
        self.course_id = ""
        self.media: dict[str, MediaSource] = {}
        self.read_quizzes: set[str] = set()

    def notes(self, name: str) -> Notes:
        return Notes(name, self.problems)

    def text(self, name: str) -> str:
        return self.text_of(self.folder / name)

    def text_of(self, path: Path) -> str:
        """A file's text; empty, with a note, where it cannot be read."""
        notes = self.notes(path.name)
        if path.stat().st_size > MOST_BYTES:
            notes.add(0, _("The file is too big."))
            return ""
        try:
            text = decoded(path.read_bytes())
        except NotUtf8 as error:
            notes.add(error.line, str(error))
            return ""
        for match in UNSTORABLE.finditer(text):
            notes.add(text.count("\n", 0, match.start()) + 1, _("There is a character here that cannot be stored."))
        return text

    def course(self) -> CourseSource:
        notes, text = self.notes(COURSE_FILE), self.text(COURSE_FILE)
        settings_text, body, first_line = front_matter.split(text, notes)
        fields = front_matter.read(settings_text, notes)
        self.course_id = read_id(fields)
        self.media = {item.name: item for item in self.files(fields)}
        introduction, references = read_text(body, first_line, notes)
        self.check_references(notes, references)
        quizzes = tuple(self.quizzes(fields, ""))
        course = CourseSource(
            file=COURSE_FILE,
            digest=digest(COURSE_FILE, text, *self.quiz_texts(quizzes), *self.media_digests(references)),
            id=self.course_id,
            title=fields.text("title", required=True),
            number=fields.whole("number", least=0, most=999) or 0,
            summary=fields.text("summary", required=True, longest=300),
            introduction=introduction,
            audience=fields.choice("audience", AUDIENCES, Audience.EVERYONE.value),
            hours=fields.number("hours", least=0, most=999, required=True) or Decimal(0),
            ects=fields.number("ects", least=0, most=60),
            language=fields.choice("language", languages(), settings.LANGUAGE_CODE),
            least_grade=fields.whole("least_grade", least=1, most=100),
            outcomes=fields.texts("outcomes"),
            prerequisites=read_courses(fields, "prerequisites"),
            required_courses=read_courses(fields, "required_courses"),
            learnt=fields.choice("order", ORDERS, Order.FREE.value),
            lessons=tuple(self.lessons()),
            quizzes=quizzes,
            media=tuple(self.media.values()),
            terms=self.glossary(),
            references=references,
            **page_settings(fields, self.course_id.lower()),
        )
        fields.refuse_others()
        self.check_names()
        self.check_lessons(course)
        return course

    def lessons(self) -> Iterator[LessonSource]:
        for name in self.names:
            if match := LESSON_NAME.match(name):
                yield self.lesson(name, match["slug"])
            elif name.endswith(".md") and name not in (COURSE_FILE, "README.md"):
                self.notes(name).add(0, _("A lesson’s file is named like 01-how-a-council-works.md, in Latin letters."))

    def lesson(self, name: str, slug: str) -> LessonSource:
        notes, text = self.notes(name), self.text(name)
        settings_text, body, first_line = front_matter.split(text, notes)
        fields = front_matter.read(settings_text, notes)
        lesson_id = read_id(fields)
        requirement, group = read_requirement(fields)
        sections, references = read_sections(body, first_line, notes, identity.lesson_key(self.course_id, lesson_id))
        self.check_references(notes, references)
        quizzes = (*self.own_quiz(fields, name, lesson_id), *self.quizzes(fields, lesson_id))
        texts = self.quiz_texts(quizzes) or [""]
        opens = read_conditions(fields)
        lesson = LessonSource(
            file=name,
            digest=digest(name, text, *texts, *self.media_digests(references)),
            id=lesson_id,
            title=fields.text("title", required=True),
            goal=fields.text("goal", required=True, longest=400),
            outcomes=fields.texts("outcomes"),
            audience=fields.choice("audience", AUDIENCES, Audience.EVERYONE.value),
            minutes=fields.whole("minutes", least=1, most=600) or DEFAULT_MINUTES,
            requirement=requirement,
            group=group,
            checked_on=fields.date("checked_on"),
            review_months=fields.whole("review_months", least=1, most=120) or DEFAULT_REVIEW_MONTHS,
            acts=tuple(read_act(act) for act in fields.each("sources")),
            sections=sections,
            quizzes=quizzes,
            opens=opens,
            references=(*references, *references_of(opens)),
            **page_settings(fields, slug),
        )
        fields.refuse_others()
        return lesson

    def glossary(self) -> tuple[TermSource, ...]:
        """The one of the folder, else the one beside it."""
        file = find_glossary(self.folder)
        return read_terms(self.text_of(file), self.notes(file.name)) if file else ()

    def own_quiz(self, lesson: Fields, lesson_file: str, lesson_id: str) -> Iterator[QuizSource]:
        """The quiz of `NN-slug.md` is `NN-slug.gift`, also where the lesson says nothing about it."""
        fields, name = lesson.inside("quiz"), f"{lesson_file.removesuffix('.md')}.gift"
        if name in self.names:
            yield self.quiz(fields or no_settings(lesson.notes), name, lesson_id, QUIZ_SLUG, is_own=True)
        elif fields:
            lesson.complain("quiz", _("there is no file %s with questions.") % name)

    def quizzes(self, parent: Fields, lesson_id: str) -> Iterator[QuizSource]:
        """The quizzes listed in `quizzes`, each with its `file`."""
        for fields in parent.each("quizzes"):
            name = fields.text("file", required=True)
            match = QUIZ_NAME.match(name)
            if match and name in self.names and name not in self.read_quizzes:
                yield self.quiz(fields, name, lesson_id, match["slug"])
            elif name:
                fields.complain("file", _("must be a file of this folder named like 09-final-test.gift, used once."))

    def quiz(self, fields: Fields, name: str, lesson_id: str, slug: str, *, is_own: bool = False) -> QuizSource:
        self.read_quizzes.add(name)
        id = read_id(fields, required=False) or ("" if is_own else slug)
        key = identity.quiz_key(self.course_id, lesson_id, id)
        intro, references = read_text(fields.prose("intro"), fields.line("intro") + 1, fields.notes)
        settings = quiz_settings(fields, slug)
        quiz = QuizSource(
            file=name,
            key=key,
            id=id,
            intro=intro,
            references=(*references, *references_of(settings["opens"])),
            questions=read_quiz(self.text(name), self.notes(name), key),
            **settings,
        )
        fields.value("file")
        fields.refuse_others()
        self.check_references(fields.notes, references)
        return quiz

    def quiz_texts(self, quizzes: Sequence[QuizSource]) -> list[str]:
        return [self.text(quiz.file) for quiz in quizzes]

    # --- the files of media/ --------------------------------------------------------------------

    def files(self, course: Fields) -> Iterator[MediaSource]:
        """What lies in `media/`, with what `course.md` says of it."""
        folder = self.media_folder
        said = {fields.text("file", required=True): fields for fields in course.each("media")}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            problems = list(media.faults(path))
            for problem in problems:
                self.notes(f"{media.MEDIA_FOLDER}/{path.name}").add(0, problem)
            fields = said.pop(path.name, None)
            if not problems:
                yield self.file(path, fields)
        for fields in said.values():
            fields.complain("file", _("there is no such file in media/."))

    def file(self, path: Path, fields: Fields | None) -> MediaSource:
        if fields is None:
            return media.read_media(path)
        focus = tuple(int(part) for part in fields.text("focus").split() if part.isdecimal())
        if len(focus) not in (0, 4):
            fields.complain("focus", _("must be four whole numbers: x, y, width, height."))
        title, description = fields.text("title"), fields.text("description")
        fields.refuse_others()
        return media.read_media(path, title, description, focus)

    def media_digests(self, references: Sequence[Reference]) -> list[str]:
        names = {reference.target for reference in references if reference.is_media}
        return [f"{name} {self.media[name].digest}" for name in sorted(names & self.media.keys())]

    def check_references(self, notes: Notes, references: Sequence[Reference]) -> None:
        for reference in references:
            if reference.kind == "image" and not media.is_picture(reference.target):
                notes.add(reference.line, _("%s is not a picture.") % reference.target)
            elif reference.kind == "document" and media.is_picture(reference.target):
                notes.add(reference.line, _("%s is a picture, not a document.") % reference.target)
            elif reference.is_media and not (self.media_folder / reference.target).is_file():
                notes.add(reference.line, _("There is no file %s in media/.") % reference.target)

    # --- the folder as a whole ------------------------------------------------------------------

    def check_names(self) -> None:
        for name in self.names:
            if name.endswith(".gift") and name not in self.read_quizzes:
                self.notes(name).add(0, _("There is no lesson of this name for the quiz."))

    def check_lessons(self, course: CourseSource) -> None:
        if not course.lessons:
            self.notes(COURSE_FILE).add(0, _("The course has no lessons."))
        seen: dict[str, str] = {}
        for lesson in course.lessons:
            for name in (f"id {lesson.id}" if lesson.id else "", f"slug {lesson.slug}"):
                if name and seen.setdefault(name, lesson.file) != lesson.file:
                    message = _("“%(value)s” is already used by %(file)s.")
                    value = {"value": name.partition(" ")[2], "file": seen[name]}
                    self.notes(lesson.file).add(1, message % value)


def digest(*texts: str) -> str:
    """Names what a file says, for this version of the reader."""
    return hashlib.sha256("\0".join([VERSION, *texts]).encode()).hexdigest()
