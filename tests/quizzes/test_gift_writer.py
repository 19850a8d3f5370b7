"""GIFT as we write it: a reader, ours or Moodle's, finds the same questions in it."""

import re
import uuid
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes import question_types
from quizzes.definitions import Body, QuestionDefinition
from quizzes.formats.gift import CannotWrite, GiftResult, ImportedQuestion, losses, parse, write
from quizzes.formats.gift.texts import FormattedText, to_html
from quizzes.question_types.choices import Choice
from quizzes.question_types.matching import Distractor, MatchingBody, Pair
from quizzes.question_types.multiple_choice import MultipleChoiceBody
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import Item, OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import AcceptedText, ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

NAMESPACE = uuid.UUID("9a4c4b4e-0f43-4f6f-8a0e-2f6f1c2d3e4f")

ids = st.uuids().map(str)
# Signs of GIFT, of HTML and of our comments, beside letters of all kinds.
pieces = st.sampled_from(
    [
        "\\",
        ":",
        "#",
        "=",
        "{",
        "}",
        "~",
        "\\n",
        "->",
        "%50%",
        "[html]",
        "[tag:",
        "]",
        "//",
        "$CATEGORY:",
        "<b>",
        "&lt;",
        "*",
    ]
    + ["####", "::", ";", "source ", "T", "1", " ", "–", "’", "ї", "a"]
) | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=3)
lines = st.lists(pieces, min_size=1, max_size=12).map(lambda parts: " ".join("".join(parts).split()))
line = lines.filter(bool)
text = st.lists(lines, max_size=3).map(lambda some: "\n".join(filter(None, some)))
html = st.one_of(
    text.map(lambda plain: to_html(FormattedText(plain, "plain"))),
    st.lists(line | st.sampled_from(["<b>", "</b>", "<ul><li>", "</ul>", "<p>", "<br>", "\n"]), max_size=6).map(
        lambda parts: to_html(FormattedText("".join(parts), "html"))
    ),
)
fractions = st.integers(-(10**7), 10**7).map(lambda number: Decimal(number) / 10**7)
shares = st.integers(0, 10**7).map(lambda number: Decimal(number) / 10**7)
numbers = st.decimals(-(10**9), 10**9, places=4)


