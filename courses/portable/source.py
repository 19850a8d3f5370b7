"""What a course folder says, as frozen dataclasses; and what is wrong with it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from .translations import CourseTranslation

# A question as raw StreamField data.
RawQuestion = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in a file. Lines count from 1; line 0 means the file as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class PortableError(ValueError):
    """A folder that cannot be imported: all its problems at once, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Notes:
    """Collects the problems of one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, str(message)))


class Html(str):
    """Clean HTML whose links may still be references (see `references`): the import puts pages and files there."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class MediaName:
    """A file in `media/` where a block wants one; `kind` is "image" or "document"."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Something a file points at: an address as `references` has them; by kind, a file in `media/` or a term's id."""

    line: int
    target: str
    kind: str = "link"

    @property
    def is_media(self) -> bool:
        return self.kind in ("image", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSource:
    """A file of `media/`. `digest` is the SHA-1 of its content, as Wagtail has it; `focus` is x, y, width, height."""

    name: str
    path: Path
    digest: str
    title: str
    description: str = ""
    focus: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSource:
    """One block of a section: its type and its raw StreamField value, without the ids a page gives it.

    In the value, `Html` and `MediaName` stand for what is only known at the import. `id` is "" unless the file says it.
    """

    type: str
    value: Any
    id: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSource:
    title: str
    blocks: tuple[BlockSource, ...]
    id: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSource:
    """A legal act a lesson rests on, and the articles it uses."""

    title: str
    number: str = ""
    date: datetime.date | None = None
    url: str = ""
    articles: str = ""
    changed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSource:
    """An entry of a `glossary.yaml`, with the line it begins on."""

    line: int
    slug: str
    word: str
    definition: str
    more: str = ""
    forms: str = ""
    act: ActSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What opens a lesson or quiz: a date, or what `after` names (see `references`) with a grade in percent."""

    opens_at: datetime.datetime | None = None
    after: str = ""
    percent: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """What every page of a course has. `slug` is for new pages alone: an address that is known stays."""

    file: str
    title: str
    slug: str
    is_draft: bool = False
    seo_title: str = ""
    search_description: str = ""
    in_menus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizSource(PageSource):
    """A quiz of a lesson or of the course. `questions` are raw StreamField blocks; `key` is its page's key."""

    key: UUID
    id: str
    intro: Html
    pass_mark: int
    attempts: int
    grading: str
    shuffle_questions: bool
    shuffle_choices: bool
    feedback: str
    show_answers: str
    requirement: str
    group: str
    time_limit: int | None
    credit_cap: int
    wait_minutes: int
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    questions: tuple[dict[str, Any], ...]
    test_out: bool = False
    opens: tuple[Condition, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonSource(PageSource):
    """One `NN-slug.md` and the `.gift` files of its quizzes. `digest` names what all of them say."""

    digest: str
    id: str
    goal: str
    outcomes: tuple[str, ...]
    audience: str
    minutes: int
    requirement: str
    group: str
    checked_on: datetime.date | None
    review_months: int
    acts: tuple[ActSource, ...]
    sections: tuple[SectionSource, ...]
    quizzes: tuple[QuizSource, ...]
    opens: tuple[Condition, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSource(PageSource):
    """`course.md`, its own quizzes, and the lessons in the order of their numbers. `least_grade` is in percent.

    `order` are the files of lessons and of the course's quizzes as they follow each other.
    """

    digest: str
    id: str
    number: int
    summary: str
    introduction: Html
    audience: str
    hours: Decimal
    ects: Decimal | None
    language: str
    least_grade: int | None
    outcomes: tuple[str, ...]
    prerequisites: tuple[str, ...]
    required_courses: tuple[str, ...] = ()
    # As `Order` of the course.
    learnt: str = "free"
    lessons: tuple[LessonSource, ...]
    quizzes: tuple[QuizSource, ...] = ()
    media: tuple[MediaSource, ...] = ()
    # Of the glossary in the folder or beside it: all its terms, used or not.
    terms: tuple[TermSource, ...] = ()
    references: tuple[Reference, ...] = ()
    # The same course in other languages: see `translations`.
    translations: "tuple[CourseTranslation, ...]" = ()

    @property
    def order(self) -> list[str]:
        return sorted(item.file for item in (*self.lessons, *self.quizzes))

    @property
    def all_references(self) -> list[tuple[str, Reference]]:
        """(file, what it points at), of every file."""
        quizzes = [*self.quizzes, *(quiz for lesson in self.lessons for quiz in lesson.quizzes)]
        translated = [page for translation in self.translations for page in translation.pages]
        return [(item.file, one) for item in (self, *self.lessons, *quizzes, *translated) for one in item.references]
