from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.definitions import Body, QuestionDefinition

from .analysis import Offer
from .base import Field, Problem, QuestionType, Raw, storable, unknown_choice
from .block import CHOOSING, QuestionBlock, mark_block
from .choices import (
    Choice,
    choice_field,
    choice_problems,
    choices_block,
    freeze_choices,
    items_in,
    offers_of,
    thaw_choices,
)
from .review import CLOSE, ReviewLine, given_line


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoiceBody(Body):
    choices: tuple[Choice, ...]
    all_or_nothing: bool = False

    def chosen(self, answer: Any) -> list[Choice]:
        """The choices an answer names, in the trainer's order; ids of another version are passed over."""
        ids = answer if isinstance(answer, list) else []
        return [choice for choice in self.choices if choice.id in ids]

    @property
    def right_ones(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.fraction > 0]


def usual_weights(right_count: int) -> tuple[Decimal, Decimal]:
    """Of a right and of a wrong choice: each wrong one takes back what one right one gives."""
    share = Decimal(1) / max(right_count, 1)
    return share, -share


class MultipleChoice(QuestionType):
    """Any number of several; an answer is the list of chosen ids. Fractions add up, never below 0 or above 1."""

    name = "multiple_choice"
    label = gettext_lazy("Multiple choice")
    icon = "tasks"
    description = gettext_lazy("Several choices, all the right ones to pick")
    body_class = MultipleChoiceBody

    def block(self) -> type:
        return MultipleChoiceBlock

    def freeze_body(self, value: Mapping[str, Any]) -> MultipleChoiceBody:
        right_count = sum(bool(item.get("right")) for _id, item in items_in(value, "choices"))
        return MultipleChoiceBody(
            choices=freeze_choices(value, *usual_weights(right_count)), all_or_nothing=bool(value.get("all_or_nothing"))
        )

    def thaw_body(self, body: MultipleChoiceBody) -> dict[str, Any]:
        choices = thaw_choices(body.choices, *usual_weights(len(body.right_ones)))
        return {"choices": choices, "all_or_nothing": body.all_or_nothing}

    def body_problems(self, body: MultipleChoiceBody) -> Iterator[Problem]:
        yield from choice_problems(body.choices)
        total = sum((choice.fraction for choice in body.right_ones), Decimal(0))
        if total and not body.all_or_nothing and abs(total - 1) > CLOSE:
            yield Problem("choices", _("The weights of the right choices must add up to 100 %."))

    def choice_ids(self, question: QuestionDefinition) -> list[str]:
        return [choice.id for choice in question.body.choices]

    def clean(self, question: QuestionDefinition, raw: Raw) -> list[str] | None:
        posted = {storable(value) for value in raw.get("", [])}
        chosen = [id for id in self.choice_ids(question) if id in posted]
        if len(chosen) != len(posted):
            raise unknown_choice()
        return chosen or None

    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        return {"": [choice.id for choice in question.body.chosen(answer)]}

    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        return (choice_field(question.body.choices, order, raw.get("", [])),)

    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        chosen = question.body.chosen(answer)
        if question.body.all_or_nothing:
            return Decimal(chosen == question.body.right_ones)
        return sum((choice.fraction for choice in chosen), Decimal(0))

    def right_answer(self, question: QuestionDefinition) -> list[str]:
        return [choice.id for choice in question.body.choices if choice.fraction > 0]

    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        return "; ".join(choice.text for choice in question.body.chosen(answer))

    def guess_score(self, question: QuestionDefinition) -> None:
        """How many a guesser would tick, nobody knows."""
        return None

    def offers(self, question: QuestionDefinition) -> tuple[Offer, ...]:
        return offers_of(question.body.choices)

    def picked(self, question: QuestionDefinition, answer: Any) -> list[str]:
        return [choice.id for choice in question.body.chosen(answer)]

    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterator[ReviewLine]:
        """A choice's feedback would tell which of the chosen are right, so it waits for `show_answers` too."""
        chosen = question.body.chosen(answer)
        for choice in chosen:
            feedback = choice.feedback if show_answers else ""
            yield given_line(choice.text, Decimal(choice.fraction > 0), show_answers=show_answers, feedback=feedback)
        if show_answers:
            missed = [choice for choice in question.body.right_ones if choice not in chosen]
            yield from (ReviewLine(choice.text, "miss", _("right, but not chosen")) for choice in missed)


class MultipleChoiceBlock(QuestionBlock):
    question_type = MultipleChoice()

    max_mark = mark_block()
    choices = choices_block(
        help_text=gettext_lazy(
            "Tick all the right ones. Usually they share the mark equally, and a wrong one takes a share back."
        )
    )
    all_or_nothing = blocks.BooleanBlock(
        required=False,
        label=gettext_lazy("All or nothing"),
        help_text=gettext_lazy("Only exactly the right choices earn the mark; weights do not count."),
    )

    class Meta:
        icon = MultipleChoice.icon
        label = MultipleChoice.label
        description = MultipleChoice.description
        group = CHOOSING
        preview_value = {
            "prompt": gettext_lazy("What belongs to local self-government?"),
            "choices": [
                {"text": gettext_lazy("The council"), "right": True},
                {"text": gettext_lazy("The village head"), "right": True},
                {"text": gettext_lazy("The district state administration")},
            ],
        }
