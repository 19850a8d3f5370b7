"""Where questions of the bank are used, and which quizzes a change in the bank would leave short.

Reads the raw data of all quizzes with their drafts: some hundred small texts in two queries, whatever is asked.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Revision

from .bank import BankQuestion, BankTopic, TopicTree
from .bank_blocks import DRAW, SHARED
from .definitions import Pool
from .draws import missing
from .models import QuizPage
from .shelf import Shelf, pool_of

RawBlock = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Use:
    """A quiz that has a question: as it is live, or in a draft; by reference, or by a draw that may bring it."""

    quiz: QuizPage
    is_live: bool
    by_draw: bool


@dataclass(frozen=True, slots=True)
class Stream:
    """The blocks of a quiz that take something from the bank: of the live page, or of a draft of it."""

    quiz: QuizPage
    is_live: bool
    blocks: tuple[RawBlock, ...]

    @property
    def shared(self) -> set[int]:
        return {block["value"] for block in self.blocks if block["type"] == SHARED}

    @property
    def draws(self) -> list[RawBlock]:
        return [block for block in self.blocks if block["type"] == DRAW]

    def pools(self, shelf: Shelf) -> list[Pool]:
        return [
            pool_of(block["id"], block["value"], shelf.matching(block["value"], self.shared)) for block in self.draws
        ]

    def short(self, shelf: Shelf) -> set[str]:
        """The draws that find too few questions there."""
        return set(missing(self.pools(shelf)))

    def quarrels(self, shelf: Shelf) -> set[frozenset[str]]:
        """The pairs of draws by which a question there would have to carry two marks."""
        marks = {block["id"]: mark_of(block["value"]) for block in self.draws}
        return {
            frozenset({one.id, other.id})
            for one, other in combinations(self.pools(shelf), 2)
            if marks[one.id] != marks[other.id] and set(one.question_ids) & set(other.question_ids)
        }


@dataclass(frozen=True, slots=True)
class Worse:
    """Quizzes that could not draw enough, and those whose draws would ask for two marks of one question."""

    short: list[QuizPage]
    quarrelling: list[QuizPage]


class Uses:
    """All uses of the bank at one moment."""

    def __init__(self) -> None:
        self.streams = [stream for stream in all_streams() if stream.blocks]

    @cached_property
    def shelf(self) -> Shelf:
        return self.shelf_by()

    def shelf_by(self, tree: TopicTree | None = None) -> Shelf:
        draws = [block["value"] for stream in self.streams for block in stream.draws]
        return Shelf(draws, tree=tree, light=True)

    @cached_property
    def taken(self) -> list[tuple[Stream, set[int], set[int]]]:
        """With each stream the questions it has by reference, and those a draw of it may bring."""
        return [(stream, stream.shared, self.drawable(stream)) for stream in self.streams]

    def drawable(self, stream: Stream) -> set[int]:
        return {question.pk for block in stream.draws for question in self.shelf.matching(block["value"])}

    def of(self, question: BankQuestion) -> list[Use]:
        return [
            Use(stream.quiz, stream.is_live, by_draw=question.pk not in shared)
            for stream, shared, drawable in self.taken
            if question.pk in shared or question.pk in drawable
        ]

    def count(self, question: BankQuestion) -> int:
        """Quizzes, however many drafts of them there are."""
        return len({use.quiz.pk for use in self.of(question)})

    def of_topic(self, topic: BankTopic) -> list[Use]:
        """The quizzes that draw from this very topic."""
        return [
            Use(stream.quiz, stream.is_live, by_draw=True)
            for stream in self.streams
            if any(block["value"].get("topic") == topic.pk for block in stream.draws)
        ]

    def worse(self, change: Callable[[Shelf], None], tree: TopicTree | None = None) -> "Worse":
        """What the change would break in live quizzes that is whole now."""
        before, after = self.shelf_by(), self.shelf_by(tree)
        change(after)
        live = [stream for stream in self.streams if stream.is_live and stream.draws]
        return Worse(
            short=[stream.quiz for stream in live if stream.short(after) - stream.short(before)],
            quarrelling=[stream.quiz for stream in live if stream.quarrels(after) - stream.quarrels(before)],
        )


def all_streams() -> Iterator[Stream]:
    quizzes = {quiz.pk: quiz for quiz in QuizPage.objects.order_by("path")}
    for quiz in quizzes.values():
        if quiz.live or not quiz.latest_revision_id:
            yield Stream(quiz, quiz.live, from_the_bank(quiz.questions.raw_data))
    for revision in drafts_of(quizzes.values()):
        quiz = quizzes[int(revision.object_id)]
        yield Stream(quiz, False, from_the_bank(json.loads(revision.content["questions"])))


def drafts_of(quizzes: Iterable[QuizPage]) -> QuerySet[Revision]:
    """What may still go live: the newest of each quiz, and those waiting for their hour."""
    newest = [quiz.latest_revision_id for quiz in quizzes if quiz.has_unpublished_changes or not quiz.live]
    kind = ContentType.objects.get_for_model(QuizPage)
    scheduled = Q(content_type=kind, approved_go_live_at__isnull=False)
    return Revision.objects.filter(Q(pk__in=[pk for pk in newest if pk]) | scheduled).order_by("pk")


def mark_of(draw: RawBlock) -> Decimal:
    mark = draw.get("max_mark")
    return Decimal(1 if mark is None else str(mark))


def from_the_bank(raw: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    return tuple(block for block in raw if block["type"] in (SHARED, DRAW))
