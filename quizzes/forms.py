"""The learner's form of a quiz: what is drawn, and what comes back.

Field names are `q-<question id>`, and `q-<question id>-<key>` where a question has several fields. Nothing here or in
the templates holds a right answer, a fraction or feedback before the caller hands over a review.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from . import question_types
from .definitions import QuestionDefinition, QuizDefinition
from .layout import check_layout, ordered_questions
from .number_words import points
from .prompts import split_prompt
from .question_types.base import AnswerError, Option, QuestionType, Raw, Review

Answers = dict[str, Any]
Errors = dict[str, str]


def field_name(question_id: str, key: str = "") -> str:
    return f"q-{question_id}-{key}" if key else f"q-{question_id}"


def raw_of(question: QuestionDefinition, data: QueryDict) -> Raw:
    """What a request posted for one question."""
    keys = question_types.get(question.type).field_keys(question)
    return {key: data.getlist(field_name(question.id, key)) for key in keys}


def read_answers(
    questions: QuizDefinition | Iterable[QuestionDefinition],
    data: QueryDict,
    files: Any = None,
    *,
    only: Iterable[str] | None = None,
) -> tuple[Answers, Errors]:
    """(answers, errors) by question id. Every question asked for is in exactly one of the two; None is a blank.

    A question whose fields are not in `data` reads as blank: hand over the questions the form carried (each has a
    `was-<question id>`), or name them by `only`. `files` is for question types to come.
    """
    answers: Answers = {}
    errors: Errors = {}
    wanted = None if only is None else set(only)
    for question in getattr(questions, "questions", questions):
        if wanted is not None and question.id not in wanted:
            continue
        try:
            answers[question.id] = question_types.get(question.type).clean(question, raw_of(question, data))
        except AnswerError as error:
            errors[question.id] = str(error)
    return answers, errors


@dataclass(frozen=True, slots=True)
class Input:
    """One field as the templates draw it. `id` is unique on the page."""

    id: str
    name: str
    label: str
    value: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class BoundQuestion:
    """One question as it is drawn: the definition, how this attempt orders it, and what the learner gave so far.

    `raw` is what the form shows: the learner's typing after an error, else the stored answer. With a `review` the
    answer is final: the fields are disabled and the review is drawn below them. `was` is whatever token the caller
    wants back with the form; `check_url` draws a button that asks for feedback on this question alone, `switch_url` one
    that takes its corrected wording.
    """

    question: QuestionDefinition
    order: tuple[str, ...] = ()
    raw: Raw
    answer: Any = None
    number: int = 1
    total: int = 1
    error: str = ""
    was: str = ""
    review: Review | None = None
    check_url: str = ""
    switch_url: str = ""
    heading: str = ""
    worth: str = ""
    tag: str = ""

    @property
    def type(self) -> QuestionType:
        return question_types.get(self.question.type)

    @property
    def name(self) -> str:
        return field_name(self.question.id)

    @property
    def anchor(self) -> str:
        """The id of the fieldset; `tag` tells apart two forms of one question on a page."""
        return f"{self.name}{self.tag}"

    @property
    def error_id(self) -> str:
        return f"{self.anchor}-error" if self.error else ""

    @property
    def hint_id(self) -> str:
        return f"{self.anchor}-hint"

    @property
    def template(self) -> str:
        return self.type.template

    @property
    def checked(self) -> bool:
        return self.review is not None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @cached_property
    def prompt_parts(self) -> tuple[str, str]:
        return split_prompt(self.question.prompt)

    @property
    def legend(self) -> SafeString:
        """The first paragraph of the prompt: inline HTML, cleaned when it was frozen."""
        return mark_safe(self.prompt_parts[0] or escape(self.question.label))  # noqa: S308

    @property
    def rest(self) -> SafeString:
        """What follows it."""
        return mark_safe(self.prompt_parts[1])  # noqa: S308

    @property
    def number_line(self) -> str:
        return self.heading or _("Question %(number)d of %(total)d") % {"number": self.number, "total": self.total}

    @property
    def worth_line(self) -> str:
        return self.worth or (points(self.question.max_mark) if self.question.max_mark else _("no marks"))

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        return tuple(
            Input(
                id=f"{self.anchor}-{field.key or 'field'}",
                name=field_name(self.question.id, field.key),
                label=field.label,
                value=field.value,
                options=field.options,
            )
            for field in self.type.fields(self.question, self.order, self.raw)
        )

    @property
    def input(self) -> Input:
        """The field of a question that has one."""
        return self.inputs[0]


def bound_questions(
    definition: QuizDefinition,
    layout: Mapping[str, Any],
    answers: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    *,
    typed: QueryDict | None = None,
    was: Mapping[str, str] | None = None,
    reviews: Mapping[str, Review] | None = None,
    check_urls: Mapping[str, str] | None = None,
    switch_urls: Mapping[str, str] | None = None,
) -> list[BoundQuestion]:
    """The questions of an attempt in the order of its layout.

    `answers` are the stored ones. `typed` is a refused form: its words are shown again for the questions in `errors`.
    `reviews` are of the answers that are final already.
    """
    questions = ordered_questions(definition, layout)
    errors, was, reviews, check_urls = errors or {}, was or {}, reviews or {}, check_urls or {}
    switch_urls = switch_urls or {}
    return [
        BoundQuestion(
            question=question,
            order=tuple(layout["choices"].get(question.id, ())),
            raw=raw_shown(question, answers.get(question.id), typed if question.id in errors else None),
            answer=answers.get(question.id),
            number=number,
            total=len(questions),
            error=errors.get(question.id, ""),
            was=was.get(question.id, ""),
            review=reviews.get(question.id),
            check_url="" if question.id in reviews else check_urls.get(question.id, ""),
            switch_url=switch_urls.get(question.id, ""),
        )
        for number, question in enumerate(questions, start=1)
    ]


def raw_shown(question: QuestionDefinition, answer: Any, typed: QueryDict | None) -> Raw:
    if typed is not None:
        return raw_of(question, typed)
    return {} if answer is None else question_types.get(question.type).raw(question, answer)


def bound_check(
    question: QuestionDefinition, *, answer: Any = None, error: str = "", review: Review | None = None, tag: str = ""
) -> BoundQuestion:
    """A check-yourself question outside any quiz; its choices always stand in the same shuffled order."""
    return BoundQuestion(
        question=question,
        order=tuple(check_layout(question, 0)),
        raw=raw_shown(question, answer, None),
        answer=answer,
        error=error,
        review=review,
        heading=_("Check yourself"),
        worth=_("does not count towards the grade"),
        tag=tag,
    )


def bound_preview(question: QuestionDefinition) -> BoundQuestion:
    """A question in the preview of its block in the editor."""
    return BoundQuestion(question=question, order=tuple(check_layout(question, 0)), raw={})
