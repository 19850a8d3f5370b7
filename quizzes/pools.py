"""The questions of a quiz page with those it takes from the bank: some four queries, however many they are."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from wagtail.blocks.stream_block import StreamValue

from . import question_types
from .bank import BankQuestion
from .bank_blocks import DRAW, SHARED
from .blocks import block_id, freeze_block
from .definitions import Pool, QuestionDefinition, QuizDefinition
from .shelf import Shelf, pool_of

if TYPE_CHECKING:
    from .models import QuizPage


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw of a quiz: where it stands, and the bank questions it can take."""

    place: int
    pool: Pool
    max_mark: Decimal
    candidates: tuple[BankQuestion, ...]

    def quarrels_with(self, other: "Draw") -> bool:
        """Whether a question would have to carry two marks."""
        return self.max_mark != other.max_mark and bool(set(self.pool.question_ids) & set(other.pool.question_ids))

    def definitions(self) -> dict[str, QuestionDefinition]:
        found = {str(question.key): question.definition() for question in self.candidates}
        return {id: replace(question, max_mark=self.max_mark) for id, question in found.items()}


@dataclass(frozen=True, slots=True)
class Frozen:
    """What `QuizDefinition` wants to know; see there."""

    questions: tuple[QuestionDefinition, ...]
    pools: tuple[Pool, ...] = ()
    order: tuple[str, ...] = ()


def freeze_quiz_questions(value: StreamValue) -> Frozen:
    """Inline questions, shared ones under the id of their block, and the pools of the draws."""
    fixed = {}
    for place, child in enumerate(value, start=1):
        if child.block_type != DRAW and (question := freeze_block(child, place)):
            fixed[question.id] = question
    draws = draws_in(value)
    if not draws:
        return Frozen(questions=tuple(fixed.values()))
    pooled: dict[str, QuestionDefinition] = {}
    for draw in reversed(draws):  # where two quarrel in a draft, the mark of the first one stands
        pooled |= draw.definitions()
    places = [block_id(child, place) for place, child in enumerate(value, start=1)]
    pools = {draw.pool.id: draw.pool for draw in draws}
    return Frozen(
        questions=(*fixed.values(), *(pooled[id] for id in sorted(pooled))),
        pools=tuple(pools.values()),
        order=tuple(id for id in places if id in fixed or id in pools),
    )


def draws_in(value: StreamValue) -> list[Draw]:
    """The draws of a stream, without the questions that the quiz has as shared ones."""
    found = [(place, child) for place, child in enumerate(value) if child.block_type == DRAW]
    shared = {child.value.pk for child in value if child.block_type == SHARED and child.value}
    shelf = Shelf([child.value for _place, child in found])
    return [draw_of(place, child, shelf, shared) for place, child in found]


def draw_of(place: int, child: StreamValue.StreamChild, shelf: Shelf, shared: Collection[int]) -> Draw:
    mark = child.value.get("max_mark")
    candidates = tuple(shelf.matching(child.value, shared))
    return Draw(
        place=place,
        pool=pool_of(block_id(child, place + 1), child.value, candidates),
        max_mark=Decimal(1 if mark is None else mark),
        candidates=candidates,
    )


def with_question_of_bank(quiz: "QuizPage", question: BankQuestion) -> QuizDefinition:
    """The quiz with this bank question as it stands in memory: shared it has its own marks, drawn those of its draw."""
    definition, becomes, key = quiz.definition(), question.definition(), str(question.key)
    shared = {child.id for child in quiz.questions if child.block_type == SHARED and child.value == question}

    def now(asked: QuestionDefinition) -> QuestionDefinition:
        if asked.id in shared:
            return becomes.named(asked.id)
        return replace(becomes, max_mark=asked.max_mark) if asked.id == key else asked

    return replace(definition, questions=tuple(map(now, definition.questions)))


def can_earn(child: StreamValue.StreamChild) -> bool:
    """Whether a block brings marks: a draw always does."""
    if child.block_type == DRAW:
        return True
    if child.block_type == SHARED:
        return child.value.is_graded
    return question_types.get(child.block_type).freeze_mark(child.value) > 0
