"""Whole files as Moodle exports them and as people write them for it."""

import uuid

import pytest

from quizzes.formats.encoding import NotUtf8, decoded
from quizzes.formats.gift import GiftResult, parse

NAMESPACE = uuid.UUID("9a4c4b4e-0f43-4f6f-8a0e-2f6f1c2d3e4f")

EXPORTED = r"""
// question: 0  name: Switch category to $course$/top/Default for Democracy
$CATEGORY: $course$/top/Default for Democracy


// question: 123  name: Budget
::Budget::[html]<p dir\="ltr" style\="text-align\: left;">Who adopts the budget\: <b>all of it</b>?<br></p>{
	=<p>The council</p>#<p>Right.</p>
	~<p>The head</p>#<p>No, the head <i>signs</i> it.</p>
	~%50%<p>The committee \{draft\}</p>
	####<p>Article 26, \=1 \~2 \#3</p>
}


// question: 124  name: Several
::Several::[html]<p>Which of these?</p>{
	~%33.33333%<p>one</p>
	~%33.33333%<p>two</p>
	~%33.33333%<p>three</p>
	~%-100%<p>four</p>
}


// question: 125  name: Open
::Open::[html]<p>Sessions are open.</p>{TRUE#<p>They are.</p>#<p>Well known.</p>####<p>Article 46.</p>}


// question: 126  name: Pairs
::Pairs::[html]<p>Match.</p>{
	=<p>Council</p> -> decides
	=<p>Head</p> -> leads
	= -> judges
}


// question: 127  name: Word
::Word::[html]<p>Who represents a village?</p>{
	=%100%староста#<p>So it is.</p>
	=%50%голова#<p>Nearly.</p>
}


// question: 128  name: Years
::Years::[html]<p>For how many years?</p>{#
	=%100%5:0#<p>Five.</p>
	=%50%5:1#
}


// question: 129  name: Essay
::Essay::[html]<p>What would you do?</p>{}


// question: 130  name: Note
::Note::[html]<p>Read this first.</p>

""".replace("\n", "\r\n")


def read(text: str) -> GiftResult:
    return parse(text, namespace=NAMESPACE)


def test_a_file_that_moodle_exported_is_read_whole():
    result = read("\ufeff" + EXPORTED)
    assert [(question.definition.title, question.definition.type) for question in result.questions] == [
        ("Budget", "single_choice"),
        ("Several", "multiple_choice"),
        ("Open", "true_false"),
        ("Pairs", "matching"),
        ("Word", "short_answer"),
        ("Years", "numeric"),
        ("Essay", "reflection"),
    ]
    assert {question.category for question in result.questions} == {"$course$/top/Default for Democracy"}
    (problem,) = result.problems
    assert problem.is_notice


def test_what_moodle_exported_is_clean_text():
    budget, several, is_open, pairs, word, years, _essay = read(EXPORTED).definitions
    assert budget.prompt == "<p>Who adopts the budget: <b>all of it</b>?<br></p>"
    assert [(choice.text, choice.feedback) for choice in budget.body.choices] == [
        ("The council", "Right."),
        ("The head", "No, the head signs it."),
        ("The committee {draft}", ""),
    ]
    assert budget.feedback == "<p>Article 26, =1 ~2 #3</p>"
    assert [str(choice.fraction) for choice in several.body.choices] == ["0.3333333"] * 3 + ["-1.0000000"]
    assert (is_open.body.feedback_false, is_open.body.feedback_true) == ("They are.", "Well known.")
    assert [(pair.left, pair.right) for pair in pairs.body.pairs] == [("Council", "decides"), ("Head", "leads")]
    assert [one.feedback for one in word.body.accepted] == ["So it is.", "Nearly."]
    assert years.body.match("6").fraction == 0.5


BY_HAND = """\
// Written in a hurry
::Q1::Two plus two{=four#Good =%50%чотири#Also =4}
::Q2:: Grant is {~buried =entombed ~living} in Grant's tomb.
$CATEGORY: second part
::Q3::A share {
// here the shares are with a comma
~%33,33333%one
~%33,33333%two
~%33,33333%three
~%-100%none#%50% of people think so
}
Without a name: is 1 < 2 \\& 2 > 1 when x\\=1? {T}

::Q4::When? {#1990..1999#In the nineties}
::Q5::How many? {#
=10:0.5#Exactly
=%25%10:5
}
[markdown]What is *this* called? {
=[markdown]A **petition**
~An appeal
}
"""


def test_a_file_written_by_hand_is_read_whole():
    result = read(BY_HAND)
    assert result.problems == ()
    assert [question.definition.type for question in result.questions] == [
        "short_answer",
        "single_choice",
        "multiple_choice",
        "true_false",
        "numeric",
        "numeric",
        "single_choice",
    ]
    assert [question.category for question in result.questions] == ["", ""] + ["second part"] * 5
    missing, shares, when = (result.definitions[place] for place in (1, 2, 4))
    assert "Grant is _____ in Grant" in missing.prompt
    assert shares.body.choices[3].feedback == "%50% of people think so"
    assert when.body.match("1995").feedback == "In the nineties"


@pytest.mark.parametrize(
    "prompt",
    [
        'See <a href="https://a.example/?x=1&y=2">x = y</a>',
        '<span style="color: red" data-x="a~b">Red</span>',
        '[html]<p class="a=b">Red = colour</p>',
    ],
)
def test_signs_that_nobody_escaped_in_the_question_are_text(prompt):
    (question,) = read(f"::Q::{prompt} {{=yes ~no}}").definitions
    assert (question.type, len(question.body.choices)) == ("single_choice", 2)


def test_a_sign_that_nobody_escaped_in_an_answer_costs_that_question_alone():
    result = read('One {T}\n\nTwo {=<a href="x">a</a> ~<b class="{x}">b</b>}\n\nThree {F}')
    assert [question.type for question in result.definitions] == ["true_false", "true_false"]
    assert [(problem.line, problem.is_notice) for problem in result.problems] == [(3, False)]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-16-be", "koi8-u", "latin-1"])
def test_another_encoding_is_told_and_never_guessed(encoding):
    text = (
        "::Q::Ñandú?{T}" if encoding == "latin-1" else "// Перше\n::Питання::Хто вирішує, їжак чи ґава?{=рада ~голова}"
    )
    with pytest.raises(NotUtf8, match="Save it anew as UTF-8"):
        decoded(text.encode(encoding))


def test_windows_1251_is_named_with_the_line_it_shows_on():
    with pytest.raises(NotUtf8, match="Windows-1251") as error:
        decoded("// one\n::Q::Хто?{T}".encode("cp1251"))
    assert error.value.line == 2


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_a_byte_order_mark_are_nothing(end):
    assert decoded(b"\xef\xbb\xbf" + end.join(["a", "b"]).encode()) == "a\nb"
