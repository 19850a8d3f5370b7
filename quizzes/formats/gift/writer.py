"""Question definitions to GIFT that Moodle reads, with what GIFT lacks in comments (see `comments`)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from decimal import Decimal
from itertools import count
from uuid import UUID, uuid5

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats.identity import answer_ids, as_uuid
from quizzes.formats.results import ImportedQuestion
from quizzes.frozen import decimal_text
from quizzes.question_types.base import CLOSE
from quizzes.question_types.choices import Choice
from quizzes.question_types.matching import MatchingBody
from quizzes.question_types.multiple_choice import MultipleChoiceBody
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import AcceptedText, ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

from .comments import Notes, write_notes
from .kinds import ANY_NUMBER, span_text
from .pictureless import pictureless
from .splitter import CATEGORY
from .texts import ARROW, escape_text, write_arrowless, write_html, write_plain, write_right

# The words of our starter files for `type`; only "ordering" means something to the reader.
TYPE_WORDS = {
    "single_choice": "single",
    "multiple_choice": "multiple",
    "true_false": "truefalse",
    "short_answer": "short",
}


class CannotWrite(ValueError):
    """GIFT has no way to say this type of question; `str()` is the type's name."""


def write(
    questions: Iterable[QuestionDefinition | ImportedQuestion], *, category: str = "", namespace: UUID | None = None
) -> str:
    """A GIFT file: `parse` reads it into the same definitions.

    `category` stands at the top; questions that were imported name their own. With the `namespace` the file will be
    read under, ids that follow from the titles are written as those, for people to read. Raises CannotWrite.
    """
    parts, current, untitled = [_category(category)] if category else [], category, count(1)
    for question in questions:
        imported = question if isinstance(question, ImportedQuestion) else None
        if imported and imported.category not in ("", current):
            current = imported.category
            parts.append(_category(current))
        definition, tags = _unpacked(question)
        parts.append(_question(definition, tags, _id(definition, namespace, untitled)))
    return "\n".join(parts)


def _unpacked(question: QuestionDefinition | ImportedQuestion) -> tuple[QuestionDefinition, tuple[str, ...]]:
    return (question.definition, question.tags) if isinstance(question, ImportedQuestion) else (question, ())


def _category(name: str) -> str:
    return f"{CATEGORY} {' '.join(name.split()).replace(chr(92), chr(92) * 2)}\n"


def _question(question: QuestionDefinition, tags: Sequence[str], id: str) -> str:
    if question.type not in WRITERS:
        raise CannotWrite(question.type)
    title = f"::{escape_text(question.title)}::" if question.title else ""
    notes = write_notes(_notes(question, tags, id))
    return f"{notes}{title}{write_html(pictureless(question.prompt))} {{{_answers(question)}}}\n"


def _answers(question: QuestionDefinition) -> str:
    opening, lines = WRITERS[question.type](question.body)
    feedback = [f"####{write_html(pictureless(question.feedback))}"] if question.feedback else []
    if lines:
        return "\n".join([opening, *lines, *feedback, ""])
    return opening + "".join(feedback)


def _notes(question: QuestionDefinition, tags: Sequence[str], id: str) -> Notes:
    return Notes(
        id=id,
        type=TYPE_WORDS.get(question.type, question.type),
        source=question.source,
        tags=tuple(tags),
        tokens=dict(_tokens(question)),
    )


def _id(question: QuestionDefinition, namespace: UUID | None, untitled: "count[int]") -> str:
    """The title when the id follows from it, or nothing when it would not stand in a comment; else the id.

    Of a question without a title the id may follow from its place among those, as the reader counts them.
    """
    if namespace is None:
        return question.id
    if not question.title:
        return _untitled_id(question, namespace, untitled)
    if question.id != str(uuid5(namespace, question.title)):
        return question.id
    return "" if set(question.title) & set(" ;\\[]\n") else question.title


def _untitled_id(question: QuestionDefinition, namespace: UUID, untitled: "count[int]") -> str:
    place = next(copy(untitled))
    if question.id != str(uuid5(namespace, f"\n{place}")):
        return question.id
    next(untitled)
    return ""


def _tokens(question: QuestionDefinition) -> Iterator[tuple[str, str]]:
    if question.max_mark != question_types.get(question.type).usual_mark:
        yield "mark", decimal_text(question.max_mark)
    yield "hint", question.hint
    if tokens := _BODY_TOKENS.get(question.type):
        yield from tokens(question.body).items()
    yield "choices", foreign_ids(question)


def foreign_ids(question: QuestionDefinition) -> str:
    """The ids of the answers, when the reader would not find the same by itself."""
    question_id = as_uuid(question.id)
    if not question_id or question.type not in IDENTIFIED:
        return ""
    answers = IDENTIFIED[question.type](question.body)
    derived = answer_ids(question_id, [text for text, _id in answers])
    ids = [id for _text, id in answers]
    return "" if ids == derived else " ".join(ids)


