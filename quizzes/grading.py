"""Marks. Pure functions of a definition and answers, in Decimal, by Moodle's rules.

Fractions have seven places, rounded half up. A quiz's mark is the sum of fraction × max mark over its graded
questions; its fraction is that over the max mark. Sources: Moodle's question engine (`question_state`,
`qtype_multichoice_multi_question::grade_response`) and its quiz grading methods.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from . import question_types
from .definitions import QuestionDefinition, QuizDefinition
from .question_types.base import as_fraction

MARK_PLACES = Decimal("0.00001")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizGrade:
    """`fraction` is 0..1; `fractions` has every question of the quiz, None for the ungraded."""

    fraction: Decimal
    mark: Decimal
    max_mark: Decimal
    passed: bool
    fractions: dict[str, Decimal | None]


def grade_question(question: QuestionDefinition, answer: Any) -> Decimal | None:
    """The fraction of one answer (None = blank, which gets 0); None where the question is not graded."""
    return question_types.get(question.type).grade(question, answer)


def grade_quiz(
    definition: QuizDefinition, answers: Mapping[str, Any], marked: Mapping[str, Decimal] | None = None
) -> QuizGrade:
    """The grade of a submitted attempt. Answers to questions the quiz does not have count nothing.

    `marked` are the fractions that people gave, by question id; what only they can mark gets 0 until they have.

    A quiz without graded questions has nothing to fail: it gets fraction 1.
    """
    fractions = {question.id: grade_question(question, answers.get(question.id)) for question in definition.questions}
    given = marked or {}
    fractions |= {question.id: given[question.id] for question in marked_by_people(definition) if question.id in given}
    counted = [question for question in definition.questions if fractions[question.id] is not None]
    max_mark = sum((question.max_mark for question in counted), Decimal(0))
    mark = sum((question.max_mark * fractions[question.id] for question in counted), Decimal(0))
    fraction = as_fraction(mark / max_mark) if max_mark else Decimal(1)
    return QuizGrade(
        fraction=fraction,
        mark=mark.quantize(MARK_PLACES, ROUND_HALF_UP),
        max_mark=max_mark,
        passed=fraction >= definition.pass_mark,
        fractions=fractions,
    )


def marked_by_people(definition: QuizDefinition) -> list[QuestionDefinition]:
    """The questions that count and that no key can mark."""
    return [question for question in definition.questions if waits_for_people(question)]


def waits_for_people(question: QuestionDefinition) -> bool:
    """Whether only a person can say what an answer earns."""
    return bool(question.max_mark) and question_types.get(question.type).is_marked_by_people


def average(fractions: Sequence[Decimal]) -> Decimal:
    return as_fraction(sum(fractions, Decimal(0)) / len(fractions))


METHODS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "best": max,
    "last": lambda fractions: fractions[-1],
    "first": lambda fractions: fractions[0],
    "average": average,
}


def final_grade(method: str, fractions: Sequence[Decimal]) -> Decimal | None:
    """The grade of a quiz from the fractions of its submitted attempts, oldest first; None when there are none.

    Attempts under way are not passed in. Raises KeyError for a method nobody defined.
    """
    return METHODS[method](fractions) if fractions else None
