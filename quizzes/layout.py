"""In which order one attempt shows its questions and choices. Decided once from a seed, then kept with the attempt."""

from collections.abc import Iterable, Mapping
from typing import Any

from . import question_types
from .definitions import QuestionDefinition, QuizDefinition
from .draws import draw
from .shuffling import shuffled


def make_layout(definition: QuizDefinition, seed: int, seen: Iterable[str] = ()) -> dict[str, Any]:
    """`{"questions": [id, …], "choices": {question id: [choice id, …]}}`, always the same for the same seed.

    `seen` are the questions of earlier attempts, each as often as it was asked: of the pools, others are drawn first.
    """
    drawn = draw(definition.pools, seed, seen)
    ids = [id for place in definition.places for id in drawn.get(place, [place])]
    choices = {question.id: question_order(question, definition, seed) for question in definition.only(ids).questions}
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


def check_layout(question: QuestionDefinition, seed: int) -> list[str]:
    """The order of a check-yourself question, which belongs to no quiz: always shuffled."""
    return shuffled(question_types.get(question.type).choice_ids(question), seed, question.id)


def ordered_questions(definition: QuizDefinition, layout: Mapping[str, Any]) -> list[QuestionDefinition]:
    """The questions in the order of a layout."""
    questions = {question.id: question for question in definition.questions}
    return [questions[id] for id in layout["questions"] if id in questions]
