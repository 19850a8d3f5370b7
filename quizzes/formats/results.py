"""What every reader of a question format returns."""

from dataclasses import dataclass

from quizzes.definitions import QuestionDefinition


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A picture that came inside a file; the question shows it as `<img src="@@PLUGINFILE@@/name">`."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedQuestion:
    """A question of a file: its definition, the line it begins at, and what a file knows besides.

    With `files` its texts refer to pictures that are not in the site yet; see `quizzes.pictures.store_pictures`.
    """

    definition: QuestionDefinition
    line: int
    category: str = ""
    tags: tuple[str, ...] = ()
    files: tuple[EmbeddedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence for the trainer about a line. With `is_notice` nothing was lost that could have been a question; else
    `title` is that of the question, where it has one."""

    line: int
    message: str
    is_notice: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The sound questions in the file's order, and everything that could not be read or kept."""

    questions: tuple[ImportedQuestion, ...]
    problems: tuple[Problem, ...]

    @property
    def definitions(self) -> tuple[QuestionDefinition, ...]:
        return tuple(question.definition for question in self.questions)


@dataclass(frozen=True, slots=True)
class Loss:
    """A sentence about what a written file cannot say of a question, which is named by its label."""

    question: str
    message: str


@dataclass(frozen=True, slots=True)
class Written:
    """A file's text, and what it leaves out or says in a way that others than us will not read."""

    text: str
    losses: tuple[Loss, ...] = ()
