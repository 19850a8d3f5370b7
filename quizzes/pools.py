"""The questions of a quiz page with those it takes from the bank: some four queries, however many they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.blocks.stream_block import StreamValue

from . import question_types
from .bank import BankQuestion, BankQuestionTag, TopicTree
from .bank_blocks import DRAW, SHARED, graded_types, tag_names
from .blocks import block_id, freeze_block
from .definitions import Pool, QuestionDefinition


@dataclass(frozen=True, slots=True)
class Wish:
    """What a draw asks the bank for. Without topics: those that trainers share."""

    topics: frozenset[int]
    tags: frozenset[str]
    types: frozenset[str]

    def takes(self, question: BankQuestion, tags: Iterable[str]) -> bool:
        stands_here = question.topic_id in self.topics if self.topics else question.topic.course_key is None
        return stands_here and question.type in self.types and self.tags <= set(tags)


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
    draws = []
    for place, child in found:
        candidates = tuple(question for question in shelf.matching(child.value) if question.pk not in shared)
        pool = Pool(
            id=block_id(child, place + 1),
            count=child.value.get("count") or 1,
            question_ids=tuple(str(question.key) for question in candidates),
        )
        mark = child.value.get("max_mark")
        draws.append(Draw(place, pool, Decimal(1 if mark is None else mark), candidates))
    return draws


def can_earn(child: StreamValue.StreamChild) -> bool:
    """Whether a block brings marks: a draw always does."""
    if child.block_type == DRAW:
        return True
    return child.value.is_graded if child.block_type == SHARED else question_types.get(child.block_type).is_graded


class Shelf:
    """The part of the bank that some draws ask for, read at once."""

    def __init__(self, draws: list[Mapping[str, Any]]) -> None:
        self.tree = TopicTree() if draws else None
        self.wishes = [self.wish(draw) for draw in draws]
        self.questions = list(self.asked_for()) if draws else []
        wants_tags = any(wish.tags for wish in self.wishes)
        self.tags = tags_of(self.questions) if wants_tags else {}

    def wish(self, draw: Mapping[str, Any]) -> Wish:
        topic = draw.get("topic")
        roots = [topic.pk] if topic else []
        return Wish(
            topics=frozenset(self.tree.below(roots) if draw.get("subtopics") else roots),
            tags=tag_names(draw.get("tags")),
            types=frozenset(draw.get("types") or [name for name, _label in graded_types()]),
        )

    def asked_for(self) -> QuerySet[BankQuestion]:
        topics = {topic for wish in self.wishes for topic in wish.topics}
        where = Q(topic__in=topics)
        if any(not wish.topics for wish in self.wishes):
            where |= Q(topic__course_key=None)
        return BankQuestion.objects.live().filter(where).select_related("topic").order_by("pk")

    def matching(self, draw: Mapping[str, Any]) -> list[BankQuestion]:
        wish = self.wish(draw)
        if not wish.topics and not wish.tags:
            return []
        return [question for question in self.questions if wish.takes(question, self.tags.get(question.pk, ()))]


def tags_of(questions: Iterable[BankQuestion]) -> dict[int, set[str]]:
    rows = BankQuestionTag.objects.filter(content_object__in=[question.pk for question in questions])
    found: dict[int, set[str]] = {}
    for pk, name in rows.values_list("content_object_id", "tag__name"):
        found.setdefault(pk, set()).add(name.casefold())
    return found
