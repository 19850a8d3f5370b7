"""What each format's own reader and writer need to be one of the registry's."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from quizzes.definitions import QuestionDefinition
from quizzes.picture_tags import has_picture

from .encoding import NotUtf8, decoded
from .registry import Question, Written
from .results import ImportedQuestion, ImportResult, Loss, Problem


def read_gift(data: bytes, namespace: UUID) -> ImportResult:
    from . import gift

    try:
        text = decoded(data)
    except NotUtf8 as error:
        return ImportResult((), (Problem(error.line, str(error)),))
    return gift.parse(text, namespace=namespace)


def write_gift(questions: Sequence[Question], extension: str) -> Written:
    from . import gift
    from .gift.writer import WRITERS

    kept, losses = known_types(questions, WRITERS)
    return Written(gift.write(kept).encode(), (*losses, *gift.losses(kept), *hidden_from_moodle(kept)))


def read_moodle_xml(data: bytes, namespace: UUID) -> ImportResult:
    from . import moodle_xml

    return moodle_xml.parse(data, namespace=namespace)


def write_moodle_xml(questions: Sequence[Question], extension: str) -> Written:
    from . import moodle_xml

    written = moodle_xml.write(questions)
    return Written(written.text.encode(), tuple(written.losses))


def read_spreadsheet(data: bytes, namespace: UUID) -> ImportResult:
    from . import spreadsheet

    return spreadsheet.parse(data, namespace=namespace)


def write_spreadsheet(questions: Sequence[Question], extension: str) -> Written:
    from .spreadsheet.answer_writing import WRITERS
    from .spreadsheet.writer import write_csv

    kept, losses = known_types(questions, WRITERS)
    losses = (*losses, *pictures_left_out(kept))
    if extension in ("csv", "tsv"):
        return Written(write_csv(kept), losses)
    from .spreadsheet.workbook_writing import too_long, write_xlsx

    return Written(write_xlsx(kept), (*losses, *too_long(kept)))


def known_types(questions: Sequence[Question], writers: Any) -> tuple[list[Question], tuple[Loss, ...]]:
    kept = [question for question in questions if definition_of(question).type in writers]
    lost = [definition_of(question) for question in questions if definition_of(question).type not in writers]
    message = _("This type of question does not exist in the format: the question is left out.")
    return kept, tuple(Loss(definition.label, message) for definition in lost)


def definition_of(question: Question) -> QuestionDefinition:
    return question.definition if isinstance(question, ImportedQuestion) else question


def pictures_left_out(questions: Sequence[Question]) -> list[Loss]:
    definitions = map(definition_of, questions)
    with_picture = [one for one in definitions if has_picture(one.prompt) or has_picture(one.feedback)]
    return [Loss(one.label, _("A picture was left out: a spreadsheet holds none.")) for one in with_picture]


def hidden_from_moodle(questions: Sequence[Question]) -> list[Loss]:
    """What stands in comments of a GIFT file, for us alone."""
    from .gift.moodle_sees import unseen

    found = [(definition_of(question).label, unseen(definition_of(question))) for question in questions]
    message = _("Kept for another import here, but unseen by Moodle: %(parts)s.")
    return [Loss(label, message % {"parts": ", ".join(parts)}) for label, parts in found if parts]
