from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.definitions import Body, QuestionDefinition

from .analysis import Offer
from .base import Field, Option, Problem, QuestionType, Raw, one_value, text_in, unknown_choice
from .block import CHOOSING, QuestionBlock, mark_block
from .review import ReviewLine, given_line, missed_line

VALUES = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseBody(Body):
    """`is_true`: the statement holds. `feedback_true` is for those who answered "true"."""

    is_true: bool
    feedback_true: str = ""
    feedback_false: str = ""

    def feedback_for(self, answer: bool) -> str:
        return self.feedback_true if answer else self.feedback_false


def words(answer: bool) -> str:
    return _("Yes, this is true") if answer else _("No, this is false")


class TrueFalse(QuestionType):
    """A statement that holds or does not; an answer is a boolean. The order of the two is never shuffled."""

    name = "true_false"
    label = gettext_lazy("True or false")
    icon = "check"
    description = gettext_lazy("A statement to agree or disagree with")
    body_class = TrueFalseBody

    def block(self) -> type:
        return TrueFalseBlock

    def freeze_body(self, value: Mapping[str, Any]) -> TrueFalseBody:
        return TrueFalseBody(
            is_true=value.get("is_true") == "true",
            feedback_true=text_in(value, "feedback_true"),
            feedback_false=text_in(value, "feedback_false"),
        )

    def thaw_body(self, body: TrueFalseBody) -> dict[str, Any]:
        return {
            "is_true": "true" if body.is_true else "false",
            "feedback_true": body.feedback_true,
            "feedback_false": body.feedback_false,
        }

    def body_problems(self, body: TrueFalseBody) -> Iterable[Problem]:
        return ()

    def clean(self, question: QuestionDefinition, raw: Raw) -> bool | None:
        chosen = one_value(raw)
        if chosen and chosen not in VALUES:
            raise unknown_choice()
        return VALUES.get(chosen)

    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        return {"": [name for name, value in VALUES.items() if value is answer]}

    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        chosen = raw.get("", [])
        return (Field(options=tuple(Option(name, words(value), name in chosen) for name, value in VALUES.items())),)

    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        return Decimal(answer is question.body.is_true)

    def right_answer(self, question: QuestionDefinition) -> bool:
        return question.body.is_true

    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        return words(answer) if isinstance(answer, bool) else ""

    def guess_score(self, question: QuestionDefinition) -> Decimal | None:
        return Decimal("0.5")

    def offers(self, question: QuestionDefinition) -> tuple[Offer, ...]:
        return tuple(Offer(name, words(value), value is question.body.is_true) for name, value in VALUES.items())

    def picked(self, question: QuestionDefinition, answer: Any) -> list[str]:
        return self.raw(question, answer)[""]

    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterator[ReviewLine]:
        fraction = self.fraction(question, answer)
        if isinstance(answer, bool):
            feedback = question.body.feedback_for(answer)
            yield given_line(words(answer), fraction, show_answers=show_answers, feedback=feedback)
        if show_answers and not fraction:
            yield missed_line(words(question.body.is_true))


class TrueFalseBlock(QuestionBlock):
    question_type = TrueFalse()

    max_mark = mark_block()
    is_true = blocks.ChoiceBlock(
        choices=[("true", gettext_lazy("True")), ("false", gettext_lazy("False"))],
        label=gettext_lazy("The statement is"),
        widget=None,
    )
    feedback_true = blocks.TextBlock(
        required=False, rows=2, label=gettext_lazy("Feedback to those who answered “true”")
    )
    feedback_false = blocks.TextBlock(
        required=False, rows=2, label=gettext_lazy("Feedback to those who answered “false”")
    )

    class Meta:
        icon = TrueFalse.icon
        label = TrueFalse.label
        description = TrueFalse.description
        group = CHOOSING
        preview_value = {
            "prompt": gettext_lazy("Sessions of a council are open to residents."),
            "is_true": "true",
        }