def choice(fraction: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(Choice, id=ids, text=line, fraction=fraction, feedback=text)


def accepted_text(fraction: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(AcceptedText, id=ids, text=line, fraction=fraction, feedback=text)


def accepted_number(fraction: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(
        AcceptedNumber, id=ids, value=numbers, tolerance=st.decimals(0, 99, places=3), fraction=fraction, feedback=text
    )


def some(first: st.SearchStrategy, others: st.SearchStrategy, least: int = 0) -> st.SearchStrategy:
    """One that earns the whole mark, and others."""
    return st.tuples(first, st.lists(others, min_size=least, max_size=4)).map(lambda both: (both[0], *both[1]))


def tuples(one: st.SearchStrategy, least: int) -> st.SearchStrategy:
    return st.lists(one, min_size=least, max_size=5).map(tuple)


whole = st.just(Decimal(1))
BODIES: dict[str, st.SearchStrategy[Body]] = {
    "single_choice": st.builds(SingleChoiceBody, choices=some(choice(whole), choice(fractions), 1)),
    "multiple_choice": st.builds(
        MultipleChoiceBody,
        choices=some(choice(whole), choice(shares.map(lambda share: -share)), 1),
        all_or_nothing=st.booleans(),
    ),
    "true_false": st.builds(TrueFalseBody, is_true=st.booleans(), feedback_true=text, feedback_false=text),
    "matching": st.builds(
        MatchingBody,
        pairs=tuples(st.builds(Pair, id=ids, left=line, right=line), 2),
        distractors=tuples(st.builds(Distractor, id=ids, text=line), 0),
    ),
    "ordering": st.builds(OrderingBody, items=tuples(st.builds(Item, id=ids, text=line), 2)),
    "short_answer": st.builds(
        ShortAnswerBody, accepted=some(accepted_text(whole), accepted_text(shares)), case_sensitive=st.booleans()
    ),
    "numeric": st.builds(NumericBody, accepted=some(accepted_number(whole), accepted_number(shares)), unit=lines),
    "reflection": st.builds(ReflectionBody, model_answer=text, advice=lines),
}


@st.composite
def questions(draw: st.DrawFn, type: str) -> QuestionDefinition:
    mark = st.decimals("0.01", 100, places=2) if question_types.get(type).is_graded else st.just(Decimal(0))
    return QuestionDefinition(
        id=draw(ids), type=type, title=draw(lines), prompt=draw(html.filter(bool)), max_mark=draw(mark),
        hint=draw(text), feedback=draw(html), source=draw(lines), body=draw(BODIES[type]),
    )  # fmt: skip


def is_sound(question: QuestionDefinition) -> bool:
    return not question_types.get(question.type).problems(question)


@pytest.mark.parametrize("type", BODIES)
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_is_read_as_the_same_question(type, data):
    question = data.draw(questions(type).filter(is_sound))
    assert parse(write([question]), namespace=NAMESPACE).definitions == (question,)


def read(text: str) -> GiftResult:
    return parse(text, namespace=NAMESPACE)


STARTER = sorted(Path(__file__).parents[2].glob("courses/starter/*/*.gift"))
WORDS = {
    "single": "single_choice",
    "multiple": "multiple_choice",
    "truefalse": "true_false",
    "short": "short_answer",
}


@pytest.mark.parametrize("path", STARTER, ids=lambda path: path.stem)
def test_starter_questions_have_the_type_their_comment_names_and_survive_writing(path):
    text = path.read_text(encoding="utf-8")
    result = read(text)
    named = [WORDS.get(word, word) for word in re.findall(r"^// id \S+; type (\w+);", text, re.MULTILINE)]
    assert result.problems == ()
    assert [question.type for question in result.definitions] == named
    assert read(write(result.questions)).definitions == result.definitions


def test_writing_twice_gives_the_same_text():
    text = "\n".join(path.read_text(encoding="utf-8") for path in STARTER)
    once = write(read(text).questions, namespace=NAMESPACE)
    assert write(read(once).questions, namespace=NAMESPACE) == once


def test_a_written_question_is_for_people_to_read():
    text = (
        "// id M01-07; type ordering; source № 280/97-ВР, ст. 47\n"
        "// [mark:2]\n"
        "::M01-07::Розставте кроки\\: {\n"
        "=підготувати -> 1\n"
        "=проголосувати -> 2\n"
        "####Спершу проєкт.\n"
        "}\n"
    )
    assert write(read(text).definitions, namespace=NAMESPACE) == text


def test_categories_and_tags_are_written():
    text = "$CATEGORY: a/b\n\n// [tag:green]\nOne {T}\n\n$CATEGORY: c\n\nTwo {F}"
    again = read(write(read(text).questions)).questions
    assert [(question.category, question.tags) for question in again] == [("a/b", ("green",)), ("c", ())]


def test_one_category_may_stand_above_all():
    assert read(write(read("One {T}").definitions, category="a / b")).questions[0].category == "a / b"


def test_answers_made_in_the_editor_keep_their_ids():
    body = OrderingBody(items=(Item(id=str(uuid.uuid4()), text="one"), Item(id=str(uuid.uuid4()), text="two")))
    question = replace(read("One {=a -> 1 =b -> 2}").definitions[0], type="ordering", body=body)
    assert read(write([question])).definitions[0].body == body


def test_a_type_gift_cannot_say_is_refused():
    with pytest.raises(CannotWrite, match="essay_with_files"):
        write([replace(read("One {T}").definitions[0], type="essay_with_files")])


def test_an_imported_question_needs_no_unpacking():
    (question,) = read("One {T}").questions
    assert isinstance(question, ImportedQuestion)
    assert write([question]) == write([question.definition])


def test_a_picture_is_left_out_and_reported():
    picture = '<embed alt="A map" embedtype="image" format="fullwidth" id="7"/>'
    (plain,) = read("::Map::Where? {T}").definitions
    pictured = replace(plain, prompt=f"{plain.prompt}{picture}")
    assert read(write([pictured])).definitions == (plain,)
    assert [loss.question for loss in losses([plain, pictured])] == ["Map"]
    assert read(write([replace(plain, prompt=picture)])).definitions[0].prompt == "<p>A map</p>"
