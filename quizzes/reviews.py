"""A finished attempt as it is told to its learner, question by question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from . import question_types
from .carrying import carried
from .definitions import QuestionDefinition, QuizDefinition
from .grading import grade_question
from .layout import ordered_questions
from .number_words import points_of
from .picture_tags import pictures_in
from .prompts import split_prompt
from .question_types.review import Review, ReviewLine, verdict_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundReview:
    """One reviewed question, as the grade that counts has it. `compare_url` draws the learner's own comparison of a
    reflection with the model answer; `self_assessment` is what it came to: 2 the main things, 1 some of them, 0 will
    think again."""

    question: QuestionDefinition
    number: int
    review: Review
    fraction: Decimal | None
    compare_url: str = ""
    self_assessment: int | None = None
    # Of what a person marks: whether that is still to come, and what they wrote.
    waits: bool = False
    remark: str = ""
    # Of a question that was marked anew: the wording it had when it was answered, where that was another.
    asked: SafeString = SafeString()
    is_remarked: bool = False
    # Taken out of the quiz since: it no longer counts.
    is_dropped: bool = False

    @property
    def anchor(self) -> str:
        return f"q-{self.question.id}"

    @property
    def legend(self) -> SafeString:
        """The first paragraph of the prompt: inline HTML, cleaned when it was frozen."""
        return legend_of(self.question)

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


def legend_of(question: QuestionDefinition) -> SafeString:
    return mark_safe(split_prompt(question.prompt)[0] or escape(question.label))  # noqa: S308


def review_question(question: QuestionDefinition, answer: Any, *, show_answers: bool) -> Review:
    return question_types.get(question.type).review(question, answer, show_answers=show_answers)


def bound_reviews(
    definition: QuizDefinition,
    layout: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    show_answers: bool,
    marked_by: QuizDefinition | None = None,
    remarks: Mapping[str, tuple[Decimal | None, str]] | None = None,
    compare_urls: Mapping[str, str] | None = None,
    self_assessments: Mapping[str, int] | None = None,
) -> list[BoundReview]:
    """The questions of an attempt in the order it showed them.

    `marked_by` is what the grade that counts was marked by, where that is not this definition (a regrade). `remarks`
    are what people said of answers: (fraction or None, words) by question id.
    """
    compare_urls, self_assessments = compare_urls or {}, self_assessments or {}
    marked = {question.id: question for question in (marked_by or definition).questions}
    return [
        replace(
            with_remark(
                reviewed_as_marked(question, marked.get(question.id), answers.get(question.id), show_answers),
                (remarks or {}).get(question.id),
            ),
            number=number,
            compare_url=compare_urls.get(question.id, ""),
            self_assessment=self_assessments.get(question.id),
        )
        for number, question in enumerate(ordered_questions(definition, layout), start=1)
    ]


def reviewed_as_marked(
    asked: QuestionDefinition, marked: QuestionDefinition | None, answer: Any, show_answers: bool
) -> BoundReview:
    """`asked` is what the learner saw, `marked` what the grade was given by: None where it does not count any more."""
    if marked is None:
        review = review_question(asked, answer, show_answers=False)
        return BoundReview(question=asked, number=0, review=review, fraction=None, is_dropped=True)
    given = carried(answer, asked, marked)
    return BoundReview(
        question=marked,
        number=0,
        review=with_answer_given(review_question(marked, given, show_answers=show_answers), asked, answer),
        fraction=grade_question(marked, given),
        asked=SafeString() if marked.prompt == asked.prompt else legend_of(asked),
        is_remarked=marked.digest != asked.digest,
    )


def with_remark(item: BoundReview, remark: tuple[Decimal | None, str] | None) -> BoundReview:
    """An answer that a person marks, with what they said of it."""
    if item.is_dropped or not question_types.get(item.question.type).is_marked_by_people:
        return item
    fraction, words = remark or (None, "")
    if not item.question.max_mark:
        return replace(item, remark=words)
    if fraction is None:
        is_blank = item.review.verdict == "blank"
        return replace(item, remark=words, waits=not is_blank, fraction=item.fraction if is_blank else None)
    review = replace(item.review, verdict=verdict_of(fraction))
    return replace(item, remark=words, fraction=fraction, review=review)


def with_answer_given(review: Review, asked: QuestionDefinition, answer: Any) -> Review:
    """What the learner chose is shown also where the corrected question does not offer it any more."""
    if answer is None or any(line.state != "miss" for line in review.lines):
        return review
    summary = question_types.get(asked.type).summarise(asked, answer)
    return replace(review, lines=(ReviewLine(summary, "given", _("your answer")), *review.lines))


def verdict_counts(reviews: Iterable[BoundReview]) -> dict[str, int]:
    """How many of each verdict: right, part, wrong, blank, ungraded; those that did not occur are left out."""
    counts: dict[str, int] = {}
    for item in reviews:
        if item.is_dropped:
            continue
        counts[item.review.verdict] = counts.get(item.review.verdict, 0) + 1
    return counts
