"""The body of a question as the answers of a row: the reverse of `answer_reading`."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from quizzes.question_types.choices import Choice, from_percent
from quizzes.question_types.matching import MatchingBody
from quizzes.question_types.multiple_choice import MultipleChoiceBody, usual_weights
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

from .cells import percent_words, span_words
from .pairs import join_pair
from .vocabulary import ALL_OR_NOTHING, CASE_SENSITIVE, FALSE, TRUE, YES

# Numbers stay numbers, so that a spreadsheet shows them in its own way.
Value = str | Decimal


class Answer(NamedTuple):
    text: Value
    weight: Value = ""
    comment: str = ""


class Answers(NamedTuple):
    answers: list[Answer]
    details: str = ""


def write_single(body: SingleChoiceBody) -> Answers:
    return Answers([Answer(one.text, single_weight(one.fraction), one.feedback) for one in body.choices])


def single_weight(fraction: Decimal) -> Value:
    return {Decimal(1): str(YES), Decimal(0): ""}.get(fraction, percent_words(fraction))


def write_multiple(body: MultipleChoiceBody) -> Answers:
    weigh = marks if has_usual_weights(body.choices) else percent_words
    answers = [Answer(one.text, weigh(one.fraction), one.feedback) for one in body.choices]
    return Answers(answers, str(ALL_OR_NOTHING) if body.all_or_nothing else "")


def has_usual_weights(choices: Sequence[Choice]) -> bool:
    right_count = sum(one.fraction > 0 for one in choices)
    usual = {from_percent(None, weight) for weight in usual_weights(right_count)}
    return right_count > 0 and {one.fraction for one in choices} <= usual


def marks(fraction: Decimal) -> str:
    return str(YES) if fraction > 0 else ""


def write_true_false(body: TrueFalseBody) -> Answers:
    says = {True: (str(TRUE), body.feedback_true), False: (str(FALSE), body.feedback_false)}
    return Answers(
        [Answer(word, str(YES) if is_true is body.is_true else "", said) for is_true, (word, said) in says.items()]
    )


def write_matching(body: MatchingBody) -> Answers:
    pairs = [Answer(join_pair(pair.left, pair.right)) for pair in body.pairs]
    return Answers([*pairs, *(Answer(join_pair("", item.text)) for item in body.distractors)])


def write_ordering(body: OrderingBody) -> Answers:
    return Answers([Answer(item.text) for item in body.items])


def write_short(body: ShortAnswerBody) -> Answers:
    answers = [Answer(one.text, share(one.fraction), one.feedback) for one in body.accepted]
    return Answers(answers, str(CASE_SENSITIVE) if body.case_sensitive else "")


def write_numeric(body: NumericBody) -> Answers:
    return Answers([Answer(number_cell(one), share(one.fraction), one.feedback) for one in body.accepted], body.unit)


def number_cell(one: AcceptedNumber) -> Value:
    """A spreadsheet keeps fifteen digits of a number; of a text it keeps all."""
    if one.value is None:
        return ""
    value = one.value
    is_short = len(value.normalize().as_tuple().digits) <= 15 and abs(value) < 10**15
    return value if is_short and not one.tolerance else span_words(value, one.tolerance)


def write_reflection(body: ReflectionBody) -> Answers:
    return Answers([Answer(body.model_answer)] if body.model_answer else [], body.advice)


def share(fraction: Decimal) -> Value:
    return "" if fraction == 1 else percent_words(fraction)


WRITERS: dict[str, Callable[..., Answers]] = {
    "single_choice": write_single,
    "multiple_choice": write_multiple,
    "true_false": write_true_false,
    "matching": write_matching,
    "ordering": write_ordering,
    "short_answer": write_short,
    "numeric": write_numeric,
    "reflection": write_reflection,
}