def _write_single(body: SingleChoiceBody) -> tuple[str, list[str]]:
    """One `=` makes it a single choice; with nothing but `=` it would be a short answer."""
    right = next((choice for choice in body.choices if choice.fraction >= 1 - CLOSE), None)
    return "", [_choice_line(choice, "=" if choice is right else "~") for choice in body.choices]


def _write_multiple(body: MultipleChoiceBody) -> tuple[str, list[str]]:
    return "", [_choice_line(choice, "~") for choice in body.choices]


def _choice_line(choice: Choice, sign: str) -> str:
    weight = "" if sign == "=" or not choice.fraction else _weight(choice.fraction)
    return f"{sign}{weight}{write_plain(choice.text)}{_feedback(choice.feedback)}"


def _write_true_false(body: TrueFalseBody) -> tuple[str, list[str]]:
    right, wrong = body.feedback_for(body.is_true), body.feedback_for(not body.is_true)
    wrong_part = f"#{write_plain(wrong)}" if wrong or right else ""
    return f"{'TRUE' if body.is_true else 'FALSE'}{wrong_part}{_feedback(right)}", []


def _write_matching(body: MatchingBody) -> tuple[str, list[str]]:
    pairs = [f"={write_arrowless(pair.left)} {ARROW} {write_right(pair.right)}" for pair in body.pairs]
    return "", [*pairs, *(f"= {ARROW} {write_right(item.text)}" for item in body.distractors)]


def _write_ordering(body: OrderingBody) -> tuple[str, list[str]]:
    return "", [f"={write_arrowless(item.text)} {ARROW} {place}" for place, item in enumerate(body.items, start=1)]


def _write_short(body: ShortAnswerBody) -> tuple[str, list[str]]:
    return "", [_short_line(one) for one in body.accepted]


def _short_line(one: AcceptedText) -> str:
    feedback = f"#{write_arrowless(one.feedback)}" if one.feedback else ""
    return f"={_share(one.fraction)}{write_arrowless(one.text)}{feedback}"


def _write_numeric(body: NumericBody) -> tuple[str, list[str]]:
    *others, last = body.accepted or [None]
    if last is None or last.fraction or not _is_any(last):
        return "#", [_number_line(one) for one in body.accepted]
    return "#", [*(_number_line(one) for one in others), f"~{_feedback(last.feedback) or '#'}"]


def _number_line(one: AcceptedNumber) -> str:
    return f"={_share(one.fraction)}{'*' if _is_any(one) else span_text(one)}{_feedback(one.feedback)}"


def _is_any(one: AcceptedNumber) -> bool:
    return not one.value and one.tolerance == ANY_NUMBER


def _write_reflection(body: ReflectionBody) -> tuple[str, list[str]]:
    return "", []


def _feedback(text: str) -> str:
    return f"#{write_plain(text)}" if text else ""


def _share(fraction: Decimal) -> str:
    return "" if fraction == 1 else _weight(fraction)


def _weight(fraction: Decimal) -> str:
    return f"%{decimal_text(fraction * 100)}%"


def _accepted_texts(body: ShortAnswerBody) -> list[tuple[str, str]]:
    return [(one.text, one.id) for one in body.accepted]


def _accepted_numbers(body: NumericBody) -> list[tuple[str, str]]:
    return [(span_text(one), one.id) for one in body.accepted]


def _choice_texts(body: SingleChoiceBody | MultipleChoiceBody) -> list[tuple[str, str]]:
    return [(choice.text, choice.id) for choice in body.choices]


def _sides(body: MatchingBody) -> list[tuple[str, str]]:
    pairs = [(pair.left, pair.id) for pair in body.pairs]
    return pairs + [(f"{ARROW}{item.text}", item.id) for item in body.distractors]


def _steps(body: OrderingBody) -> list[tuple[str, str]]:
    return [(item.text, item.id) for item in body.items]


WRITERS: dict[str, Callable[..., tuple[str, list[str]]]] = {
    "single_choice": _write_single,
    "multiple_choice": _write_multiple,
    "true_false": _write_true_false,
    "matching": _write_matching,
    "ordering": _write_ordering,
    "short_answer": _write_short,
    "numeric": _write_numeric,
    "reflection": _write_reflection,
}
# Question type -> (text its id is made of, id) of each answer, in the order the reader meets them.
IDENTIFIED: dict[str, Callable[..., list[tuple[str, str]]]] = {
    "single_choice": _choice_texts,
    "multiple_choice": _choice_texts,
    "matching": _sides,
    "ordering": _steps,
    "short_answer": _accepted_texts,
    "numeric": _accepted_numbers,
}
_BODY_TOKENS: dict[str, Callable[..., dict[str, str]]] = {
    "multiple_choice": lambda body: {"scoring": "all-or-nothing" if body.all_or_nothing else ""},
    "short_answer": lambda body: {"case": "sensitive" if body.case_sensitive else ""},
    "numeric": lambda body: {"unit": body.unit},
    "reflection": lambda body: {"model-answer": body.model_answer, "advice": body.advice},
}
