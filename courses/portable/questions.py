"""GIFT to raw question blocks: a lesson's quiz, and the single question of a `::: check` box."""

from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats import gift

from .source import Notes


def read_quiz(text: str, notes: Notes, namespace: UUID) -> tuple[dict[str, Any], ...]:
    """The questions of a `.gift` file."""
    result = gift.parse(text, namespace=namespace)
    for problem in result.problems:
        notes.add(problem.line, problem.message)
    if not result.definitions and not result.problems:
        notes.add(1, _("The file has no questions."))
    return tuple(thawed(definition) for definition in result.definitions)


def read_check(text: str, line: int, notes: Notes, namespace: UUID) -> dict[str, Any] | None:
    """The question of a box that opens on `line`. Its ids come from what it asks, not from where it stands."""
    asked = text.partition("{")[0].strip()
    result = gift.parse(text, namespace=uuid5(namespace, asked))
    for problem in result.problems:
        notes.add(line + problem.line, problem.message)
    if len(result.definitions) == 1:
        return thawed(result.definitions[0])
    if not result.problems:
        notes.add(line, _("A check box holds exactly one question."))
    return None


def thawed(definition: QuestionDefinition) -> dict[str, Any]:
    return question_types.get(definition.type).thaw(definition)
