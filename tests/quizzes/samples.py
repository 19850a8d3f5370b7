"""One question of each type, as a trainer would write it, and hypothesis strategies for answers and questions."""

from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import strategies as st

from quizzes import question_types
from quizzes.definitions import Body, QuestionDefinition, QuizDefinition
from quizzes.question_types.choices import Choice
from quizzes.question_types.matching import Distractor, MatchingBody, Pair
from quizzes.question_types.multiple_choice import MultipleChoiceBody
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import Item, OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import AcceptedText, ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

THIRD = Decimal("0.3333333")


def question(type: str, body: Body, id: str = "q", **fields: Any) -> QuestionDefinition:
    max_mark = Decimal(1) if question_types.get(type).is_graded else Decimal(0)
    return QuestionDefinition(
        **{"id": id, "type": type, "prompt": "<p>Ask</p>", "max_mark": max_mark, **fields}, body=body
    )


def choice(id: str, fraction: Any, **fields: Any) -> Choice:
    return Choice(**{"id": id, "text": f"Text {id}", "fraction": Decimal(fraction), **fields})


def single(*choices: Choice, **fields: Any) -> QuestionDefinition:
    choices = choices or (choice("a", 0, feedback="Not this."), choice("b", 1, feedback="Yes."), choice("c", "0.5"))
    return question("single_choice", SingleChoiceBody(choices=choices), **fields)


def multiple(*choices: Choice, all_or_nothing: bool = False, **fields: Any) -> QuestionDefinition:
    choices = choices or (
        choice("a", THIRD, feedback="Right."),
        choice("b", THIRD),
        choice("c", THIRD),
        choice("d", -THIRD, feedback="No."),
        choice("e", -THIRD),
    )
    return question("multiple_choice", MultipleChoiceBody(choices=choices, all_or_nothing=all_or_nothing), **fields)


def true_false(is_true: bool = False, **fields: Any) -> QuestionDefinition:
    body = TrueFalseBody(is_true=is_true, feedback_true="You said true.", feedback_false="You said false.")
    return question("true_false", body, **fields)


def matching(**fields: Any) -> QuestionDefinition:
    """Two of the pairs share their right side."""
    pairs = [
        ("p1", "council", "decides"),
        ("p2", "head", "leads"),
        ("p3", "region", "speaks"),
        ("p4", "district", "speaks"),
    ]
    body = MatchingBody(
        pairs=tuple(Pair(id=id, left=left, right=right) for id, left, right in pairs),
        distractors=(Distractor(id="x1", text="judges"),),
    )
    return question("matching", body, **fields)


def ordering(**fields: Any) -> QuestionDefinition:
    items = tuple(Item(id=id, text=f"Step {id}") for id in ("s1", "s2", "s3", "s4"))
    return question("ordering", OrderingBody(items=items), **fields)


def accepted(text: str, fraction: Any = 1, feedback: str = "") -> AcceptedText:
    return AcceptedText(id=f"id-{text}", text=text, fraction=Decimal(fraction), feedback=feedback)


def short(*texts: AcceptedText, case_sensitive: bool = False, **fields: Any) -> QuestionDefinition:
    texts = texts or (accepted("староста"), accepted("голова", "0.5", "Close."))
    return question("short_answer", ShortAnswerBody(accepted=texts, case_sensitive=case_sensitive), **fields)


def number(value: Any, tolerance: Any = 0, fraction: Any = 1, feedback: str = "") -> AcceptedNumber:
    return AcceptedNumber(
        id=f"id-{value}-{tolerance}",
        value=Decimal(value),
        tolerance=Decimal(tolerance),
        fraction=Decimal(fraction),
        feedback=feedback,
    )


def numeric(*numbers: AcceptedNumber, unit: str = "", **fields: Any) -> QuestionDefinition:
    numbers = numbers or (number(10), number(10, 2, "0.5", "Nearly."))
    return question("numeric", NumericBody(accepted=numbers, unit=unit), **fields)


def reflection(**fields: Any) -> QuestionDefinition:
    return question("reflection", ReflectionBody(model_answer="To the starosta.", advice="Be brief."), **fields)


SAMPLES = {
    "single_choice": single(id="q1"),
    "multiple_choice": multiple(id="q2"),
    "true_false": true_false(id="q3"),
    "matching": matching(id="q4"),
    "ordering": ordering(id="q5"),
    "short_answer": short(id="q6"),
    "numeric": numeric(id="q7", unit="днів"),
    "reflection": reflection(id="q8"),
}
RIGHT_ANSWERS = {
    "q1": "b",
    "q2": ["a", "b", "c"],
    "q3": False,
    "q4": {"p1": "p1", "p2": "p2", "p3": "p3", "p4": "p3"},
    "q5": ["s1", "s2", "s3", "s4"],
    "q6": "староста",
    "q7": "10",
    "q8": "I would ask.",
}


def quiz(*questions: QuestionDefinition, **fields: Any) -> QuizDefinition:
    usual = {
        "quiz_key": "00000000-0000-0000-0000-000000000001",
        "title": "Quiz",
        "locale": "uk",
        "pass_mark": Decimal("0.7"),
        "shuffle_questions": False,
        "shuffle_choices": True,
        "feedback_timing": "at_end",
        "show_answers": "always",
    }
    return QuizDefinition(**{**usual, **fields}, questions=questions or tuple(SAMPLES.values()))


def post(data: dict[str, Any]) -> QueryDict:
    return QueryDict(urlencode(data, doseq=True))


def type_of(question: QuestionDefinition) -> question_types.QuestionType:
    return question_types.get(question.type)


ids = st.uuids().map(str)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(str.strip)
samples = st.sampled_from(list(SAMPLES.values()))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["a", "b", "p1", "s1", "x1"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3) | st.just("p1"), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def answers_to(draw: st.DrawFn, question: QuestionDefinition) -> Any:
    """Any answer the form of this question can give, a blank included."""
    raw = {key: draw(values_for(question, key)) for key in type_of(question).field_keys(question)}
    if question.type == "ordering":
        places = draw(st.permutations(range(1, len(raw) + 1)))
        raw = {key: [str(place)] for key, place in zip(raw, places, strict=True)}
    return type_of(question).clean(question, raw)


def values_for(question: QuestionDefinition, key: str) -> st.SearchStrategy[list[str]]:
    field = {one.key: one for one in type_of(question).fields(question, (), {})}[key]
    values = [option.value for option in field.options]
    if question.type == "multiple_choice":
        return st.lists(st.sampled_from(values), unique=True)
    if values:
        return st.lists(st.sampled_from(values), max_size=1)
    if question.type == "numeric":
        return st.lists(st.decimals(-1000, 1000, places=3).map(str), max_size=1)
    return st.lists(texts, max_size=1)
