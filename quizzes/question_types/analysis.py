"""What item analysis asks of a question type. The answers here fit a type whose answers are written, not chosen."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.definitions import QuestionDefinition


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to choose, as statistics count it. `earns`: whether choosing it earns anything."""

    id: str
    text: str
    earns: bool


class Analysed:
    def guess_score(self, question: QuestionDefinition) -> Decimal | None:
        """What blind guessing earns on average, 0..1; None where that cannot be said. By Moodle's rules."""
        return Decimal(0)

    def offers(self, question: QuestionDefinition) -> tuple[Offer, ...]:
        """What there is to choose, in the trainer's order; nothing where answers are written or arranged."""
        return ()

    def picked(self, question: QuestionDefinition, answer: Any) -> list[str]:
        """The ids of the offers an answer chose."""
        return []
