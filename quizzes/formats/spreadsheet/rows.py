"""One row of the sheet under its headings, and what is found wrong with it on the way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quizzes.formats.identity import answer_ids, as_uuid
from quizzes.question_types.base import Problem

from .cells import CellError
from .headings import Layout
from .tables import Row
from .vocabulary import NO, YES, listed, means, of_answer

LONGEST_CELL = 20_000
# “1/2” in a CSV that Excel has saved: 01.лют, 1-Feb.
_MADE_A_DATE = re.compile(
    r"\d{1,2}[.-](?:січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*",
    re.IGNORECASE,
)


class RowError(ValueError):
    """Why a row is no question; `str()` is a sentence for the trainer."""


@dataclass(frozen=True, slots=True)
class AnswerCells:
    """The parts of one answer. `number` is the one in its heading."""

    number: int
    text: str = ""
    weight: str = ""
    comment: str = ""

    @property
    def is_marked(self) -> bool:
        return means(self.weight, YES)


@dataclass(slots=True)
class SheetRow:
    """The texts of a row. `notices` gathers what was left out, `id` is the question's once it is known."""

    layout: Layout
    line: int
    fields: dict[str, str]
    answers: list[AnswerCells]
    id: str = ""
    notices: list[str] = field(default_factory=list)

    def ids(self, texts: list[str]) -> list[str]:
        """Those the sheet names, where they still are as many as the answers; else made of the texts."""
        given = self.fields.get("answer_ids", "").split()
        is_sound = len(given) == len(texts) == len(set(given)) and all(map(as_uuid, given))
        return given if is_sound else answer_ids(as_uuid(self.id), texts)

    def wants_no(self, part: str) -> None:
        """Tell of parts of answers that this type of question does not have."""
        filled = [of_answer(part, one.number) for one in self.answers if getattr(one, part)]
        if filled:
            self.notices.append(
                _("This type of question has nothing for %(columns)s: left out.") % {"columns": listed(filled)}
            )

    def place_of(self, problem: Problem) -> str:
        """The heading of the column that a problem of a question type is about."""
        if problem.field in self.layout.columns.values():
            return self.layout.heading(problem.field)
        if problem.field not in ("choices", "accepted", "pairs", "items", "distractors"):
            return ""
        item = problem.item if problem.item is not None else 0
        numbers = [one.number for one in self.answers]
        return self.layout.answer_heading(numbers[item] if item < len(numbers) else item + 1, "text")


def read_row(row: Row, layout: Layout) -> SheetRow:
    """Raises RowError with everything that is wrong with single cells."""
    faults = [*([row.fault] if row.fault else []), *cell_faults(row, layout)]
    if faults:
        raise RowError(" ".join(faults))
    texts = dict(enumerate(cell.text for cell in row.cells))
    fields = {key: texts.get(place, "") for place, key in layout.columns.items()}
    read = SheetRow(layout, row.line, fields, list(answers_of(texts, layout)))
    read.notices += likely_dates(read)
    return read


def likely_dates(row: SheetRow) -> Iterator[str]:
    for answer in row.answers:
        if _MADE_A_DATE.fullmatch(answer.text):
            message = _("“%(text)s” looks like a date that Excel made of an answer: check it.") % {"text": answer.text}
            yield about(row.layout.answer_heading(answer.number, "text"), message)


def cell_faults(row: Row, layout: Layout) -> Iterator[str]:
    for place, cell in enumerate(row.cells):
        is_known = place in layout.columns or place in layout.answers
        fault = cell.fault or (_("The text is too long.") if len(cell.text) > LONGEST_CELL else "")
        if fault and is_known:
            yield about(layout.headings[place], fault)


def answers_of(texts: dict[int, str], layout: Layout) -> Iterator[AnswerCells]:
    """In the order of their numbers; numbers without a text are passed over."""
    parts: dict[int, dict[str, str]] = {}
    for place, (number, part) in layout.answers.items():
        parts.setdefault(number, {})[part] = texts.get(place, "")
    for number in sorted(parts):
        answer = AnswerCells(number, **parts[number])
        if answer.text:
            yield answer
        elif answer.comment or not means(answer.weight or str(NO), NO):
            heading = layout.answer_heading(number, "text")
            raise RowError(about(heading, _("This answer is empty, but the cells beside it are not.")))


def about(heading: str, message: str) -> str:
    return f"{listed([heading])}: {message}" if heading else message


def cell_error(heading: str, error: CellError) -> RowError:
    return RowError(about(heading, str(error)))
