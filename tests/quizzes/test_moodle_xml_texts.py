"""Texts, ids and encodings of Moodle XML."""

import uuid

import pytest

from quizzes.formats import gift
from quizzes.formats.gift.texts import FormattedText, to_plain

from .moodle_files import NAMESPACE, RIGHT, answer, one, only, question, quiz, read

# --- texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "text", "prompt"),
    [
        ("html", "<![CDATA[<p>a &lt; b&nbsp;</p>]]>", "<p>a &lt; b&nbsp;</p>"),
        ("html", "&lt;p&gt;escaped&lt;/p&gt;", "<p>escaped</p>"),
        ("html", "<p>not <b>escaped</b></p>", "<p>not <b>escaped</b></p>"),
        ("html", "a&nbsp;b &mdash; c", "<p>a\xa0b — c</p>"),
        ("plain_text", "a &lt; b", "<p>a &lt; b</p>"),
        ("markdown", "Who is **right**?", "<p>Who is <strong>right</strong>?</p>"),
        ("moodle_auto_format", "one\ntwo", "<p>one<br>two</p>"),
        ("1", "<![CDATA[<i>x</i>]]>", "<p><i>x</i></p>"),
        ("", "a &lt;b&gt;c&lt;/b&gt;", "<p>a <b>c</b></p>"),
    ],
)
def test_texts_in_every_format(format, text, prompt):
    xml = f"<questiontext format='{format}'><text>{text}</text></questiontext>"
    (found,) = read(
        quiz(f"<question type='multichoice'><name><text>Q</text></name>{xml}{RIGHT}</question>")
    ).definitions
    assert found.prompt == prompt


def test_html_is_cleaned():
    found = one("multichoice", RIGHT, text="<p onclick=x>Who?</p><script>alert(1)</script>")
    assert found.prompt == "<p>Who?</p>"


def test_answers_are_in_the_format_of_the_question_when_they_name_none():
    text = "<questiontext format='markdown'><text>Who?</text></questiontext>"
    answers = "<answer fraction='100'><text>*Ann*</text></answer><answer fraction='0'><text>Bob</text></answer>"
    found = only(quiz(f"<question type='multichoice'>{text}{answers}</question>")).definition
    assert found.body.choices[0].text == "Ann"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>10<sup>2</sup></p>", "10²"),
        ("H<sub>2</sub>O", "H₂O"),
        ("x<sup>n+1</sup>", "xⁿ⁺¹"),
        ("x<SUP>k</SUP>", "x^k"),
        ("a<sub>ij</sub>", "a_(ij)"),
    ],
)
def test_raised_and_lowered_text_of_an_answer_is_kept_in_signs(html, text):
    assert to_plain(FormattedText(html, "html")) == text


def test_several_hints_are_one_with_a_notice():
    hints = "<hint format='html'><text>One.</text></hint><hint><text></text></hint><hint><text>Two.</text></hint>"
    result = read(quiz(question("multichoice", RIGHT + hints)))
    assert result.definitions[0].hint == "One.\nTwo."
    assert [problem.is_notice for problem in result.problems] == [True]


def test_course_tags_are_tags():
    tags = "<tags><tag><text>a</text></tag></tags><coursetags><tag><text>b</text></tag></coursetags>"
    assert only(quiz(question("multichoice", RIGHT + tags))).tags == ("a", "b")


# --- ids ------------------------------------------------------------------------------------------


def test_ids_stay_when_a_file_is_read_again_and_in_another_order():
    one, two = (question("multichoice", RIGHT, name=name) for name in ("A", "B"))
    first, second = read(quiz(one, two)).definitions, read(quiz(two, one)).definitions
    assert first == second[::-1]


def test_a_uuid_is_the_id_itself():
    id = str(uuid.uuid4())
    assert one("multichoice", f"{RIGHT}<idnumber>{id}</idnumber>").id == id


def test_gift_and_xml_give_the_same_question_the_same_ids():
    (from_gift,) = gift.parse("::Q::Who? {=Ann ~Bob}", namespace=NAMESPACE).definitions
    assert one("multichoice", RIGHT) == from_gift


# --- encodings ------------------------------------------------------------------------------------

CYRILLIC = quiz(question("multichoice", answer(100, "Їжак") + answer(0, "Ґава"), name="Хто"))


@pytest.mark.parametrize(
    "data",
    [
        CYRILLIC.encode(),
        CYRILLIC.encode("utf-8-sig"),
        b"\n\n  " + CYRILLIC.encode(),
        CYRILLIC.replace("UTF-8", "windows-1251").encode("cp1251"),
        CYRILLIC.replace('"UTF-8"', "'KOI8-U'").encode("koi8-u"),
        CYRILLIC.replace("UTF-8", "utf-16").encode("utf-16"),
        CYRILLIC.replace(' encoding="UTF-8"', "").encode(),
        CYRILLIC.partition("\n")[2].encode(),
        CYRILLIC.replace("\n", "\r\n").encode(),
    ],
)
def test_files_in_the_encoding_they_declare(data):
    found = only(data).definition
    assert (found.title, [choice.text for choice in found.body.choices]) == ("Хто", ["Їжак", "Ґава"])


@pytest.mark.parametrize("data", [CYRILLIC.encode("cp1251"), CYRILLIC.replace("UTF-8", "zip").encode()])
def test_other_encodings_are_a_problem_with_its_line(data):
    (problem,) = read(data).problems
    assert "UTF-8" in problem.message and not problem.is_notice
