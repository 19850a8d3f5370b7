"""Questions of a file as the preview before an import draws them: as their learner will see them, answered rightly."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats.listing import listed_question
from quizzes.formats.results import ImportedQuestion, ImportResult, Problem
from quizzes.forms import BoundQuestion, raw_shown
from quizzes.number_words import decimal_words
from quizzes.pictures import previewed
from quizzes.question_types.review import Review
from quizzes.question_types.true_false import words
from quizzes.reviews import review_question

TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer the trainer wrote: what it earns, and what is said to those who gave it."""

    text: str
    percent: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question or a problem of the file, at its line. `is_known`: the place has the question, it will be updated."""

    line: int
    problem: Problem | None = None
    question: ImportedQuestion | None = None
    bound: BoundQuestion | None = None
    is_known: bool = False
    answers: tuple[Weighed, ...] = ()

    @property
    def type_label(self) -> str:
        return question_types.get(self.question.definition.type).label if self.question else ""


def entries(result: ImportResult, known: Collection[str]) -> list[Entry]:
    """Everything in the file's order; what was said of a question stands right below it."""
    found = [*drawn(result.questions, known), *(Entry(line=one.line, problem=one) for one in result.problems)]
    return sorted(found, key=lambda entry: entry.line)


def drawn(questions: Sequence[ImportedQuestion], known: Collection[str]) -> Iterator[Entry]:
    for number, question in enumerate(questions, start=1):
        yield Entry(
            line=question.line,
            question=question,
            bound=answered(previewed(question), number, len(questions)),
            is_known=question.definition.id in known,
            answers=tuple(weighed(question)),
        )


def answered(question: QuestionDefinition, number: int, total: int) -> BoundQuestion:
    """With the right answer given and reviewed. A reflection without a model answer has nothing to show."""
    question_type = question_types.get(question.type)
    right = question_type.right_answer(question) or (None if question.type == "reflection" else False)
    return BoundQuestion(
        question=question,
        order=tuple(question_type.choice_ids(question)),
        raw=raw_shown(question, right, None),
        answer=right,
        number=number,
        total=total,
        review=None if right is None else impersonal(review_question(question, right, show_answers=True)),
    )


def impersonal(review: Review) -> Review:
    """Nobody gave this answer."""
    return replace(review, lines=tuple(replace(line, note="") for line in review.lines))


def weighed(question: ImportedQuestion) -> Iterator[Weighed]:
    is_truth = question.definition.type == "true_false"
    for answer in listed_question(question)["choices"]:
        text = words(TRUTHS[answer["text"]]) if is_truth else with_tolerance(answer)
        yield Weighed(text, f"{decimal_words(Decimal(str(answer['fraction'])) * 100)}\u00a0%", answer["feedback"])


def with_tolerance(answer: dict[str, Any]) -> str:
    tolerance = answer.get("tolerance")
    return f"{answer['text']} ± {decimal_words(Decimal(str(tolerance)))}" if tolerance else answer["text"]
