from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.definitions import Body, QuestionDefinition
from quizzes.sanitize import typed_text

from .base import Field, Problem, QuestionType, Raw, one_line, one_value, text_in
from .block import WRITING, QuestionBlock
from .review import Review, ReviewLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionBody(Body):
    """`advice` (how much to write) stands at the field; `model_answer` is shown after the answer. Both plain text."""

    model_answer: str = ""
    advice: str = ""


class Reflection(QuestionType):
    """An open question, never graded and never in the way; an answer is text, which the learner compares alone."""

    name = "reflection"
    label = gettext_lazy("Reflection")
    icon = "edit"
    description = gettext_lazy("An open question without marks, with a model answer to compare with")
    body_class = ReflectionBody
    is_graded = False

    def block(self) -> type:
        return ReflectionBlock

    def freeze_body(self, value: Mapping[str, Any]) -> ReflectionBody:
        return ReflectionBody(model_answer=text_in(value, "model_answer"), advice=text_in(value, "advice"))

    def thaw_body(self, body: ReflectionBody) -> dict[str, Any]:
        return {"model_answer": body.model_answer, "advice": body.advice}

    def body_problems(self, body: ReflectionBody) -> Iterable[Problem]:
        return ()

    def clean(self, question: QuestionDefinition, raw: Raw) -> str | None:
        return typed_text(one_value(raw)) or None

    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        return {"": [answer] if isinstance(answer, str) else []}

    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        return (Field(label=_("Your thoughts"), value="".join(raw.get("", [])[:1])),)

    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        raise TypeError("A reflection has no fraction")

    def guess_score(self, question: QuestionDefinition) -> None:
        return None

    def right_answer(self, question: QuestionDefinition) -> str:
        return question.body.model_answer

    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        return one_line(answer) if isinstance(answer, str) else ""

    def review(self, question: QuestionDefinition, answer: Any, *, show_answers: bool) -> Review:
        """The model answer is what a reflection is for: everybody who wrote something sees it, whatever the quiz
        says of right answers."""
        review = super().review(question, answer, show_answers=show_answers)
        return review if answer is None else replace(review, model_answer=question.body.model_answer)

    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterator[ReviewLine]:
        if isinstance(answer, str):
            yield ReviewLine(answer, "given", _("your answer"))


class ReflectionBlock(QuestionBlock):
    question_type = Reflection()

    model_answer = blocks.TextBlock(
        required=False,
        rows=5,
        label=gettext_lazy("Model answer"),
        help_text=gettext_lazy("Shown after the answer, to compare with."),
    )
    advice = blocks.CharBlock(
        required=False,
        max_length=255,
        label=gettext_lazy("Advice"),
        help_text=gettext_lazy("Stands at the field, for example: three to five sentences."),
    )

    class Meta:
        icon = Reflection.icon
        label = Reflection.label
        description = Reflection.description
        group = WRITING
        preview_value = {
            "prompt": gettext_lazy("Whom would you turn to first, and why?"),
            "advice": gettext_lazy("Three to five sentences."),
        }
