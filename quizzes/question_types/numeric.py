from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail import blocks

from quizzes.answer_number import NotANumber, parse_number
from quizzes.definitions import Body, QuestionDefinition
from quizzes.frozen import decimal_text

from .accepted import accepted_problems, fraction_block, said_feedback_block
from .base import AnswerError, Field, Problem, QuestionType, Raw, one_value, text_in
from .block import WRITING, QuestionBlock, mark_block
from .choices import from_percent, items_in, list_item, percent_unless
from .review import CLOSE, ReviewLine, given_line, missed_line


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedNumber:
    """A value that earns `fraction` (0..1) of the mark, give or take `tolerance`. None: the trainer left it empty."""

    id: str
    value: Decimal | None
    tolerance: Decimal = Decimal(0)
    fraction: Decimal = Decimal(1)
    feedback: str = ""

    def fits(self, number: Decimal) -> bool:
        return self.value is not None and abs(number - self.value) <= self.tolerance


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericBody(Body):
    accepted: tuple[AcceptedNumber, ...]
    unit: str = ""

    def match(self, answer: Any) -> AcceptedNumber | None:
        return self.first_that_fits(self.number(answer))

    def first_that_fits(self, number: Decimal | None, otherwise: AcceptedNumber | None = None) -> AcceptedNumber | None:
        """As in Moodle: a narrow one stands above a wide one."""
        fitting = (one for one in self.accepted if number is not None and one.fits(number))
        return next(fitting, otherwise)

    def number(self, answer: Any) -> Decimal | None:
        try:
            return parse_number(answer, self.unit) if isinstance(answer, str) else None
        except NotANumber:
            return None

    @property
    def best(self) -> AcceptedNumber | None:
        return next((one for one in self.accepted if one.fraction >= 1 - CLOSE), None)


def rules_of(body: NumericBody) -> list[tuple[Any, ...]]:
    """What is accepted, first to last: the first that fits decides."""
    return [(one.value, one.tolerance, one.fraction) for one in body.accepted]


class Numeric(QuestionType):
    """A number, compared with accepted values; an answer is the number as a decimal text, its unit left off."""

    name = "numeric"
    label = pgettext_lazy("a quantity", "Number")
    icon = "decimal"
    description = gettext_lazy("A number, exact or within a tolerance")
    body_class = NumericBody

    def block(self) -> type:
        return NumericBlock

    def freeze_body(self, value: Mapping[str, Any]) -> NumericBody:
        return NumericBody(
            accepted=tuple(
                AcceptedNumber(
                    id=id,
                    value=item.get("value"),
                    tolerance=item.get("tolerance") or Decimal(0),
                    fraction=from_percent(item.get("percent"), Decimal(1)),
                    feedback=text_in(item, "feedback"),
                )
                for id, item in items_in(value, "accepted")
            ),
            unit=text_in(value, "unit"),
        )

    def thaw_body(self, body: NumericBody) -> dict[str, Any]:
        accepted = [
            list_item(
                one.id,
                {
                    "value": None if one.value is None else decimal_text(one.value),
                    "tolerance": decimal_text(one.tolerance),
                    "percent": percent_unless(one.fraction, Decimal(1)),
                    "feedback": one.feedback,
                },
            )
            for one in body.accepted
        ]
        return {"accepted": accepted, "unit": body.unit}

    def body_problems(self, body: NumericBody) -> Iterator[Problem]:
        earned = [body.first_that_fits(one.value, otherwise=one).fraction for one in body.accepted]
        yield from accepted_problems([one.fraction for one in body.accepted], earned)
        for place, one in enumerate(body.accepted):
            if one.value is None:
                yield Problem("accepted", _("Write a number here, or remove the item."), place)
            elif any((one.value, one.tolerance) == (other.value, other.tolerance) for other in body.accepted[:place]):
                yield Problem("accepted", _("This answer is there twice."), place)
            if one.tolerance < 0:
                yield Problem("accepted", _("A tolerance is not below zero."), place)

    def wording(self, body: NumericBody) -> str:
        return body.unit

    def key_differs(self, before: NumericBody, after: NumericBody) -> bool:
        return rules_of(before) != rules_of(after)

    def clean(self, question: QuestionDefinition, raw: Raw) -> str | None:
        text = one_value(raw)
        if not text:
            return None
        try:
            return decimal_text(parse_number(text, question.body.unit))
        except NotANumber:
            raise AnswerError(_("Write one number, for example 12 or 12,5.")) from None

    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        return {"": [number_words(answer)] if question.body.number(answer) is not None else []}

    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        return (Field(label=pgettext("a quantity", "Number"), value="".join(raw.get("", [])[:1])),)

    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        match = question.body.match(answer)
        return match.fraction if match else Decimal(0)

    def right_answer(self, question: QuestionDefinition) -> str:
        return decimal_text(question.body.best.value) if question.body.best else ""

    def key_words(self, question: QuestionDefinition) -> str:
        best = question.body.best
        return with_unit(accepted_words(best), question.body.unit) if best else ""

    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        return answer if isinstance(answer, str) else ""

    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterator[ReviewLine]:
        match, best, unit = question.body.match(answer), question.body.best, question.body.unit
        fraction = match.fraction if match else Decimal(0)
        if isinstance(answer, str):
            feedback = match.feedback if match else ""
            text = with_unit(number_words(answer), unit)
            yield given_line(text, fraction, show_answers=show_answers, feedback=feedback)
        if show_answers and best and fraction < 1 - CLOSE:
            yield missed_line(with_unit(accepted_words(best), unit))


def number_words(answer: str) -> str:
    """A stored number as the reader's language writes it."""
    return number_format(answer, use_l10n=True, force_grouping=False)


def accepted_words(one: AcceptedNumber) -> str:
    value = number_words(decimal_text(one.value or Decimal(0)))
    return f"{value} ± {number_words(decimal_text(one.tolerance))}" if one.tolerance else value


def with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}" if unit else number


class AcceptedNumberBlock(blocks.StructBlock):
    value = blocks.DecimalBlock(label=pgettext_lazy("a quantity", "Number"), max_digits=30, decimal_places=10)
    tolerance = blocks.DecimalBlock(
        required=False,
        min_value=0,
        max_digits=30,
        decimal_places=10,
        label=gettext_lazy("Give or take"),
        help_text=gettext_lazy("Empty: exactly this number. 0.5 accepts half a unit less or more."),
    )
    percent = fraction_block()
    feedback = said_feedback_block()

    class Meta:
        icon = "tick-inverse"
        label = gettext_lazy("Accepted number")
        description = gettext_lazy("A value that earns the mark or a part of it")
        label_format = "{value}"


class NumericBlock(QuestionBlock):
    question_type = Numeric()

    max_mark = mark_block()
    accepted = blocks.ListBlock(
        AcceptedNumberBlock(),
        min_num=1,
        label=gettext_lazy("Accepted numbers"),
        help_text=gettext_lazy("The first one that fits counts: put the exact one above the wide one."),
    )
    unit = blocks.CharBlock(
        required=False,
        max_length=50,
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Stands after the field: days, %, UAH. Learners may type it or not."),
    )

    class Meta:
        icon = Numeric.icon
        label = Numeric.label
        description = Numeric.description
        group = WRITING
        preview_value = {
            "prompt": gettext_lazy("For how many years is the head of a community elected?"),
            "accepted": [{"value": Decimal(5)}],
            "unit": gettext_lazy("years"),
        }
