"""The formats questions come and go in. A new one is a package beside this file and a `register` below.

Modules are named, not imported: a format costs nothing until somebody uses it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes import question_types
from quizzes.definitions import QuestionDefinition

from .results import ImportedQuestion, ImportResult, Loss, Problem

MOST_BYTES = 20 << 20
# For files that go nowhere yet: a dry run without a destination.
NOWHERE = UUID("5f8a1f0a-3a52-5d0b-9d6e-6a4a3e1d7c11")

Question = QuestionDefinition | ImportedQuestion


class UnknownFormat(ValueError):
    """Neither its name nor its content say what a file is; `str()` is a sentence for the trainer."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and what it cannot say of the questions in it."""

    data: bytes
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`read` and `write` are the dotted names of `read(data, namespace) -> ImportResult` and
    `write(questions, extension) -> Written`; `extensions` without dots, those it writes first, `written` of them.
    """

    name: str
    label: str | Promise
    extensions: tuple[str, ...]
    read: str
    write: str
    written: int = 1

    def reader(self) -> Callable[[bytes, UUID], ImportResult]:
        return import_string(self.read)

    def writer(self) -> Callable[[Sequence[Question], str], Written]:
        return import_string(self.write)

    @property
    def written_extensions(self) -> tuple[str, ...]:
        return self.extensions[: self.written]


_formats: dict[str, Format] = {}


def register(format: Format) -> None:
    _formats[format.name] = format


def get(name: str) -> Format:
    """Raises KeyError for a format nobody registered."""
    return _formats[name]


def all_formats() -> tuple[Format, ...]:
    return tuple(_formats.values())


def guess(data: bytes, file_name: str = "") -> Format:
    """By what the file begins with, else by its name. Raises UnknownFormat."""
    from .guessing import format_name

    return get(format_name(data, extension_of(file_name), _formats))


def extension_of(file_name: str) -> str:
    return PurePath(file_name).suffix.lower().lstrip(".")


def read_questions(
    data: bytes, *, file_name: str = "", format_name: str = "", namespace: UUID = NOWHERE
) -> ImportResult:
    """The questions of a file of any format; whatever is wrong with it is a problem, never an exception."""
    if len(data) > MOST_BYTES:
        return refused(_("The file is too big: at most %(limit)d MB.") % {"limit": MOST_BYTES >> 20})
    if not data.strip():
        return refused(_("The file is empty."))
    try:
        format = get(format_name) if format_name else guess(data, file_name)
    except UnknownFormat as error:
        return refused(str(error))
    return sound_only(format.reader()(data, namespace))


def refused(message: str) -> ImportResult:
    return ImportResult((), (Problem(1, message),))


def sound_only(result: ImportResult) -> ImportResult:
    """Without the questions the editor would not take; a file without any says so."""
    from .editor_rules import why_refused

    questions, problems = [], list(result.problems)
    for question in result.questions:
        if reasons := why_refused(question.definition):
            problems.append(Problem(question.line, " ".join(reasons), title=question.definition.title))
        else:
            questions.append(question)
            problems += work_for_people(question)
    if not questions and not any(not problem.is_notice for problem in problems):
        problems.append(Problem(1, _("The file has no questions.")))
    return ImportResult(tuple(questions), tuple(sorted(problems, key=lambda problem: problem.line)))


def work_for_people(question: ImportedQuestion) -> list[Problem]:
    definition = question.definition
    if not (definition.max_mark and question_types.get(definition.type).is_marked_by_people):
        return []
    message = _(
        "A trainer will mark the answers to this question by hand. If nobody should, give it 0 points afterwards."
    )
    return [Problem(question.line, message, is_notice=True)]


def write_questions(questions: Iterable[Question], *, format_name: str, extension: str = "") -> Written:
    """A file with these questions. Those of a type the format does not know are left out, and told among the losses;
    so are those that are not finished, which no reader will take."""
    format, questions = get(format_name), list(questions)
    written = format.writer()(questions, extension or format.extensions[0])
    return Written(written.data, (*written.losses, *unfinished(questions)))


def unfinished(questions: Iterable[Question]) -> list[Loss]:
    definitions = [getattr(question, "definition", question) for question in questions]
    message = _("This question is not finished: another import will refuse it as it is.")
    return [Loss(one.label, message) for one in definitions if question_types.get(one.type).problems(one)]


register(
    Format(
        name="gift",
        label="GIFT",
        extensions=("gift", "txt"),
        read="quizzes.formats.adapters.read_gift",
        write="quizzes.formats.adapters.write_gift",
    )
)
register(
    Format(
        name="moodle_xml",
        label="Moodle XML",
        extensions=("xml",),
        read="quizzes.formats.adapters.read_moodle_xml",
        write="quizzes.formats.adapters.write_moodle_xml",
    )
)
register(
    Format(
        name="spreadsheet",
        label=gettext_lazy("Spreadsheet"),
        extensions=("xlsx", "csv", "tsv"),
        read="quizzes.formats.adapters.read_spreadsheet",
        write="quizzes.formats.adapters.write_spreadsheet",
        written=2,
    )
)
