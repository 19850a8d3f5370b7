"""What an edit did to a quiz, question by question: so that a trainer may be told whom it touches.

Pure: two definitions in, kinds of change out. What is offered and what counts as right each question type tells itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from . import question_types
from .definitions import Body, QuestionDefinition, QuizDefinition


class Kind(TextChoices):
    """How a question can change; a question may have changed in several ways at once."""

    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")
    KEY = "key", _("key")
    CHOICES = "choices", _("choices")
    MARKS = "marks", _("marks")
    TEXT = "text", _("wording")
    FEEDBACK = "feedback", _("feedback")
    MOVED = "moved", _("moved")


# What an answer earns can differ only after one of these.
COUNTING = frozenset({Kind.KEY, Kind.CHOICES, Kind.MARKS, Kind.REMOVED})

# Names the quiz and does not change it, or is told question by question.
IDENTITY = frozenset({"quiz_key", "locale", "questions", "order"})


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """`before` is None for an added question, `after` for a removed one."""

    kinds: frozenset[Kind]
    before: QuestionDefinition | None
    after: QuestionDefinition | None

    @property
    def question(self) -> QuestionDefinition:
        return self.after or self.before

    @property
    def counts(self) -> bool:
        """Whether an answer given before may earn something else now."""
        return bool(self.kinds & COUNTING)

    @property
    def labels(self) -> list[str]:
        return [str(kind.label) for kind in Kind if kind in self.kinds]


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One rule of the whole quiz; `name` is its field in `QuizDefinition` or `QuizPage`."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class QuizChanges:
    """`questions` in the order of the new quiz, the removed ones last; unchanged ones are left out."""

    questions: tuple[QuestionChange, ...]
    settings: tuple[SettingChange, ...]

    def __bool__(self) -> bool:
        return bool(self.questions or self.settings)


def compare(before: QuizDefinition, after: QuizDefinition) -> QuizChanges:
    return QuizChanges(questions=tuple(question_changes(before, after)), settings=tuple(setting_changes(before, after)))


def setting_changes(before: QuizDefinition, after: QuizDefinition) -> Iterator[SettingChange]:
    for field in fields(QuizDefinition):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name not in IDENTITY and old != new:
            yield SettingChange(field.name, old, new)


def question_changes(before: QuizDefinition, after: QuizDefinition) -> Iterator[QuestionChange]:
    old = {question.id: question for question in before.questions}
    new = {question.id: question for question in after.questions}
    moved = moved_ids([id for id in old if id in new], [id for id in new if id in old])
    for id, question in new.items():
        if id not in old:
            yield QuestionChange(frozenset({Kind.ADDED}), None, question)
        elif kinds := kinds_of(old[id], question) | ({Kind.MOVED} if id in moved else set()):
            yield QuestionChange(frozenset(kinds), old[id], question)
    yield from (QuestionChange(frozenset({Kind.REMOVED}), old[id], None) for id in old if id not in new)


def moved_ids(before: list[str], after: list[str]) -> set[str]:
    """The fewest that must have been taken from their place; those that only made room stayed where they were."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    stayed = {id for block in matcher.get_matching_blocks() for id in after[block.b : block.b + block.size]}
    return set(after) - stayed


def kinds_of(before: QuestionDefinition, after: QuestionDefinition) -> set[Kind]:
    """How one question changed, but for its place among the others."""
    found = {
        Kind.TEXT: wording(before) != wording(after),
        Kind.FEEDBACK: before.feedback != after.feedback or feedback_differs(before.body, after.body),
        Kind.MARKS: before.max_mark != after.max_mark,
        Kind.CHOICES: offer(before) != offer(after),
        Kind.KEY: key_differs(before, after),
    }
    return {kind for kind, is_so in found.items() if is_so}


def wording(question: QuestionDefinition) -> tuple[str, ...]:
    inner = question_types.get(question.type).wording(question.body)
    return (question.prompt, question.hint, question.source, question.title, inner)


def reads_differently(before: QuestionDefinition, after: QuestionDefinition) -> bool:
    """Whether somebody who has not answered yet would see another question or be marked by another key."""
    kinds = kinds_of(before, after)
    seen = wording(before)[:2] + wording(before)[4:] != wording(after)[:2] + wording(after)[4:]
    return seen or bool(kinds & {Kind.KEY, Kind.CHOICES})


def offer(question: QuestionDefinition) -> tuple[str, Any]:
    return question.type, question_types.get(question.type).offer(question.body)


def key_differs(before: QuestionDefinition, after: QuestionDefinition) -> bool:
    if before.type != after.type:
        return True
    return question_types.get(before.type).key_differs(before.body, after.body)


def feedback_differs(before: Body, after: Body) -> bool:
    """Feedback that came or went with its choice is a change of the choices."""
    old, new = dict(said(before.to_json())), dict(said(after.to_json()))
    return any(new[place] != text for place, text in old.items() if place in new)


def said(data: Any, owner: str = "") -> Iterator[tuple[tuple[str, str], str]]:
    """((id of the choice, name of the field), feedback) of everything in a body that is said after the answer."""
    if isinstance(data, list):
        for item in data:
            yield from said(item, owner)
    elif isinstance(data, dict):
        owner = data.get("id", owner)
        yield from (((owner, name), text) for name, text in data.items() if name in Body.said_after)
        for value in data.values():
            yield from said(value, owner)
