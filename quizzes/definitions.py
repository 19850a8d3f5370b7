"""What is asked and how it counts, frozen. These classes are the only readers of frozen JSON.

A definition knows no database: it is made from a page (`QuizPage.definition()`), from an imported file, or from the
JSON of a `QuizVersion`, and everything after that (form, grading, review) works on the definition alone.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from django.utils.html import strip_tags
from django.utils.text import Truncator

from .frozen import digest_of, from_json, to_json
from .picture_tags import in_words

SCHEMA_VERSION = 2

FeedbackTiming = Literal["at_once", "at_end"]
ShowAnswers = Literal["always", "passed", "last_attempt", "never"]


class Body:
    """What one question type alone knows of a question. Each type has a frozen dataclass of its own."""

    __slots__ = ()

    # Said only after the answer is in: not part of what was asked, hence not of the digest.
    said_after = frozenset({"feedback", "feedback_true", "feedback_false", "model_answer"})

    def to_json(self) -> dict[str, Any]:
        return to_json(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Body":
        return from_json(cls, data)

    def asked(self) -> dict[str, Any]:
        """What the body offers and counts, as JSON."""
        return without(self.to_json(), self.said_after)


def without(data: Any, keys: frozenset[str]) -> Any:
    if isinstance(data, dict):
        return {key: without(value, keys) for key, value in data.items() if key not in keys}
    return [without(item, keys) for item in data] if isinstance(data, list) else data


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDefinition:
    """One question. `prompt` and `feedback` are clean HTML; title, hint and source are plain text.

    `id` is the block's id in the StreamField: it survives edits and copies. `max_mark` is 0 for an ungraded question.
    """

    id: str
    type: str
    title: str = ""
    prompt: str
    max_mark: Decimal
    hint: str = ""
    feedback: str = ""
    source: str = ""
    body: Body

    @property
    def digest(self) -> str:
        """Names what is asked, offered and counted: a new hint or feedback does not begin new statistics."""
        return digest_of(
            {"type": self.type, "prompt": self.prompt, "max_mark": to_json(self.max_mark), "body": self.body.asked()}
        )

    @property
    def label(self) -> str:
        """How staff know the question: its title, or the beginning of its prompt."""
        return self.title or self.beginning

    @property
    def beginning(self) -> str:
        return Truncator(" ".join(strip_tags(in_words(self.prompt)).split())).chars(80)

    @property
    def full_label(self) -> str:
        """Where staff choose among questions: titles may be bare numbers, so the beginning of the prompt follows."""
        parts = [self.title, self.beginning]
        return self.label if self.beginning.startswith(self.title.rstrip(".…")) else ". ".join(filter(None, parts))

    def named(self, id: str) -> "QuestionDefinition":
        """The same question under another id: what is asked, and so its digest, stays."""
        return replace(self, id=id)

    def to_json(self) -> dict[str, Any]:
        return to_json(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "QuestionDefinition":
        from . import question_types  # the types import this module

        body = question_types.get(data["type"]).body_class.from_json(data["body"])
        return cls(**{**data, "max_mark": Decimal(data["max_mark"]), "body": body})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What a random draw takes its questions from: `count` of these, all of which carry the same mark.

    `id` is the id of the draw's block. Two pools may share questions; no attempt gets one of them twice.
    """

    id: str
    count: int
    question_ids: tuple[str, ...]

    @property
    def drawn(self) -> int:
        """How many an attempt gets: fewer than asked for where there are not enough, which publishing prevents."""
        return min(self.count, len(self.question_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizDefinition:
    """A quiz as it was at one moment. `quiz_key` is the page's translation key, `pass_mark` a fraction 0..1.

    `questions` has those that every attempt asks and those of the pools. With pools, `order` says where they stand:
    ids of questions and of pools, as the trainer put them.
    """

    quiz_key: str
    title: str
    locale: str
    pass_mark: Decimal
    shuffle_questions: bool
    shuffle_choices: bool
    feedback_timing: FeedbackTiming
    show_answers: ShowAnswers
    questions: tuple[QuestionDefinition, ...]
    pools: tuple[Pool, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def schema_version(self) -> int:
        """A quiz without pools is written as it always was: no quiz got a new version from their invention."""
        return SCHEMA_VERSION if self.pools else 1

    @property
    def places(self) -> tuple[str, ...]:
        return self.order or tuple(question.id for question in self.questions)

    @property
    def fixed(self) -> tuple[QuestionDefinition, ...]:
        """The questions that every attempt asks."""
        pooled = {id for pool in self.pools for id in pool.question_ids}
        return tuple(question for question in self.questions if question.id not in pooled)

    @property
    def question_count(self) -> int:
        """How many questions an attempt asks."""
        return len(self.fixed) + sum(pool.drawn for pool in self.pools)

    @property
    def max_mark(self) -> Decimal:
        """What an attempt can earn."""
        drawn = sum(
            (pool.drawn * self.question(pool.question_ids[0]).max_mark for pool in self.pools if pool.drawn), Decimal(0)
        )
        return sum((question.max_mark for question in self.fixed), drawn)

    def question(self, id: str) -> QuestionDefinition:
        """Raises KeyError for a question this quiz does not have."""
        for question in self.questions:
            if question.id == id:
                return question
        raise KeyError(id)

    def only(self, ids: Collection[str]) -> "QuizDefinition":
        """The same quiz with these questions alone, all of them fixed, in its own order; ids it does not have are
        passed over."""
        questions = tuple(question for question in self.questions if question.id in ids)
        if not self.pools and len(questions) == len(self.questions):
            return self
        return replace(self, questions=questions, pools=(), order=())

    def to_json(self) -> dict[str, Any]:
        data = to_json(self)
        return data if self.pools else {name: value for name, value in data.items() if name not in POOLED_FIELDS}

    @classmethod
    def from_json(cls, data: dict[str, Any], schema_version: int) -> "QuizDefinition":
        """Raises ValueError for JSON frozen by a newer engine."""
        if schema_version not in READERS:
            raise ValueError(f"No reader for quiz definitions of schema version {schema_version}")
        return READERS[schema_version](data)


POOLED_FIELDS = frozenset({"pools", "order"})


def read_version_1(data: dict[str, Any]) -> QuizDefinition:
    questions = tuple(QuestionDefinition.from_json(question) for question in data["questions"])
    return QuizDefinition(**{**data, "pass_mark": Decimal(data["pass_mark"]), "questions": questions})


def read_version_2(data: dict[str, Any]) -> QuizDefinition:
    """Version 1 with pools."""
    plain = {name: value for name, value in data.items() if name not in POOLED_FIELDS}
    return replace(read_version_1(plain), pools=from_json(tuple[Pool, ...], data["pools"]), order=tuple(data["order"]))


# One reader for each schema version ever written, so that old attempts can be shown and graded for ever.
READERS = {1: read_version_1, 2: read_version_2}
