"""A sheet to question definitions. A faulty row is a problem with its number, never the end of the file."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats.gift.texts import FormattedText, to_html
from quizzes.formats.identity import as_uuid
from quizzes.formats.limits import LONGEST_TITLE, MOST_EFFORT, MOST_PROBLEMS, MOST_QUESTIONS, MOST_TAGS_IN_QUESTION
from quizzes.formats.results import ImportedQuestion, ImportResult, Problem
from quizzes.frozen import plain

from .answer_reading import READERS
from .cells import EMPTY, CellError, number, tags
from .headings import Layout
from .rows import RowError, SheetRow, about, cell_error, read_row
from .tables import Row, Table, TableError, read_table
from .vocabulary import TYPES, listed, named


@dataclass(slots=True)
class _Reading:
    """One pass through a table."""

    namespace: UUID
    effort: int = 0
    untitled: int = 0
    lines: dict[str, int] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    questions: list[ImportedQuestion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, table: Table) -> None:
        for message in table.layout.problems():
            self.report(table.layout.line, message)
        if unknown := listed(unknown_columns(table)):
            message = _("These columns are not known and were left out: %(columns)s.") % {"columns": unknown}
            self.report(table.layout.line, message, is_notice=True)
        for row in table.rows:
            if self.is_full(row):
                self.report(row.line, _("The file is too big: nothing from this row on was read. Divide the file."))
                return
            self.take(row, table)

    def is_full(self, row: Row) -> bool:
        self.effort += sum(cell.text.count("<") for cell in row.cells)
        faults = sum(not problem.is_notice for problem in self.problems)
        return len(self.questions) >= MOST_QUESTIONS or faults >= MOST_PROBLEMS or self.effort > MOST_EFFORT

    def take(self, row: Row, table: Table) -> None:
        try:
            sheet_row = read_row(row, table.layout)
            self.questions.append(self.question(sheet_row))
        except RowError as error:
            self.report(row.line, str(error), title=title_in(row, table.layout))
            return
        for notice in sheet_row.notices:
            self.report(row.line, notice, is_notice=True)

    def question(self, row: SheetRow) -> ImportedQuestion:
        check_size(row)
        row.id = self.id_of(row)
        definition = definition_of(row)
        category = " ".join(row.fields.get("category", "").split())
        labels = tags(row.fields.get("tags", ""))
        return ImportedQuestion(definition=definition, line=row.line, category=category, tags=labels)

    def id_of(self, row: SheetRow) -> str:
        """The same for the same question of a file read again: by its id, else by its title, else by its place."""
        name = row.fields.get("id", "") or title_of(row) or self.next_untitled()
        id = str(as_uuid(name.lower()) or uuid5(self.namespace, name))
        if id in self.lines and row.fields.get("id"):
            message = _("This ID is in row %(line)d already: the question got a new one.") % {"line": self.lines[id]}
            row.notices.append(about(row.layout.heading("id"), message))
            row.fields["answer_ids"] = ""
        while id in self.lines:
            self.names[name] += 1
            id = str(uuid5(self.namespace, f"{name}\n{self.names[name] + 1}"))
        self.lines[id] = row.line
        return id

    def next_untitled(self) -> str:
        self.untitled += 1
        return f"\n{self.untitled}"

    def report(self, line: int, message: str, *, is_notice: bool = False, title: str = "") -> None:
        self.problems.append(Problem(line, message, is_notice, title))


def parse(data: bytes, *, namespace: UUID) -> ImportResult:
    """The questions of an XLSX or CSV file; a problem's line is the number of its row.

    `namespace` makes the ids of questions that have none: the same file read again gives the same ids.
    """
    reading = _Reading(namespace)
    try:
        reading.read(read_table(data))
    except TableError as error:
        reading.report(error.line, str(error))
    return ImportResult(tuple(reading.questions), tuple(reading.problems))


def unknown_columns(table: Table) -> list[str]:
    """The headings nobody knows above cells that say something."""
    filled = {place for row in table.rows for place, cell in enumerate(row.cells) if cell != EMPTY}
    return [table.layout.headings[place] for place in table.layout.unknown if place in filled]


def check_size(row: SheetRow) -> None:
    if sum(text.count("<") for text in row.fields.values()) > MOST_TAGS_IN_QUESTION:
        raise RowError(_("The question is too long."))


def definition_of(row: SheetRow) -> QuestionDefinition:
    type_name = type_of(row)
    question_type, texts = question_types.get(type_name), row.fields
    definition = QuestionDefinition(
        id=row.id,
        type=type_name,
        title=title_of(row),
        prompt=html_of(texts.get("prompt", "")),
        max_mark=mark_of(row, question_type.usual_mark),
        hint=texts.get("hint", ""),
        feedback=html_of(texts.get("feedback", "")),
        source=" ".join(texts.get("source", "").split()),
        body=READERS[type_name](row),
    )
    check(definition, row)
    return definition


def check(definition: QuestionDefinition, row: SheetRow) -> None:
    """What the editor would refuse too, each thing after the column it is about."""
    problems = question_types.get(definition.type).problems(definition)
    if problems:
        raise RowError(" ".join(dict.fromkeys(about(row.place_of(one), one.message) for one in problems)))


def type_of(row: SheetRow) -> str:
    """A row that names no type and has several answers, some marked, is a choice: what else could it be."""
    text = row.fields.get("type", "")
    if name := named(text, TYPES):
        return name
    if text:
        message = _("There is no type “%(type)s”. Write one of: %(types)s.")
        values = {"type": text[:50], "types": listed(TYPES.values())}
        raise RowError(about(row.layout.heading("type"), message % values))
    return guessed_type(row)


def guessed_type(row: SheetRow) -> str:
    marked = sum(one.is_marked for one in row.answers)
    if len(row.answers) < 2 or not marked:
        message = _("Write the type of the question: %(types)s.") % {"types": listed(TYPES.values())}
        raise RowError(about(row.layout.heading("type"), message))
    return "single_choice" if marked == 1 else "multiple_choice"


def mark_of(row: SheetRow, usual: Decimal) -> Decimal:
    text = row.fields.get("max_mark", "")
    try:
        return plain(number(text)) if text else usual
    except CellError as error:
        raise cell_error(row.layout.heading("max_mark"), error) from None


def title_of(row: SheetRow) -> str:
    return " ".join(row.fields.get("title", "").split())


def title_in(row: Row, layout: Layout) -> str:
    """Of a row that could not be read: what its cell has, at the length of a title."""
    places = [place for place, key in layout.columns.items() if key == "title" and place < len(row.cells)]
    return " ".join(" ".join(row.cells[place].text for place in places).split())[:LONGEST_TITLE]


def html_of(text: str) -> str:
    """Text as a trainer types it, with empty lines between paragraphs; or HTML, cleaned."""
    return to_html(FormattedText(text, "moodle"))
