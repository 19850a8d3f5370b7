"""In which order one attempt shows its questions and choices. Decided once from a seed, then kept with the attempt."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from . import question_types
from .definitions import QuestionDefinition, QuizDefinition


def make_layout(definition: QuizDefinition, seed: int) -> dict[str, Any]:
    """`{"questions": [id, …], "choices": {question id: [choice id, …]}}`, always the same for the same seed."""
    ids = [question.id for question in definition.questions]
    choices = {question.id: question_order(question, definition, seed) for question in definition.questions}
    return {
        "questions": shuffled(ids, seed, "questions") if definition.shuffle_questions else ids,
        "choices": {id: order for id, order in choices.items() if order},
    }


def question_order(question: QuestionDefinition, definition: QuizDefinition, seed: int) -> list[str]:
    question_type = question_types.get(question.type)
    ids = question_type.choice_ids(question)
    if question_type.always_shuffled or definition.shuffle_choices:
        return shuffled(ids, seed, question.id)
    return ids


def shuffled(ids: Iterable[str], seed: int, purpose: str) -> list[str]:
    """Each list has a source of its own: a question added to a quiz leaves the order in the others alone."""
    ids = list(ids)
    Random(f"{seed}:{purpose}").shuffle(ids)  # noqa: S311  an order on the screen is no secret
    return ids


def check_layout(question: QuestionDefinition, seed: int) -> list[str]:
    """The order of a check-yourself question, which belongs to no quiz: always shuffled."""
    return shuffled(question_types.get(question.type).choice_ids(question), seed, question.id)


def ordered_questions(definition: QuizDefinition, layout: Mapping[str, Any]) -> list[QuestionDefinition]:
    """The questions in the order of a layout."""
    questions = {question.id: question for question in definition.questions}
    return [questions[id] for id in layout["questions"] if id in questions]
