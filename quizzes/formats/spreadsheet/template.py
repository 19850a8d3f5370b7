"""The workbook a trainer begins with: an example of every type of question, and a sheet that explains the columns."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from openpyxl import Workbook

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats.results import ImportedQuestion

from .answer_writing import WRITERS
from .vocabulary import (
    AFTER_ANSWERS,
    ALL_OR_NOTHING,
    ANSWER_PARTS,
    BEFORE_ANSWERS,
    CASE_SENSITIVE,
    FALSE,
    TRUE,
    TYPES,
    YES,
    listed,
)
from .workbook_writing import fill_sheet, saved
from .writer import Sheet, sheet_of

FILE_NAME = "questions-template.xlsx"
READY_ROWS = 200


def write_template() -> bytes:
    """In the language of the moment."""
    book = Workbook(write_only=True)
    fill_sheet(book.create_sheet(_("Questions")), without_ids(sheet_of(examples())), READY_ROWS)
    fill_sheet(book.create_sheet(_("How to fill it in")), Sheet(*help_table()), 0)
    return saved(book)


def examples() -> Iterator[ImportedQuestion]:
    """What the editor shows as examples of its blocks; the first one has every column filled."""
    for place, question_type in enumerate(one for one in question_types.all_types() if one.name in WRITERS):
        block = question_type.block()()
        definition = question_type.freeze(block.get_preview_value(), "")
        tags = () if place else (_("council"), _("basics"))
        yield ImportedQuestion(definition=definition if place else filled(definition), line=0, tags=tags)


def filled(question: QuestionDefinition) -> QuestionDefinition:
    return replace(
        question,
        hint=_("It meets in sessions."),
        feedback=f"<p>{_('The council adopts the budget, the executive committee carries it out.')}</p>",
        source=_("The law on local self-government, article 26"),
        title=_("Example 1"),
    )


def without_ids(sheet: Sheet) -> Sheet:
    """Whoever copies an example would copy its id too."""
    rows = [[*row[:-2], "", ""] for row in sheet.rows]
    return sheet._replace(rows=rows)


def help_table() -> tuple[list[str], list[int], list[list[str]]]:
    rows = [[str(heading), words] for heading, words in columns_help()]
    rows += [["", ""], *([str(TYPES[name]), words] for name, words in types_help())]
    return [_("Column or type"), _("What to write")], [26, 110], rows


def columns_help() -> Iterator[tuple[object, str]]:
    answer, right, comment = ANSWER_PARTS.values()
    yield BEFORE_ANSWERS["type"], _("One of: %(types)s.") % {"types": listed(TYPES.values())}
    yield (
        BEFORE_ANSWERS["prompt"],
        _("What you ask. This and the type are all that every row needs. Alt+Enter begins a new line."),
    )
    yield (
        f"{answer} 1, 2, 3…",
        _("One answer in a cell. Add columns with the next number where there are not enough of them."),
    )
    yield (
        f"{right} 1, 2, 3…",
        _("“%(yes)s” beside a right answer, nothing beside a wrong one. Or the share it earns in percent: 50, −25.")
        % {"yes": YES},
    )
    yield f"{comment} 1, 2, 3…", _("Shown after the answer, to those who gave this one. May be empty.")
    yield AFTER_ANSWERS["details"], _("Differs by type: see below. May be empty.")
    yield AFTER_ANSWERS["max_mark"], _("What a right answer earns. Empty: 1.")
    yield AFTER_ANSWERS["hint"], _("Folded away; learners may open it before they answer.")
    yield AFTER_ANSWERS["feedback"], _("Shown with the result, whatever was answered: why it is so.")
    yield AFTER_ANSWERS["source"], _("The act and article, shown with the result.")
    yield AFTER_ANSWERS["tags"], _("Several are parted by commas.")
    yield AFTER_ANSWERS["category"], _("The topic in the question bank; a slash before a topic below it.")
    yield AFTER_ANSWERS["title"], _("For reports and imports; learners do not see it.")
    yield (
        f"{AFTER_ANSWERS['id']}, {AFTER_ANSWERS['answer_ids']}",
        _("Filled in by an export: by it a later import finds the same question. Leave it as it is, or empty."),
    )


def types_help() -> Iterator[tuple[str, str]]:
    yield "single_choice", _("Several answers, one of them right.")
    yield (
        "multiple_choice",
        _("Several answers, several of them right. Details: “%(word)s”, where a part earns nothing.")
        % {"word": ALL_OR_NOTHING},
    )
    yield (
        "true_false",
        _("The question is a statement; the first answer is “%(true)s” or “%(false)s”, whichever is right.")
        % {"true": TRUE, "false": FALSE},
    )
    yield "matching", _("A pair in each answer: council -> adopts the budget. An extra right side: -> is elected.")
    yield "ordering", _("The steps in the right order, one in each answer.")
    yield (
        "short_answer",
        _("Every answer that is accepted; * stands for any text. Details: “%(word)s”, where they are.")
        % {"word": CASE_SENSITIVE},
    )
    yield "numeric", _("The number, or 10 ± 2 for a number give or take. Details: the unit, as in “days”.")
    yield "reflection", _("The first answer is the model answer, shown afterwards. Details: how much to write.")
