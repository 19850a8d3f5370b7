"""The interface of a question type. All of it is pure: no database, no request, no clock."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from quizzes.definitions import Body, QuestionDefinition
from quizzes.frozen import decimal_text
from quizzes.picture_tags import is_undescribed
from quizzes.sanitize import clean_html

from .analysis import Analysed
from .review import CLOSE, Review, ReviewLine, Verdict, verdict_of

# What a form posted for one question: field key ("" for a question with a single field) -> values.
Raw = Mapping[str, list[str]]

LONGEST_ANSWER = 20_000
PLACES = Decimal("0.0000001")


class AnswerError(ValueError):
    """An answer that cannot be stored; `str()` is a sentence for the learner."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a question cannot be published: the block's field (of a list: and the place of the item) and a sentence."""

    field: str
    message: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in a field of the learner's form."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the learner's form. `key` is "" where the question has a single field."""

    key: str = ""
    label: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()


class QuestionType(Analysed, ABC):
    """One kind of question. Instances hold no state; one of each lives in the registry."""

    name: ClassVar[str]
    label: ClassVar[str]
    icon: ClassVar[str]
    description: ClassVar[str]
    body_class: ClassVar[type[Body]]
    is_graded: ClassVar[bool] = True
    # True where only a person can say what an answer earns, if the trainer gave the question a mark at all.
    is_marked_by_people: ClassVar[bool] = False
    # True where the given order would be the answer: shuffled whatever the quiz says.
    always_shuffled: ClassVar[bool] = False
    # True where what is right are words of one language: a translation has a key of its own.
    key_is_words: ClassVar[bool] = False

    @property
    def usual_mark(self) -> Decimal:
        """What a question is worth where nobody said anything else."""
        return Decimal(1) if self.is_graded else Decimal(0)

    @property
    def template(self) -> str:
        return f"quizzes/questions/{self.name}.html"

    # --- the trainer's side ---------------------------------------------------------------------

    @abstractmethod
    def block(self) -> type:
        """The StructBlock class trainers edit; see `question_types.block.QuestionBlock`."""

    @abstractmethod
    def freeze_body(self, value: Mapping[str, Any]) -> Body:
        """The body of a block value. Must bear an unfinished draft: empty and missing values."""

    @abstractmethod
    def thaw_body(self, body: Any) -> dict[str, Any]:
        """The reverse of `freeze_body`: raw StreamField data for the type's own fields, list items with their ids."""

    @abstractmethod
    def body_problems(self, body: Any) -> Iterable[Problem]:
        """What keeps this body from being published."""

    def freeze(self, value: Mapping[str, Any], id: str) -> QuestionDefinition:
        return QuestionDefinition(
            id=id,
            type=self.name,
            title=text_in(value, "title"),
            prompt=html_in(value, "prompt"),
            max_mark=self.freeze_mark(value),
            hint=text_in(value, "hint"),
            feedback=html_in(value, "feedback"),
            source=text_in(value, "source"),
            body=self.freeze_body(value),
        )

    def freeze_mark(self, value: Mapping[str, Any]) -> Decimal:
        mark = value.get("max_mark")
        return self.usual_mark if mark is None else Decimal(mark)

    def thaw(self, question: QuestionDefinition) -> dict[str, Any]:
        """The reverse of `freeze`: one raw StreamField block, `{"type", "id", "value"}`, for importers and the bank."""
        value = {
            "title": question.title,
            "prompt": question.prompt,
            "hint": question.hint,
            "feedback": question.feedback,
            "source": question.source,
            "max_mark": decimal_text(question.max_mark),
            **self.thaw_body(question.body),
        }
        return {"type": self.name, "id": question.id, "value": value}

    def problems(self, question: QuestionDefinition) -> list[Problem]:
        """Why the question cannot be published; empty when it can. Editor and importers ask the same."""
        found = []
        if not question.prompt:
            found.append(Problem("prompt", _("Write what you ask.")))
        found += [
            Problem(field, _("Say what the picture shows, or mark it as decorative."))
            for field, html in (("prompt", question.prompt), ("feedback", question.feedback))
            if is_undescribed(html)
        ]
        if self.is_graded and question.max_mark <= 0:
            found.append(Problem("max_mark", _("The mark must be above zero.")))
        return [*found, *self.body_problems(question.body)]

    # --- one version and another -----------------------------------------------------------------

    def offer(self, body: Any) -> Any:
        """What a learner may choose from, in any order; nothing where the answer is typed."""
        return ()

    def wording(self, body: Any) -> str:
        """What the body says beside the prompt while the question is asked."""
        return ""

    def key_differs(self, before: Any, after: Any) -> bool:
        """Whether what is right, or how much it earns, is not the same in two bodies of this type."""
        return False

    def carry(self, answer: Any, before: Any, after: Any) -> Any:
        """An answer to one body as the same answer to another: what was chosen is followed by its words."""
        return answer

    # --- the learner's side ---------------------------------------------------------------------

    def field_keys(self, question: QuestionDefinition) -> list[str]:
        """The keys of the fields the form has for this question."""
        return [""]

    def choice_ids(self, question: QuestionDefinition) -> list[str]:
        """What may be shuffled, in the trainer's order."""
        return []

    @abstractmethod
    def clean(self, question: QuestionDefinition, raw: Raw) -> Any:
        """The answer as JSON, or None for a blank. Raises AnswerError for what cannot be stored."""

    @abstractmethod
    def raw(self, question: QuestionDefinition, answer: Any) -> Raw:
        """The reverse of `clean`: what a form that shows this answer would post. Must bear any stored answer."""

    @abstractmethod
    def fields(self, question: QuestionDefinition, order: Iterable[str], raw: Raw) -> tuple[Field, ...]:
        """What the form offers, choices in the order given. Holds nothing that tells which answer is right."""

    def grade(self, question: QuestionDefinition, answer: Any) -> Decimal | None:
        """The fraction 0..1 to seven places; None where the type is not graded. A blank gets 0, and so does, until
        somebody has marked it, what a person has to mark."""
        if not self.is_graded:
            return Decimal(0) if question.max_mark else None
        return Decimal(0) if answer is None else as_fraction(self.fraction(question, answer))

    @abstractmethod
    def fraction(self, question: QuestionDefinition, answer: Any) -> Decimal:
        """The sum before it is clamped. Must bear answers given to another version: unknown ids earn nothing."""

    @abstractmethod
    def right_answer(self, question: QuestionDefinition) -> Any:
        """An answer that earns the whole mark: for key sheets, demonstrations and proofs that a quiz can be passed."""

    def key_words(self, question: QuestionDefinition) -> str:
        """The right answer in the reader's language, for whoever marks by hand."""
        return self.summarise(question, self.right_answer(question))

    @abstractmethod
    def summarise(self, question: QuestionDefinition, answer: Any) -> str:
        """The answer in one line of plain text, for staff and statistics."""

    def review(self, question: QuestionDefinition, answer: Any, *, show_answers: bool) -> Review:
        """What the learner is told. Without `show_answers`: the verdict and their own answer, nothing of the key."""
        return Review(
            verdict=self.verdict(question, answer),
            lines=tuple(self.review_lines(question, answer, show_answers)),
            feedback=question.feedback if show_answers else "",
        )

    @abstractmethod
    def review_lines(self, question: QuestionDefinition, answer: Any, show_answers: bool) -> Iterable[ReviewLine]:
        """The lines of `review`; `answer` may be None."""

    def verdict(self, question: QuestionDefinition, answer: Any) -> Verdict:
        if answer is None:
            return "blank"
        fraction = self.grade(question, answer)
        if fraction is None:
            return "ungraded"
        return verdict_of(fraction)


