"""A quiz on paper: what people in a hall fill in, and the key for whoever marks it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import question_types
from .definitions import QuestionDefinition, QuizDefinition
from .layout import make_layout, ordered_questions
from .number_words import points
from .prompts import split_prompt
from .question_types.base import Field

LINES_FOR_THOUGHTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuestion:
    """`ticks` are choices to tick. `blanks` are texts with a place before them for a letter of `letters`, or, where
    there are none, for a number. Without either there are `lines` to write on, with `advice` above them or a `unit`
    after them. `key` is the right answer in words."""

    question: QuestionDefinition
    number: int
    ticks: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    letters: tuple[tuple[str, str], ...] = ()
    lines: int = 0
    advice: str = ""
    unit: str = ""
    key: str = ""

    @property
    def legend(self) -> SafeString:
        """The first paragraph of the prompt: inline HTML, cleaned when it was frozen."""
        return mark_safe(split_prompt(self.question.prompt)[0] or escape(self.question.label))  # noqa: S308

    @property
    def rest(self) -> SafeString:
        return mark_safe(split_prompt(self.question.prompt)[1])  # noqa: S308

    @property
    def feedback(self) -> SafeString:
        return mark_safe(self.question.feedback)  # noqa: S308

    @property
    def room(self) -> range:
        return range(self.lines)

    @property
    def worth(self) -> str:
        return points(self.question.max_mark) if self.question.max_mark else ""


def paper_questions(definition: QuizDefinition, variant: int, alphabet: Sequence[str]) -> list[PaperQuestion]:
    """The questions of one variant, always the same for the same number: in the order an attempt might have."""
    layout = make_layout(definition, variant)
    return [
        paper_question(question, number, layout["choices"].get(question.id, ()), alphabet)
        for number, question in enumerate(ordered_questions(definition, layout), start=1)
    ]


def paper_question(
    question: QuestionDefinition, number: int, order: Iterable[str], alphabet: Sequence[str]
) -> PaperQuestion:
    question_type = question_types.get(question.type)
    fields = question_type.fields(question, order, {})
    key = question_type.key_words(question)
    return PaperQuestion(question=question, number=number, key=key, **places(fields, question, alphabet))


def places(fields: Sequence[Field], question: QuestionDefinition, alphabet: Sequence[str]) -> dict:
    """Where the answer goes."""
    options = [option.text for option in fields[0].options] if fields else []
    if not options:
        return lines(question)
    if len(fields) == 1:
        return {"ticks": tuple(options)}
    are_places = options == [str(place) for place in range(1, len(fields) + 1)]
    letters = () if are_places else tuple(zip(lettered(alphabet), options, strict=False))
    return {"blanks": tuple(field.label for field in fields), "letters": letters}


def lines(question: QuestionDefinition) -> dict:
    question_type = question_types.get(question.type)
    wording = question_type.wording(question.body)
    if question_type.is_marked_by_people:
        return {"lines": LINES_FOR_THOUGHTS, "advice": wording}
    return {"lines": 1, "unit": wording}


def lettered(alphabet: Sequence[str]) -> Iterator[str]:
    """A, B, … Z, AA, AB, … without an end."""
    for length in count(1):
        yield from ("".join(letters) for letters in product(alphabet, repeat=length))
