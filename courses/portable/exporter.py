"""A course to the files of a folder, and the folder to disk or to a zip.

The same course gives the same bytes, wherever and whenever it is written. What a folder cannot say is told, and what
was written is read again at once: an import must not be the first to find a fault.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from quizzes.models import QuizPage

from . import identity, page_text
from .losses import unread
from .media import MEDIA_FOLDER
from .outgoing import MediaFile, Outgoing, current, id_of
from .page_text import file_slug
from .reader import COURSE_FILE, QUIZ_SLUG, read_course
from .source import PortableError, Problem
from .terms import GLOSSARY_FILE
from .translated_texts import TranslatedTexts

# The first moment a zip can name: no export differs from another by when it was made.
MOMENT = (1980, 1, 1, 0, 0, 0)
OF_A_TRANSLATION = ("[0-9]*-*.md", "[0-9]*-*.gift", COURSE_FILE)


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of a course. `losses` are what they could not say, each with its file."""

    texts: dict[str, str]
    media: tuple[MediaFile, ...]
    losses: tuple[Problem, ...]


def export_course(course: CoursePage) -> Exported:
    work = _Export(current(course))
    work.run()
    texts = dict(sorted(work.texts.items()))
    media = tuple(sorted(work.outgoing.files.values(), key=lambda file: file.name))
    losses = [Problem(place, 0, message) for place, message in work.outgoing.losses]
    made = Exported(texts, media, tuple(losses))
    faults = tuple(faults_of(made))
    return replace(made, texts=without_faulty_translations(texts, faults), losses=(*losses, *faults))


def without_faulty_translations(texts: dict[str, str], faults: Sequence[Problem]) -> dict[str, str]:
    """A translation that is not the original in other words would keep the whole folder from being imported."""
    stems = [fault.file.rpartition(".")[0] for fault in faults if "/" in fault.file]
    stems = [stem.removesuffix("course") if stem.endswith("/course") else f"{stem}." for stem in stems]
    return {name: text for name, text in texts.items() if not name.startswith(tuple(stems))}


