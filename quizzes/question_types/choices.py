"""What single and multiple choice share: choices with a fraction and feedback of their own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.frozen import decimal_text

from .analysis import Offer
from .base import PLACES, Field, Option, Problem, in_order, one_line, text_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`fraction` of the mark, −1..1, to seven places; above zero it is (partly) right. Text and feedback are plain."""

    id: str
    text: str
    fraction: Decimal
    feedback: str = ""


def offers_of(choices: Iterable[Choice]) -> tuple[Offer, ...]:
    return tuple(Offer(choice.id, choice.text, choice.fraction > 0) for choice in choices)


class ChoiceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=gettext_lazy("Choice"), max_length=1000)
    right = blocks.BooleanBlock(required=False, label=gettext_lazy("Right"))
    weight = blocks.DecimalBlock(
        required=False,
        min_value=-100,
        max_value=100,
        max_digits=8,
        decimal_places=5,
        label=gettext_lazy("Weight, %"),
        help_text=gettext_lazy("Leave empty for the usual weights; a number here replaces the tick."),
    )
    feedback = blocks.TextBlock(
        required=False,
        rows=2,
        label=gettext_lazy("Feedback"),
        help_text=gettext_lazy("Shown after the answer, to those who chose this."),
    )

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Choice")
        description = gettext_lazy("One of the things to choose from")
        label_format = "{text}"
        form_classname = "struct-block choice-block"


def choices_block(**kwargs: Any) -> blocks.ListBlock:
    return blocks.ListBlock(ChoiceBlock(), min_num=2, label=gettext_lazy("Choices"), **kwargs)


def items_in(value: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(id, value) of every item of a list block, none where the list is still missing."""
    for item in getattr(value.get(name), "bound_blocks", ()):
        yield item.id, item.value


def list_item(id: str, value: Any) -> dict[str, Any]:
    """One item of a list block as raw StreamField data. Without its id Wagtail would lose it silently."""
    return {"type": "item", "id": id, "value": value}


def freeze_choices(value: Mapping[str, Any], right: Decimal, wrong: Decimal) -> tuple[Choice, ...]:
    """Choices without a weight of their own get the usual one of a right or a wrong choice."""
    return tuple(
        Choice(
            id=id,
            text=text_in(item, "text"),
            fraction=from_percent(item.get("weight"), right if item.get("right") else wrong),
            feedback=text_in(item, "feedback"),
        )
        for id, item in items_in(value, "choices")
    )


def from_percent(percent: Any, default: Decimal) -> Decimal:
    fraction = default if percent is None else Decimal(percent) / 100
    return fraction.quantize(PLACES, ROUND_HALF_UP)


def thaw_choices(choices: Iterable[Choice], right: Decimal, wrong: Decimal) -> list[dict[str, Any]]:
    return [
        list_item(
            choice.id,
            {
                "text": choice.text,
                "right": choice.fraction > 0,
                "weight": percent_unless(choice.fraction, from_percent(None, right if choice.fraction > 0 else wrong)),
                "feedback": choice.feedback,
            },
        )
        for choice in choices
    ]


def percent_unless(fraction: Decimal, usual: Decimal) -> str | None:
    return None if fraction == usual else decimal_text(fraction * 100)


def choice_problems(choices: Sequence[Choice]) -> Iterator[Problem]:
    """What single and multiple choice refuse alike."""
    if len(choices) < 2:
        yield Problem("choices", _("Offer at least two choices."))
    if not any(choice.fraction > 0 for choice in choices):
        yield Problem("choices", _("No choice is right. Tick the right one."))
    yield from repeated([choice.text for choice in choices], "choices", _("This choice is there twice."))
    yield from empty([choice.text for choice in choices], "choices")


def repeated(texts: Iterable[str], field: str, message: str) -> Iterator[Problem]:
    """A problem at every text that stood there before, spaces aside."""
    seen = set()
    for place, text in enumerate(texts):
        key = one_line(text)
        if key and key in seen:
            yield Problem(field, message, place)
        seen.add(key)


def empty(texts: Iterable[str], field: str) -> Iterator[Problem]:
    for place, text in enumerate(texts):
        if not one_line(text):
            yield Problem(field, _("Write a text here, or remove the item."), place)


def choice_field(choices: Sequence[Choice], order: Iterable[str], chosen: Sequence[str]) -> Field:
    texts = {choice.id: choice.text for choice in choices}
    return Field(options=tuple(Option(id, texts[id], id in chosen) for id in in_order(texts, order)))
