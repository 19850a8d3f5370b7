"""The part of the question bank that draws take from, read at once: three queries, however many draws."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .bank import BankQuestion, BankQuestionTag, TopicTree
from .bank_blocks import graded_types, tag_names
from .definitions import Pool

# The value of a draw block, or its raw data.
DrawValue = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a draw asks the bank for."""

    topics: frozenset[int]
    tags: frozenset[str]
    types: frozenset[str]


class Shelf:
    """With `tree` as it would be after a change, and `light` for those who count and do not read."""

    def __init__(self, draws: Collection[DrawValue], *, tree: TopicTree | None = None, light: bool = False) -> None:
        self.tree = (tree or TopicTree()) if draws else None
        wishes = [self.wish(draw) for draw in draws]
        self.questions = list(asked_for(wishes, light)) if draws else []
        self.tags = tags_of(self.questions) if any(wish.tags for wish in wishes) else {}

    def wish(self, draw: DrawValue) -> Wish:
        return Wish(
            topics=frozenset(self.topics_for(draw)),
            tags=tag_names(draw.get("tags")),
            types=frozenset(draw.get("types") or [name for name, _label in graded_types()]),
        )

    def topics_for(self, draw: DrawValue) -> Collection[int]:
        """Without a topic: those that trainers share, and only with a tag, for else it would be all of the bank."""
        if topic := draw.get("topic"):
            roots = [getattr(topic, "pk", topic)]
            return self.tree.below(roots) if draw.get("subtopics") else roots
        return self.tree.shared() if tag_names(draw.get("tags")) else []

    def matching(self, draw: DrawValue, without: Collection[int] = ()) -> list[BankQuestion]:
        wish = self.wish(draw)
        return [each for each in self.questions if each.pk not in without and self.fits(each, wish)]

    def fits(self, question: BankQuestion, wish: Wish) -> bool:
        if question.topic_id not in wish.topics or question.type not in wish.types:
            return False
        return wish.tags <= self.tags.get(question.pk, set())

    def put(self, question: BankQuestion, tags: Iterable[str]) -> None:
        """In place of the question as it is stored."""
        self.take_away(question)
        self.questions.append(question)
        self.tags[question.pk] = {tag.casefold() for tag in tags}

    def take_away(self, question: BankQuestion) -> None:
        self.questions = [each for each in self.questions if each.pk != question.pk]


def asked_for(wishes: Iterable[Wish], light: bool) -> QuerySet[BankQuestion]:
    topics = {topic for wish in wishes for topic in wish.topics}
    questions = BankQuestion.objects.live().filter(topic__in=topics).order_by("pk")
    return questions.defer("question", "lemmas") if light else questions


def tags_of(questions: Iterable[BankQuestion]) -> dict[int, set[str]]:
    rows = BankQuestionTag.objects.filter(content_object__in=[question.pk for question in questions])
    found: dict[int, set[str]] = {}
    for pk, name in rows.values_list("content_object_id", "tag__name"):
        found.setdefault(pk, set()).add(name.casefold())
    return found


def pool_of(id: str, draw: DrawValue, candidates: Iterable[BankQuestion]) -> Pool:
    ids = tuple(str(question.key) for question in candidates)
    return Pool(id=id, count=int(draw.get("count") or 1), question_ids=ids)
