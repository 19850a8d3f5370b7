from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.definitions import Body, QuestionDefinition

from .analysis import Offer
from .base import Field, Problem, QuestionType, Raw, as_fraction, one_value, unknown_choice
from .block import CHOOSING, QuestionBlock, mark_block
from .choices import (
    Choice,
    choice_field,
    choice_problems,
    choices_block,
    freeze_choices,
    offered_texts,
    offers_of,
    texts_of,
    thaw_choices,
    worth_differs,
)
from .correspondence import GONE, renamed
from .review import CLOSE, ReviewLine, given_line, missed_line


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoiceBody(Body):
    choices: tuple[Choice, ...]

    def choice(self, id: Any) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == id), None)


class SingleChoice(QuestionType):
    """One of several; an answer is the id of the choice. A choice may earn a part of the mark."""

    name = "single_choice"
    label = gettext_lazy("Single choice")
    icon = "radio-full"
    description = gettext_lazy("Several choices, one of them to pick")
    body_class = SingleChoiceBody

    def block(self) -> type:
        return SingleChoiceBlock

    def freeze_body(self, value: Mapping[str, Any]) -> SingleChoiceBody:
        return SingleChoiceBody(choices=freeze_choices(value, Decimal(1), Decimal(0)))

    def thaw_body(self, body: SingleChoiceBody) -> dict[str, Any]:
        return {"choices": thaw_choices(body.choices, Decimal(1), Decimal(0))}

    def body_problems(self, body: SingleChoiceBody) -> Iterator[Problem]:
        yield from choice_problems(body.choices)
        best = max((choice.fraction for choice in body.choices), default=Decimal(0))
        if 0 < best < 1 - CLOSE:
            yield Problem("choices", _("One of the choices must earn the whole mark: 100 %."))

    def offer(self, body: SingleChoiceBody) -> list[str]:
        return offered_texts(body.choices)

    def key_differs(self, before: SingleChoiceBody, after: SingleChoiceBody) -> bool:
        return worth_differs(before.choices, after.choices)

    def carry(self, answer: Any, before: SingleChoiceBody, after: SingleChoiceBody) -> Any:
        found = renamed([answer], texts_of(before.choices), texts_of(after.choices))
        return found[0] if found else GONE

    def choice_ids(self, question: QuestionDefinition) -> list[str]:
        return [choice.id for choice in question.body.choices]

    def clean(self, question: QuestionDefinition, raw: Raw) -> str | None:
        chosen = one_value(raw)
        if chosen and not question.body.choice(chosen):
            raise unknown_choice()
        return chosen or None

    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        return {"": [answer] if isinstance(answer, str) else []}

    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        return (choice_field(question.body.choices, order, raw.get("", [])),)

    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        choice = question.body.choice(answer)
        return choice.fraction if choice else Decimal(0)

    def right_answer(self, question: QuestionDefinition) -> str:
        best = max(question.body.choices, key=lambda choice: choice.fraction, default=None)
        return best.id if best else ""

    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        choice = question.body.choice(answer)
        return choice.text if choice else ""

    def guess_score(self, question: QuestionDefinition) -> Decimal | None:
        """The average over the choices. Below 0 where wrong ones cost marks: then guessing earns nothing."""
        fractions = [choice.fraction for choice in question.body.choices]
        return as_fraction(sum(fractions, Decimal(0)) / max(len(fractions), 1))

    def offers(self, question: QuestionDefinition) -> tuple[Offer, ...]:
        return offers_of(question.body.choices)

    def picked(self, question: QuestionDefinition, answer: Any) -> list[str]:
        choice = question.body.choice(answer)
        return [choice.id] if choice else []

    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterator[ReviewLine]:
        choice = question.body.choice(answer)
        if choice:
            yield given_line(choice.text, choice.fraction, show_answers=show_answers, feedback=choice.feedback)
        if show_answers and not (choice and choice.fraction >= 1 - CLOSE):
            yield from (missed_line(other.text) for other in question.body.choices if other.fraction >= 1 - CLOSE)


class SingleChoiceBlock(QuestionBlock):
    question_type = SingleChoice()

    max_mark = mark_block()
    choices = choices_block(help_text=gettext_lazy("Tick the right one. A weight makes another one partly right."))

    class Meta:
        icon = SingleChoice.icon
        label = SingleChoice.label
        description = SingleChoice.description
        group = CHOOSING
        preview_value = {
            "prompt": gettext_lazy("Who adopts the budget of a community?"),
            "choices": [
                {"text": gettext_lazy("The council"), "right": True},
                {"text": gettext_lazy("The head of the community")},
                {"text": gettext_lazy("The executive committee")},
            ],
        }
