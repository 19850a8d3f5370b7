from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.definitions import Body, QuestionDefinition

from .base import AnswerError, Field, Option, Problem, QuestionType, Raw, as_fraction, in_order, one_value
from .block import ARRANGING, QuestionBlock, mark_block
from .choices import empty, items_in, list_item, repeated
from .review import ReviewLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingBody(Body):
    """`items` stand in the right order."""

    items: tuple[Item, ...]

    def texts(self, ids: Any) -> list[str]:
        """The texts in the order of the ids; an id of another version says "?"."""
        texts = {item.id: item.text for item in self.items}
        known = [id if isinstance(id, str) else "" for id in ids] if isinstance(ids, list) else []
        return [texts.get(id, "?") for id in known]


class Ordering(QuestionType):
    """Steps to put in order; an answer is the list of all item ids, first to last.

    Equal texts are told apart by their ids, so they are refused.
    """

    name = "ordering"
    label = gettext_lazy("Ordering")
    icon = "list-ol"
    description = gettext_lazy("Steps to put in the right order")
    body_class = OrderingBody
    always_shuffled = True

    def block(self) -> type:
        return OrderingBlock

    def freeze_body(self, value: Mapping[str, Any]) -> OrderingBody:
        return OrderingBody(
            items=tuple(Item(id=id, text=(text or "").strip()) for id, text in items_in(value, "items"))
        )

    def thaw_body(self, body: OrderingBody) -> dict[str, Any]:
        return {"items": [list_item(item.id, item.text) for item in body.items]}

    def body_problems(self, body: OrderingBody) -> Iterator[Problem]:
        texts = [item.text for item in body.items]
        if len(texts) < 2:
            yield Problem("items", _("Give at least two steps."))
        yield from repeated(texts, "items", _("This step is there twice."))
        yield from empty(texts, "items")

    def field_keys(self, question: QuestionDefinition) -> list[str]:
        return [item.id for item in question.body.items]

    def choice_ids(self, question: QuestionDefinition) -> list[str]:
        return self.field_keys(question)

    def clean(self, question: QuestionDefinition, raw: Raw) -> list[str] | None:
        keys = self.field_keys(question)
        places = {key: one_value(raw, key) for key in keys}
        if not any(places.values()):
            return None
        if not all(places.values()):
            raise AnswerError(_("Give every step its place."))
        if set(places.values()) - {str(place) for place in range(1, len(keys) + 1)}:
            raise unknown_place(len(keys))
        if len(set(places.values())) < len(keys):
            raise AnswerError(_("Two steps have the same place. Give each its own."))
        return sorted(keys, key=lambda key: int(places[key]))

    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        given = answer if isinstance(answer, list) else []
        places = {id: [str(place)] for place, id in enumerate(given, start=1) if isinstance(id, str)}
        return places if places.keys() == set(self.field_keys(question)) else {}

    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        """The steps as the learner has put them, or as the layout has while they have not."""
        texts = {item.id: item.text for item in question.body.items}
        places = {id: (raw.get(id) or [""])[0] for id in texts}
        if set(places.values()) == {str(place) for place in range(1, len(texts) + 1)}:
            order = sorted(texts, key=lambda id: int(places[id]))
        return tuple(
            Field(key=id, label=texts[id], value=places[id], options=place_options(len(texts), places[id]))
            for id in in_order(texts, order)
        )

    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        """The share of steps in their right place: Moodle's "absolute position" grading."""
        items = question.body.items
        given = answer if isinstance(answer, list) else []
        right = sum(item.id == id for item, id in zip(items, given, strict=False))
        return Decimal(right) / max(len(items), 1)

    def guess_score(self, question: QuestionDefinition) -> Decimal | None:
        """Of a random order one step on average is in its place, however many there are."""
        return as_fraction(Decimal(1) / max(len(question.body.items), 1))

    def right_answer(self, question: QuestionDefinition) -> list[str]:
        return [item.id for item in question.body.items]

    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        return " → ".join(question.body.texts(answer))

    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterator[ReviewLine]:
        is_right = self.fraction(question, answer) == 1
        if answer is not None:
            yield order_line(question.body.texts(answer), is_right, show_answers)
        if show_answers and not is_right:
            yield ReviewLine(numbered(item.text for item in question.body.items), "miss", _("the right order"))


def order_line(texts: list[str], is_right: bool, show_answers: bool) -> ReviewLine:
    text = numbered(texts)
    if not show_answers:
        return ReviewLine(text, "given", _("your order"))
    if is_right:
        return ReviewLine(text, "right", _("your order, right"))
    return ReviewLine(text, "wrong", _("your order"))


def numbered(texts: Iterable[str]) -> str:
    """One step on a line."""
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))


def place_options(count: int, chosen: str) -> tuple[Option, ...]:
    return tuple(Option(str(place), str(place), str(place) == chosen) for place in range(1, count + 1))


def unknown_place(count: int) -> AnswerError:
    return AnswerError(_("Places are numbers from 1 to %(count)d.") % {"count": count})


class OrderingBlock(QuestionBlock):
    question_type = Ordering()

    max_mark = mark_block()
    items = blocks.ListBlock(
        blocks.CharBlock(max_length=500, label=gettext_lazy("Step")),
        min_num=2,
        label=gettext_lazy("Steps"),
        help_text=gettext_lazy("Write them in the right order; learners see them shuffled."),
    )

    class Meta:
        icon = Ordering.icon
        label = Ordering.label
        description = Ordering.description
        group = ARRANGING
        preview_value = {
            "prompt": gettext_lazy("Put the steps of a petition in order."),
            "items": [gettext_lazy("write"), gettext_lazy("collect signatures"), gettext_lazy("consider")],
        }