def as_fraction(value: Decimal) -> Decimal:
    """Clamped to 0..1 and rounded to seven places, half up; within `CLOSE` of an end it is that end."""
    if value <= CLOSE:
        return Decimal(0)
    if value >= 1 - CLOSE:
        return Decimal(1)
    return value.quantize(PLACES, ROUND_HALF_UP)


def text_in(value: Mapping[str, Any], name: str) -> str:
    return (value.get(name) or "").strip()


def html_in(value: Mapping[str, Any], name: str) -> str:
    """Clean HTML of a rich text value, which may be a RichText, its source, or nothing yet."""
    html = value.get(name) or ""
    return clean_html(getattr(html, "source", html), "pictured")


def one_value(raw: Raw, key: str = "") -> str:
    """The single text posted in a field, trimmed. Raises AnswerError for what no form of ours sends."""
    values = raw.get(key, [])
    if len(values) > 1:
        raise AnswerError(_("Give one answer to this question."))
    return storable(values[0]) if values else ""


def storable(text: str) -> str:
    """The text, trimmed. Raises AnswerError for text a database or a reader could not bear."""
    if len(text) > LONGEST_ANSWER:
        raise AnswerError(
            _("This is too long: at most %(limit)d characters fit. Shorten it and save again.")
            % {"limit": LONGEST_ANSWER}
        )
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise AnswerError(_("The answer has characters that cannot be stored. Type it anew."))
    return text.strip()


def unknown_choice() -> AnswerError:
    return AnswerError(_("There is no such choice in this question. Choose again."))


def in_order(ids: Iterable[str], order: Iterable[str]) -> list[str]:
    """The ids in the order of a layout; what the layout does not name comes last, in its own order."""
    ids, places = list(ids), {id: place for place, id in enumerate(order)}
    return sorted(ids, key=lambda id: places.get(id, len(places)))


def one_line(text: str) -> str:
    return " ".join(text.split())
