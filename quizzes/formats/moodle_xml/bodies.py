"""The part of a question element that its type alone has."""

from collections.abc import Callable
from decimal import Decimal
from html import escape

from quizzes.formats.gift.kinds import ANY_NUMBER
from quizzes.frozen import decimal_text
from quizzes.question_types.choices import Choice
from quizzes.question_types.matching import MatchingBody
from quizzes.question_types.multiple_choice import MultipleChoiceBody
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import AcceptedText, ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

from .elements import plain, plain_format, text, value
from .extras import write_extra

LITERAL = "moodle_auto_format"


def write_single(body: SingleChoiceBody) -> str:
    return value("single", "true") + choices(body.choices)


def write_multiple(body: MultipleChoiceBody) -> str:
    scoring = write_extra("scoring", "all-or-nothing" if body.all_or_nothing else "")
    return value("single", "false") + choices(body.choices) + scoring


def choices(some: tuple[Choice, ...]) -> str:
    answers = "".join(answer(one.fraction, one.text, one.feedback, plain_format(one.text)) for one in some)
    return value("shuffleanswers", "true") + value("answernumbering", "none") + answers


def answer(fraction: Decimal, raw: str, feedback: str, format: str = LITERAL, more: str = "") -> str:
    percent = decimal_text(fraction * 100)
    inside = f"{text(raw)}\n  {plain('feedback', feedback)}{more}    "
    return f'    <answer fraction="{percent}" format="{format}">{inside}</answer>\n'


def write_true_false(body: TrueFalseBody) -> str:
    return "".join(
        answer(Decimal(body.is_true is said), "true" if said else "false", body.feedback_for(said))
        for said in (True, False)
    )


def write_matching(body: MatchingBody) -> str:
    pairs = [subquestion(pair.left, pair.right) for pair in body.pairs]
    return value("shuffleanswers", "true") + "".join([*pairs, *(subquestion("", one.text) for one in body.distractors)])


def subquestion(left: str, right: str) -> str:
    """The right side has no format: Moodle shows it as a line of HTML."""
    shown = escape(right, quote=False) if any(sign in right for sign in "<&") else right
    return plain("subquestion", left, f"<answer>{text(shown)}</answer>")


def write_ordering(body: OrderingBody) -> str:
    settings = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": str(len(body.items))}
    settings |= {"gradingtype": "ABSOLUTE_POSITION", "showgrading": "SHOW", "numberingstyle": "none"}
    steps = "".join(
        f'    <answer fraction="{place}" format="{plain_format(item.text)}">{text(item.text)}</answer>\n'
        for place, item in enumerate(body.items, start=1)
    )
    return "".join(value(tag, said) for tag, said in settings.items()) + steps


def write_short(body: ShortAnswerBody) -> str:
    answers = "".join(accepted_text(one) for one in body.accepted)
    return value("usecase", str(int(body.case_sensitive))) + answers


def accepted_text(one: AcceptedText) -> str:
    return answer(one.fraction, one.text, one.feedback)


def write_numeric(body: NumericBody) -> str:
    unit = f"<unit>{value('multiplier', '1')}{value('unit_name', body.unit)}</unit>"
    units = f"    <units>{unit}</units>\n" if body.unit else ""
    return "".join(map(accepted_number, body.accepted)) + units


def accepted_number(one: AcceptedNumber) -> str:
    if not one.value and one.tolerance == ANY_NUMBER:
        return answer(one.fraction, "*", one.feedback, more=value("tolerance", "0"))
    tolerance = value("tolerance", decimal_text(one.tolerance))
    return answer(one.fraction, decimal_text(one.value or Decimal(0)), one.feedback, more=tolerance)


def write_reflection(body: ReflectionBody) -> str:
    model_answer = plain("graderinfo", body.model_answer) if body.model_answer else ""
    return value("responseformat", "editor") + model_answer + write_extra("advice", body.advice)


# Our question type -> (Moodle's, what writes its body).
WRITERS: dict[str, tuple[str, Callable[..., str]]] = {
    "single_choice": ("multichoice", write_single),
    "multiple_choice": ("multichoice", write_multiple),
    "true_false": ("truefalse", write_true_false),
    "matching": ("matching", write_matching),
    "ordering": ("ordering", write_ordering),
    "short_answer": ("shortanswer", write_short),
    "numeric": ("numerical", write_numeric),
    "reflection": ("essay", write_reflection),
}
