import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.definitions import Body, QuestionDefinition

from .base import Field, Option, Problem, QuestionType, Raw, as_fraction, in_order, one_value, text_in, unknown_choice
from .block import ARRANGING, QuestionBlock, mark_block
from .choices import empty, items_in, list_item, repeated
from .review import ReviewLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    id: str
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractor:
    """A right-hand text that belongs to nothing on the left."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingBody(Body):
    pairs: tuple[Pair, ...]
    distractors: tuple[Distractor, ...] = ()

    @property
    def rights(self) -> dict[str, str]:
        """Id -> text of everything offered on the right. Of equal texts only the first is offered."""
        texts = [(pair.id, pair.right) for pair in self.pairs] + [(item.id, item.text) for item in self.distractors]
        first = {}
        for id, text in texts:
            first.setdefault(text, id)
        return {id: text for text, id in first.items()}

    def text_of(self, id: Any) -> str | None:
        texts = {**{pair.id: pair.right for pair in self.pairs}, **{item.id: item.text for item in self.distractors}}
        return texts.get(id) if isinstance(id, str) else None

    def given(self, answer: Any) -> dict[str, str]:
        """Pair id -> the right-hand text given to it; what another version offered and this one lacks is left out."""
        answer = answer if isinstance(answer, dict) else {}
        texts = {pair.id: self.text_of(answer.get(pair.id)) for pair in self.pairs}
        return {id: text for id, text in texts.items() if text is not None}


def token(text: str) -> str:
    """How a right-hand text is named in the form. Its id is its pair's id and would give the answer away."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Matching(QuestionType):
    """Left-hand texts and what belongs to each; an answer is pair id -> id of the text chosen. Equal texts are one."""

    name = "matching"
    label = gettext_lazy("Matching")
    icon = "link"
    description = gettext_lazy("Pairs to put together, each from a list")
    body_class = MatchingBody
    always_shuffled = True

    def block(self) -> type:
        return MatchingBlock

    def freeze_body(self, value: Mapping[str, Any]) -> MatchingBody:
        return MatchingBody(
            pairs=tuple(
                Pair(id=id, left=text_in(item, "left"), right=text_in(item, "right"))
                for id, item in items_in(value, "pairs")
            ),
            distractors=tuple(
                Distractor(id=id, text=(text or "").strip()) for id, text in items_in(value, "distractors")
            ),
        )

    def thaw_body(self, body: MatchingBody) -> dict[str, Any]:
        return {
            "pairs": [list_item(pair.id, {"left": pair.left, "right": pair.right}) for pair in body.pairs],
            "distractors": [list_item(item.id, item.text) for item in body.distractors],
        }

    def body_problems(self, body: MatchingBody) -> Iterator[Problem]:
        if len(body.pairs) < 2:
            yield Problem("pairs", _("Give at least two pairs."))
        elif len(body.rights) < 2:
            yield Problem("pairs", _("All pairs have the same right side: there is nothing to match."))
        lefts = [pair.left for pair in body.pairs]
        yield from repeated(lefts, "pairs", _("This left side is there twice."))
        yield from empty([pair.left and pair.right for pair in body.pairs], "pairs")
        yield from empty([item.text for item in body.distractors], "distractors")

    def field_keys(self, question: QuestionDefinition) -> list[str]:
        return [pair.id for pair in question.body.pairs]

    def choice_ids(self, question: QuestionDefinition) -> list[str]:
        return list(question.body.rights)

    def clean(self, question: QuestionDefinition, raw: Raw) -> dict[str, str] | None:
        ids = {token(text): id for id, text in question.body.rights.items()}
        posted = {key: one_value(raw, key) for key in self.field_keys(question)}
        chosen = {key: value for key, value in posted.items() if value}
        if not ids.keys() >= set(chosen.values()):
            raise unknown_choice()
        return {key: ids[value] for key, value in chosen.items()} or None

    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        return {key: [token(text)] for key, text in question.body.given(answer).items()}

    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        rights = question.body.rights
        texts = [rights[id] for id in in_order(rights, order)]

        def field(pair: Pair) -> Field:
            chosen = raw.get(pair.id, [])
            options = tuple(Option(token(text), text, token(text) in chosen) for text in texts)
            return Field(key=pair.id, label=pair.left, options=options)

        return tuple(field(pair) for pair in question.body.pairs)

    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        """The share of pairs put together rightly."""
        given, pairs = question.body.given(answer), question.body.pairs
        return Decimal(sum(given.get(pair.id) == pair.right for pair in pairs)) / max(len(pairs), 1)

    def right_answer(self, question: QuestionDefinition) -> dict[str, str]:
        ids = {text: id for id, text in question.body.rights.items()}
        return {pair.id: ids[pair.right] for pair in question.body.pairs}

    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        given = question.body.given(answer)
        return "; ".join(f"{pair.left} – {given[pair.id]}" for pair in question.body.pairs if pair.id in given)

    def guess_score(self, question: QuestionDefinition) -> Decimal | None:
        return as_fraction(Decimal(1) / max(len(question.body.rights), 1))

    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterator[ReviewLine]:
        given = question.body.given(answer)
        for pair in question.body.pairs:
            if show_answers:
                yield from told(pair, given.get(pair.id))
            elif pair.id in given:
                yield ReviewLine(f"{pair.left} – {given[pair.id]}", "given", _("your answer"))


def told(pair: Pair, given: str | None) -> Iterator[ReviewLine]:
    right = f"{pair.left} – {pair.right}"
    if given == pair.right:
        yield ReviewLine(right, "right", _("your answer, right"))
        return
    if given is not None:
        yield ReviewLine(f"{pair.left} – {given}", "wrong", _("your answer, wrong"))
    yield ReviewLine(right, "miss", _("the right pair"))


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=gettext_lazy("Left side"), max_length=500)
    right = blocks.CharBlock(label=gettext_lazy("What belongs to it"), max_length=500)

    class Meta:
        icon = "link"
        label = gettext_lazy("Pair")
        description = gettext_lazy("Two texts that belong together")
        label_format = "{left} – {right}"


class MatchingBlock(QuestionBlock):
    question_type = Matching()

    max_mark = mark_block()
    pairs = blocks.ListBlock(
        PairBlock(),
        min_num=2,
        label=gettext_lazy("Pairs"),
        help_text=gettext_lazy("The right side is shuffled for learners. Two pairs may share a right side."),
    )
    distractors = blocks.ListBlock(
        blocks.CharBlock(max_length=500, label=gettext_lazy("Text")),
        default=[],
        required=False,
        label=gettext_lazy("Extra choices"),
        help_text=gettext_lazy("Offered on the right, belonging to nothing."),
    )

    class Meta:
        icon = Matching.icon
        label = Matching.label
        description = Matching.description
        group = ARRANGING
        preview_value = {
            "prompt": gettext_lazy("Match each body with its role."),
            "pairs": [
                {"left": gettext_lazy("The council"), "right": gettext_lazy("adopts the budget")},
                {"left": gettext_lazy("The head"), "right": gettext_lazy("leads the executive committee")},
            ],
        }
