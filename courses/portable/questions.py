"""GIFT to raw question blocks: a lesson's quiz, and the single question of a `::: check` box."""

from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from quizzes import question_types
from quizzes.bank_blocks import DRAW, SHARED
from quizzes.blocks import freeze_questions
from quizzes.definitions import QuestionDefinition
from quizzes.formats import gift
from quizzes.formats.results import ImportResult, Problem
from quizzes.models import QuizPage

from .source import Notes


def read_quiz(text: str, notes: Notes, namespace: UUID) -> tuple[dict[str, Any], ...]:
    """The questions of a `.gift` file."""
    result = gift.parse(text, namespace=namespace)
    for problem in faults(result):
        notes.add(problem.line, problem.message)
    if not result.definitions and not faults(result):
        notes.add(1, _("The file has no questions."))
    return tuple(thawed(definition) for definition in result.definitions)


def read_check(text: str, line: int, notes: Notes, namespace: UUID) -> dict[str, Any] | None:
    """The question of a box that opens on `line`. Its ids come from what it asks, not from where it stands."""
    asked = text.partition("{")[0].strip()
    result = gift.parse(text, namespace=uuid5(namespace, asked))
    for problem in faults(result):
        notes.add(line + problem.line, problem.message)
    if len(result.definitions) == 1:
        return thawed(result.definitions[0])
    if not faults(result):
        notes.add(line, _("A check box holds exactly one question."))
    return None


def faults(result: ImportResult) -> list[Problem]:
    """What keeps a file from being imported. Notices tell what the format could not carry; they keep nothing back."""
    return [problem for problem in result.problems if not problem.is_notice]


def thawed(definition: QuestionDefinition) -> dict[str, Any]:
    return question_types.get(definition.type).thaw(definition)


def draws(quiz: QuizPage) -> bool:
    """What is drawn by chance has no words in a file to translate."""
    return any(block["type"] == DRAW for block in quiz.questions.raw_data)


def own_words(quiz: QuizPage) -> list[dict[str, Any]]:
    """Its questions as raw blocks, a shared one as if it were the quiz's own: so its choices have the same ids."""
    shared = {question.id: thawed(question) for question in freeze_questions(quiz.questions)}
    return [shared[block["id"]] if block["type"] == SHARED else block for block in quiz.questions.raw_data]
