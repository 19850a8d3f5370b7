"""The part of the question bank that draws take from, read at once: two queries, however many draws."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, OuterRef, QuerySet, Subquery, TextField

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
        self.tree = (tree or tree_of(draws)) if draws else None
        wishes = [self.wish(draw) for draw in draws]
        self.questions = list(asked_for(wishes, light)) if draws else []
        self.tags = {each.pk: set(tag_names(getattr(each, "tag_line", ""))) for each in self.questions}

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


def tree_of(draws: Iterable[DrawValue]) -> TopicTree:
    """The tree that came with a topic of a stream, or a new one."""
    return next((draw["topic"].tree for draw in draws if hasattr(draw.get("topic"), "tree")), None) or TopicTree()


def asked_for(wishes: Collection[Wish], light: bool) -> QuerySet[BankQuestion]:
    topics = {topic for wish in wishes for topic in wish.topics}
    questions = BankQuestion.objects.live().filter(topic__in=topics).order_by("pk")
    if any(wish.tags for wish in wishes):
        questions = questions.annotate(tag_line=tag_line())
    return questions.defer("question", "lemmas") if light else questions


class Joined(Aggregate):
    """Texts of a group in one, with commas between."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="STRING_AGG(%(expressions)s, ',')", **extra)


def tag_line() -> Subquery:
    own = BankQuestionTag.objects.filter(content_object=OuterRef("pk")).order_by().values("content_object")
    return Subquery(own.annotate(line=Joined("tag__name")).values("line"))


def pool_of(id: str, draw: DrawValue, candidates: Iterable[BankQuestion]) -> Pool:
    ids = tuple(str(question.key) for question in candidates)
    return Pool(id=id, count=int(draw.get("count") or 1), question_ids=ids)
