"""The answers of a row read into the body of one of our question types."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from quizzes.definitions import Body
from quizzes.formats.gift.kinds import span_text
from quizzes.formats.gift.texts import ARROW
from quizzes.formats.shares import evened
from quizzes.question_types.choices import Choice, from_percent
from quizzes.question_types.matching import Distractor, MatchingBody, Pair
from quizzes.question_types.multiple_choice import MultipleChoiceBody, usual_weights
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import Item, OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import AcceptedText, ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

from .cells import CellError, percent, span
from .pairs import split_pair
from .rows import AnswerCells, RowError, SheetRow, about, cell_error
from .vocabulary import ALL_OR_NOTHING, CASE_SENSITIVE, FALSE, TRUE, Word, means


def read_single(row: SheetRow) -> Body:
    row.fields["details"] = no_details(row)
    return SingleChoiceBody(choices=choices(row, Decimal(1), Decimal(0)))


def read_multiple(row: SheetRow) -> Body:
    """Marks alone: the usual weights, as in the editor. With a percent anywhere, nothing is nothing."""
    marked = sum(one.is_marked for one in row.answers)
    right, wrong = usual_weights(marked)
    has_percents = any(weight_of(row, one) is not None for one in row.answers)
    read, all_or_nothing = choices(row, right, Decimal(0) if has_percents else wrong), detail(row, ALL_OR_NOTHING)
    return MultipleChoiceBody(choices=read if all_or_nothing else evened(read), all_or_nothing=all_or_nothing)


def read_true_false(row: SheetRow) -> Body:
    """The statement is what the first answer says, or the one that is marked as right."""
    row.fields["details"] = no_details(row)
    said = {truth(row, one): one for one in reversed(row.answers)}
    if not said:
        raise RowError(about(row.layout.answer_heading(1, "text"), truth_words()))
    right = [one for one in row.answers if one.is_marked or (weight_of(row, one) or 0) > 0] or row.answers
    if len(right) > 1:
        raise RowError(about(row.layout.answer_heading(1, "weight"), _("Mark one of the two answers as right.")))
    comments = {answer: one.comment for answer, one in said.items()}
    return TrueFalseBody(
        is_true=truth(row, right[0]), feedback_true=comments.get(True, ""), feedback_false=comments.get(False, "")
    )


def read_matching(row: SheetRow) -> Body:
    row.fields["details"] = no_details(row)
    row.wants_no("weight")
    row.wants_no("comment")
    sides = [pair_of(row, one) for one in row.answers]
    pairs, extra = [side for side in sides if side[0]], [right for left, right in sides if not left]
    ids = row.ids([left for left, _right in pairs] + [f"{ARROW}{text}" for text in extra])
    return MatchingBody(
        pairs=tuple(Pair(id=id, left=left, right=right) for id, (left, right) in zip(ids, pairs, strict=False)),
        distractors=tuple(Distractor(id=id, text=text) for id, text in zip(ids[len(pairs) :], extra, strict=True)),
    )


def read_ordering(row: SheetRow) -> Body:
    row.fields["details"] = no_details(row)
    row.wants_no("weight")
    row.wants_no("comment")
    texts = [one.text for one in row.answers]
    return OrderingBody(items=tuple(Item(id=id, text=text) for id, text in zip(row.ids(texts), texts, strict=True)))


def read_short(row: SheetRow) -> Body:
    ids = row.ids([one.text for one in row.answers])
    accepted = tuple(
        AcceptedText(id=id, text=one.text, fraction=fraction(row, one, Decimal(1)), feedback=one.comment)
        for id, one in zip(ids, row.answers, strict=True)
    )
    return ShortAnswerBody(accepted=accepted, case_sensitive=detail(row, CASE_SENSITIVE))


def read_numeric(row: SheetRow) -> Body:
    numbers = [accepted_number(row, one, "") for one in row.answers]
    ids = row.ids([span_text(number) for number in numbers])
    accepted = tuple(accepted_number(row, one, id) for id, one in zip(ids, row.answers, strict=True))
    return NumericBody(accepted=accepted, unit=row.fields.get("details", ""))


def read_reflection(row: SheetRow) -> Body:
    row.wants_no("weight")
    row.wants_no("comment")
    if len(row.answers) > 1:
        raise RowError(_("A reflection has one answer: its model answer."))
    model = row.answers[0].text if row.answers else ""
    return ReflectionBody(model_answer=model, advice=row.fields.get("details", ""))


def choices(row: SheetRow, right: Decimal, wrong: Decimal) -> tuple[Choice, ...]:
    ids = row.ids([one.text for one in row.answers])
    usual = {True: from_percent(None, right), False: from_percent(None, wrong)}
    return tuple(
        Choice(id=id, text=one.text, fraction=fraction(row, one, usual[one.is_marked]), feedback=one.comment)
        for id, one in zip(ids, row.answers, strict=True)
    )


def fraction(row: SheetRow, answer: AnswerCells, usual: Decimal) -> Decimal:
    """A percent as it stands; a mark or nothing says the usual. A plain “no” of an accepted answer is nothing."""
    weight = weight_of(row, answer)
    if weight is None:
        return Decimal(0) if answer.weight and not answer.is_marked and usual > 0 else usual
    if not -1 <= weight <= 1:
        heading = row.layout.answer_heading(answer.number, "weight")
        raise RowError(about(heading, _("The weight “%(weight)s” is out of range.") % {"weight": answer.weight}))
    return weight


def weight_of(row: SheetRow, answer: AnswerCells) -> Decimal | None:
    try:
        return percent(answer.weight) if answer.weight else None
    except CellError as error:
        raise cell_error(row.layout.answer_heading(answer.number, "weight"), error) from None


def accepted_number(row: SheetRow, answer: AnswerCells, id: str) -> AcceptedNumber:
    try:
        value, tolerance = span(answer.text)
    except CellError as error:
        raise cell_error(row.layout.answer_heading(answer.number, "text"), error) from None
    share = fraction(row, answer, Decimal(1))
    return AcceptedNumber(id=id, value=value, tolerance=tolerance, fraction=share, feedback=answer.comment)


def truth(row: SheetRow, answer: AnswerCells) -> bool:
    is_true = means(answer.text, TRUE)
    if not is_true and not means(answer.text, FALSE):
        raise RowError(about(row.layout.answer_heading(answer.number, "text"), truth_words()))
    return is_true


def truth_words() -> str:
    return _("Write “%(true)s” or “%(false)s” here.") % {"true": TRUE, "false": FALSE}


def pair_of(row: SheetRow, answer: AnswerCells) -> tuple[str, str]:
    left, arrow, right = split_pair(answer.text)
    if not arrow:
        heading = row.layout.answer_heading(answer.number, "text")
        raise RowError(about(heading, _("A pair needs an arrow between its sides: council -> adopts the budget.")))
    return left, right


def detail(row: SheetRow, word: Word) -> bool:
    """Whether the details say the one thing they can say for this type."""
    text = row.fields.get("details", "")
    if text and not means(text, word):
        message = _("Here this type of question takes nothing but “%(word)s”.") % {"word": word}
        raise RowError(about(row.layout.heading("details"), message))
    return bool(text)


def no_details(row: SheetRow) -> str:
    if row.fields.get("details"):
        heading = row.layout.heading("details")
        row.notices.append(about(heading, _("This type of question has no details: left out.")))
    return ""


READERS: dict[str, Callable[[SheetRow], Body]] = {
    "single_choice": read_single,
    "multiple_choice": read_multiple,
    "true_false": read_true_false,
    "matching": read_matching,
    "ordering": read_ordering,
    "short_answer": read_short,
    "numeric": read_numeric,
    "reflection": read_reflection,
}