@dataclass
class _Export:
    course: CoursePage
    texts: dict[str, str] = field(default_factory=dict)
    # Each lesson with the name of its files.
    lessons: list[tuple[LessonPage, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outgoing = Outgoing(self.course)

    def run(self) -> None:
        self.outgoing.place = COURSE_FILE
        self.course_losses()
        body = page_text.course_body(self.course, self.outgoing)
        children = list(self.course.get_children().specific(defer=False))
        width = 2 if len(children) < 100 else 3
        quizzes = []
        for number, child in enumerate(map(current, children), start=1):
            name = f"{number:0{width}d}-{file_slug(child)}"
            if isinstance(child, LessonPage):
                self.lesson(child, name)
            elif isinstance(child, QuizPage):
                quizzes.append(self.listed_quiz(child, name, ""))
        self.translations()
        self.glossary()
        settings = page_text.course_settings(self.course, self.outgoing)
        media = page_text.media_settings(sorted(self.outgoing.files.values(), key=lambda file: file.name))
        self.texts[COURSE_FILE] = page_text.text_of({**settings, "quizzes": quizzes, "media": media}, body)

    def translations(self) -> None:
        if self.course.is_translation:
            return
        for page in self.course.get_translations().select_related("locale").order_by("locale__language_code"):
            work = TranslatedTexts(self.course, page.locale, self.outgoing, self.page_losses)
            self.texts |= work.texts(current(page), self.lessons)

    def glossary(self) -> None:
        """The terms the lessons mark."""
        self.outgoing.place = GLOSSARY_FILE
        if terms := list(self.outgoing.terms.values()):
            self.texts[GLOSSARY_FILE] = page_text.glossary_of(terms, self.outgoing)

    def course_losses(self) -> None:
        if self.course.team.exists():
            self.outgoing.lose(_("The course team are people of this site and are not in the folder."))
        if self.course.is_translation:
            title = self.course.original.title
            self.outgoing.lose(_("This is a translation: export “%s” to carry all its languages.") % title)
        self.page_losses(self.course)

    def page_losses(self, page: Page) -> None:
        """What is about the page here and now, not about the course."""
        self.outgoing.place = self.outgoing.place or COURSE_FILE
        if page.live and page.has_unpublished_changes:
            self.outgoing.lose(_("“%s” has changes that are not published; what is public was written.") % page.title)
        if page.view_restrictions.exists():
            self.outgoing.lose(_("Who may see “%s” is not in the folder: an import makes it public.") % page.title)
        if page.go_live_at or page.expire_at:
            self.outgoing.lose(_("The dates of publishing of “%s” are not in the folder.") % page.title)

    def lesson(self, lesson: LessonPage, name: str) -> None:
        self.outgoing.place = f"{name}.md"
        self.lessons.append((lesson, name))
        self.page_losses(lesson)
        body = page_text.lesson_body(lesson, self.outgoing)
        for loss in unread(lesson, body, self.outgoing):
            self.outgoing.lose(loss)
        settings = page_text.lesson_settings(lesson, self.outgoing, name.partition("-")[2])
        own, *others = [*map(current, QuizPage.objects.child_of(lesson)), None]
        quiz = self.own_quiz(own, lesson, name) if own else {}
        listed = [self.listed_quiz(other, f"{name}-{file_slug(other)}", id_of(lesson)) for other in others if other]
        sources = settings.pop("sources")
        settings = {**settings, "quiz": quiz, "quizzes": listed, "sources": sources}
        self.texts[f"{name}.md"] = page_text.text_of(settings, body)

    def own_quiz(self, quiz: QuizPage, lesson: LessonPage, name: str) -> page_text.Settings:
        usual = identity.quiz_key(id_of(self.course), id_of(lesson))
        id = str(quiz.translation_key) if quiz.translation_key != usual else ""
        return {"id": id, **self.quiz(quiz, f"{name}.gift", QUIZ_SLUG)}

    def listed_quiz(self, quiz: QuizPage, name: str, lesson_id: str) -> page_text.Settings:
        slug = name.partition("-")[2]
        usual = identity.quiz_key(id_of(self.course), lesson_id, slug)
        id = str(quiz.translation_key) if quiz.translation_key != usual else ""
        return {"file": f"{name}.gift", "id": id, **self.quiz(quiz, f"{name}.gift", slug)}

    def quiz(self, quiz: QuizPage, file: str, usual_slug: str) -> page_text.Settings:
        self.outgoing.place = file
        self.page_losses(quiz)
        self.texts[file] = page_text.gift_of(quiz, self.outgoing)
        return page_text.quiz_settings(quiz, self.outgoing, usual_slug)


def faults_of(exported: Exported) -> Iterator[Problem]:
    """What an import would say of the files."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "course"  # a glossary is also looked for beside it, where others may put theirs
        folder.mkdir()
        write_files(exported, folder)
        try:
            read_course(folder)
        except PortableError as error:
            yield from error.problems


def write_folder(exported: Exported, folder: Path) -> None:
    """Into a new folder, or one that holds a course already: files of ours that are no more there go."""
    folder.mkdir(parents=True, exist_ok=True)
    stale = {path for pattern in ("[0-9]*-*.md", "[0-9]*-*.gift") for path in folder.glob(pattern)}
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        stale |= {path for pattern in OF_A_TRANSLATION for path in folder.glob(f"{code}/{pattern}")}
    stale |= set((folder / MEDIA_FOLDER).glob("*")) if (folder / MEDIA_FOLDER).is_dir() else set()
    stale |= {path for path in (folder / GLOSSARY_FILE,) if path.is_file()}
    for path in stale - {folder / name for name in names_of(exported)}:
        path.unlink()
    write_files(exported, folder)


def names_of(exported: Exported) -> list[str]:
    return [*exported.texts, *(f"{MEDIA_FOLDER}/{file.name}" for file in exported.media)]


def write_files(exported: Exported, folder: Path) -> None:
    for name, text in exported.texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    if exported.media:
        (folder / MEDIA_FOLDER).mkdir(exist_ok=True)
    for file in exported.media:
        storage, stored = file.instance.file.storage, file.instance.file.name
        with storage.open(stored) as content, (folder / MEDIA_FOLDER / file.name).open("wb") as target:
            shutil.copyfileobj(content, target)


def write_zip(exported: Exported, target: IO[bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in exported.texts.items():
            archive.writestr(_entry(name), text.encode())
        for file in exported.media:
            storage, stored = file.instance.file.storage, file.instance.file.name
            with storage.open(stored) as content, archive.open(_entry(f"{MEDIA_FOLDER}/{file.name}"), "w") as entry:
                shutil.copyfileobj(content, entry)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
