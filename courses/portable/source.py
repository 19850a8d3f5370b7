"""What a course folder says, as frozen dataclasses; and what is wrong with it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSource:
    """One block of a section: its type and its raw StreamField value, without the ids a page gives it."""

    type: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSource:
    title: str
    blocks: tuple[BlockSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSource:
    """A legal act a lesson rests on, and the articles it uses."""

    title: str
    number: str = ""
    date: datetime.date | None = None
    url: str = ""
    articles: str = ""


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
class QuizSource:
    """A quiz below a lesson. `questions` are raw StreamField blocks."""

    file: str
    title: str
    pass_mark: int
    attempts: int
    questions: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonSource:
    """One `NN-slug.md` and the `.gift` beside it. `digest` names what both files say."""

    file: str
    digest: str
    id: str
    slug: str
    title: str
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
    quiz: QuizSource | None
    # Each term the lesson marks, with the line it stands on.
    terms: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSource:
    """`course.md` and the lessons in the order of their numbers. `least_grade` is in percent."""

    file: str
    digest: str
    id: str
    title: str
    number: int
    summary: str
    introduction: str
    audience: str
    hours: Decimal
    ects: Decimal | None
    language: str
    least_grade: int | None
    outcomes: tuple[str, ...]
    lessons: tuple[LessonSource, ...]
    # Of the glossary in the folder or beside it: all its terms, used or not.
    terms: tuple[TermSource, ...] = ()
    # The same course in other languages: see `translations`.
    translations: "tuple[CourseTranslation, ...]" = ()
