"""Faulty and hostile GIFT: a fault costs one question and says its line; nothing costs a crash or a hang."""

import time
import uuid

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats.gift import GiftResult, parse, write

NAMESPACE = uuid.UUID("9a4c4b4e-0f43-4f6f-8a0e-2f6f1c2d3e4f")


def read(text: str) -> GiftResult:
    return parse(text, namespace=NAMESPACE)


@pytest.mark.parametrize(
    ("faulty", "said"),
    [
        ("Who? {=Ann ~Bob", "missing"),
        ("Who? =Ann ~Bob}", "“{”"),
        ("Who? {=Ann {x} ~Bob}", "“{”"),
        ("A {T} and {F}", "second pair"),
        ("Who? {~Ann ~Bob}", "No choice is right"),
        ("Who? {=Ann ~Ann}", "twice"),
        ("Who? {~%40%Ann ~%40%Bob}", "100 %"),
        ("Who? {~%500%Ann ~Bob}", "“%500%”"),
        ("Who? {=%50%Ann ~Bob}", "“~%50%”"),
        ("Match {=a -> b}", "two pairs"),
        ("Match {=a -> b =c}", "“->”: c"),
        ("How many? {#many}", "“many” is not a number"),
        ("How many? {#}", "accepted answer"),
        ("How many? {#5..1}", "below zero"),
        ("{=a ~b}", "Write what you ask."),
        ("// [mark:much]\nWho? {=Ann ~Bob}", "“much” is not a number"),
        ("Who? {" + "~x" * 101 + "}", "more than 100 answers"),
    ],
)
def test_a_faulty_question_loses_itself_alone(faulty, said):
    result = read(f"::One::Is it? {{T}}\n\n{faulty}\n\n::Two::Is it not? {{F}}")
    assert [question.title for question in result.definitions] == ["One", "Two"]
    (problem,) = result.problems
    assert said in problem.message
    assert (problem.line, problem.is_notice) == (3 + faulty.startswith("//"), False)


def test_a_missing_brace_does_not_swallow_the_questions_after_it():
    text = "First {=a ~b\n\n// id X; type ordering\nSecond {=p -> 2 =q -> 1}\n\n::Third::{=a ~b\n::Fourth::Is it? {T}"
    result = read(text)
    assert [question.title for question in result.definitions] == ["X", "Fourth"]
    assert [problem.line for problem in result.problems] == [1, 6]


def test_messages_are_told_in_the_readers_language():
    with translation.override("uk"):
        assert read("Who? {=Ann").problems[0].message


signs = st.sampled_from(
    ["{", "}", "\n\n", "\n", "=a", "~b", "#", "::", "->", "[html]", "[markdown]", "<b>", "// ", "type ordering", "T"]
    + ["%50%", "####", "\\", "&lt;", "1", "..", ":", "$CATEGORY:", "[tag:", "]", "source ", "\x00", "\ufdd0", " ", "ї"]
)


@settings(max_examples=300)
@given(st.lists(signs | st.text(max_size=2), max_size=40).map("".join))
def test_any_text_is_read_and_what_was_read_survives_writing(text):
    definitions = read(text).definitions
    assert read(write(definitions)).definitions == definitions


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "}",
        "{}",
        "a{}\n",
        "::a::b{T}\n",
        "}::",
        "//[id:",
        "//[id:\\[",
        "a\n\n",
        "{\n\n",
        "\\",
        "[markdown]**a ",
        "<b>",
    ]
    + ["q {=a ~b\n", "//;source", "q{#1..2}\n\n", "\r", "[html]<ul><li>{T}\n\n", "~%1%", "\x00"],
)
def test_a_megabyte_of_garbage_ends_soon(piece):
    started = time.process_time()
    result = read(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 10  # a hang would take hours; a quiet machine needs about one second
    assert len(result.problems) <= 501


def test_control_characters_and_lone_surrogates_go():
    (question,) = read("Who\x00 is\ud800 it? {T}").definitions
    assert question.prompt == "<p>Who is it?</p>"


def test_a_file_too_big_says_where_reading_ended():
    result = read("a{}\n\n" * 2_001)
    assert len(result.definitions) == 2_000
    assert result.problems[0].line == 4_001
