"""A finished attempt as it is told to its learner, question by question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import question_types
from .definitions import QuestionDefinition, QuizDefinition
from .grading import grade_question
from .layout import ordered_questions
from .number_words import points_of
from .picture_tags import pictures_in
from .prompts import split_prompt
from .question_types.review import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundReview:
    """One reviewed question. `compare_url` draws the learner's own comparison of a reflection with the model answer;
    `self_assessment` is what it came to: 2 the main things, 1 some of them, 0 will think again."""

    question: QuestionDefinition
    number: int
    review: Review
    fraction: Decimal | None
    compare_url: str = ""
    self_assessment: int | None = None

    @property
    def anchor(self) -> str:
        return f"q-{self.question.id}"

    @property
    def legend(self) -> SafeString:
        """The first paragraph of the prompt: inline HTML, cleaned when it was frozen."""
        return mark_safe(split_prompt(self.question.prompt)[0] or escape(self.question.label))  # noqa: S308

    @property
    def pictures(self) -> SafeString:
        """What the question showed, without which it may say nothing."""
        return mark_safe("".join(pictures_in(self.question.prompt)))  # noqa: S308

    @property
    def mark_line(self) -> str:
        """«0,67 of 1 point», nothing for what is not graded."""
        if self.fraction is None:
            return ""
        return points_of(self.fraction * self.question.max_mark, self.question.max_mark)


def review_question(question: QuestionDefinition, answer: Any, *, show_answers: bool) -> Review:
    return question_types.get(question.type).review(question, answer, show_answers=show_answers)


def bound_reviews(
    definition: QuizDefinition,
    layout: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    show_answers: bool,
    fractions: Mapping[str, Decimal | None] | None = None,
    compare_urls: Mapping[str, str] | None = None,
    self_assessments: Mapping[str, int] | None = None,
) -> list[BoundReview]:
    """The questions of an attempt in the order it showed them.

    `fractions` are those of the grade that counts, where it is not this definition's own (a regrade).
    """
    compare_urls, self_assessments = compare_urls or {}, self_assessments or {}

    def fraction(question: QuestionDefinition) -> Decimal | None:
        if fractions and question.id in fractions:
            return fractions[question.id]
        return grade_question(question, answers.get(question.id))

    return [
        BoundReview(
            question=question,
            number=number,
            review=review_question(question, answers.get(question.id), show_answers=show_answers),
            fraction=fraction(question),
            compare_url=compare_urls.get(question.id, ""),
            self_assessment=self_assessments.get(question.id),
        )
        for number, question in enumerate(ordered_questions(definition, layout), start=1)
    ]


def verdict_counts(reviews: Iterable[BoundReview]) -> dict[str, int]:
    """How many of each verdict: right, part, wrong, blank, ungraded; those that did not occur are left out."""
    counts: dict[str, int] = {}
    for item in reviews:
        counts[item.review.verdict] = counts.get(item.review.verdict, 0) + 1
    return counts
