"""Faulty and hostile Moodle XML: a fault costs one question and says its line; nothing costs a crash or a hang."""

import base64
import time
import tracemalloc

import pytest
from django.utils import translation

from quizzes.formats import limits
from quizzes.formats.moodle_xml import texts

from .moodle_files import PNG, RIGHT, answer, question, quiz, read
from .pixels import png

ONE = question("truefalse", answer(100, "true") + answer(0, "false"), name="One")
TWO = ONE.replace("One", "Two")
OTHER = base64.b64encode(png("blue")).decode()
PAIR = "<subquestion><text>a</text><answer><text>b</text></answer></subquestion>"


@pytest.mark.parametrize(
    ("faulty", "said"),
    [
        (question("cloze"), "“cloze”"),
        (question("calculatedmulti"), "“calculatedmulti”"),
        (question("ddwtos", RIGHT), "“ddwtos”"),
        ("<question><name><text>x</text></name></question>", "type “”"),
        (question("multichoice", answer(0, "a") + answer(0, "b")), "No choice is right"),
        (question("multichoice", answer(90, "a") + answer(0, "b")), "100 %"),
        (question("multichoice", f"<single>false</single>{answer(40, 'a')}{answer(40, 'b')}"), "100 %"),
        (question("multichoice", answer(500, "a") + answer(0, "b")), "“500” is out of range"),
        (question("multichoice", answer("much", "a") + answer(0, "b")), "“much” is not a number"),
        (question("multichoice", answer(100, "a")), "two choices"),
        (question("multichoice", answer(100, "a") + answer(0, "a")), "twice"),
        (question("multichoice", RIGHT, text=""), "Write what you ask."),
        (question("multichoice", f"{RIGHT}<defaultgrade>lots</defaultgrade>"), "“lots” is not a number"),
        (question("multichoice", f"{RIGHT}<defaultgrade>0</defaultgrade>"), "above zero"),
        (question("multichoice", answer(0, "x") * 101), "more than 100 answers"),
        (question("truefalse", answer(0, "true") + answer(0, "false")), "One of true and false"),
        (question("truefalse", answer(100, "true") + answer(100, "false")), "One of true and false"),
        (question("truefalse", answer(100, "true")), "two answers"),
        (question("shortanswer"), "accepted answer"),
        (question("shortanswer", answer(50, "a")), "100 %"),
        (question("shortanswer", answer(-50, "a")), "out of range"),
        (question("numerical", answer(100, "many")), "“many” is not a number"),
        (question("numerical", answer(100, "5", more="<tolerance>-1</tolerance>")), "below zero"),
        (question("matching", PAIR), "two pairs"),
        (question("ordering", answer(1, "only")), "two steps"),
        (question("multichoice", RIGHT, text="x" * 50_001), "too long"),
    ],
)
def test_a_faulty_question_loses_itself_alone(faulty, said):
    result = read(quiz(ONE, faulty, TWO))
    assert [found.title for found in result.definitions] == ["One", "Two"]
    (problem,) = result.problems
    assert said in problem.message
    first = 3 + ONE.count("\n") + 1
    assert first <= problem.line <= first + faulty.count("\n") and not problem.is_notice


@pytest.mark.parametrize(
    ("inside", "said", "place"),
    [
        ("<correctfeedback><text>Well <b>done</b>, Ann!</text></correctfeedback>", "Well done, Ann!", 2),
        ("\n<shuffleanswers>0</shuffleanswers>", "shuffleanswers", 3),
        ("<penalty>0.5000000</penalty>", "penalty", 2),
        ("<hidden>1</hidden>", "hidden", 2),
        ("<whatever><text>deep</text></whatever>", "“whatever” is not kept: deep", 2),
        ("<file name='a.pdf' encoding='base64'>AAAA</file>", "a.pdf", 2),
        ("<hint><text><![CDATA[See <img src='@@PLUGINFILE@@/x.png'>]]></text></hint>", "picture", 2),
        (answer(0, "<![CDATA[<img src='@@PLUGINFILE@@/x.png'> Cy]]>"), "picture", 2),
        (answer(0, "Cy", more="<mystery>1</mystery>"), "mystery", 2),
    ],
)
def test_what_is_not_kept_is_told_at_its_line(inside, said, place):
    result = read(quiz(question("multichoice", RIGHT + inside)))
    assert len(result.questions) == 1
    (problem,) = result.problems
    assert said in problem.message
    assert (problem.line, problem.is_notice) == (3 + place, True)


def test_a_description_and_what_is_said_of_a_category_are_skipped_with_a_notice():
    category = '<question type="category"><category><text>a</text></category><info><text>About</text></info></question>'
    result = read(quiz(question("description"), category, ONE))
    assert [(problem.line, problem.is_notice) for problem in result.problems] == [(3, True), (7, True)]
    assert result.questions[0].category == "a"


# --- pictures -------------------------------------------------------------------------------------


def pictured(text, files):
    inside = f"<questiontext format='html'><text><![CDATA[{text}]]></text>\n{files}</questiontext>"
    return quiz(f"<question type='multichoice'><name><text>Q</text></name>{inside}{RIGHT}</question>")


def file(name="a.png", data=PNG):
    return f'<file name="{name}" path="/" encoding="base64">{data}</file>'


IMG = '<p>Where?<img src="@@PLUGINFILE@@/a.png" alt="A map" width="300" class="img-fluid"></p>'


def test_a_picture_comes_with_its_question():
    (found,) = read(pictured(IMG, file())).questions
    assert found.definition.prompt == '<p>Where?</p><img alt="A map" src="@@PLUGINFILE@@/a.png">'
    assert [(one.name, one.data) for one in found.files] == [("a.png", png())]


def test_a_question_lost_for_its_pictures_says_so():
    img = "<![CDATA[<img src='@@PLUGINFILE@@/a.png'>]]>"
    result = read(quiz(question("multichoice", answer(100, img) + answer(0, img))))
    assert [problem.is_notice for problem in result.problems] == [True, False]
    assert "picture" in result.problems[0].message


def test_pictures_of_one_name_are_told_apart():
    feedback = f"<generalfeedback format='html'><text><![CDATA[{IMG}]]></text>{file(data=OTHER)}</generalfeedback>"
    xml = pictured(IMG, file()).replace("</question>", f"{feedback}</question>")
    (found,) = read(xml).questions
    assert {one.name for one in found.files} == {"a.png", "2-a.png"}
    assert "2-a.png" in found.definition.feedback and "2-a.png" not in found.definition.prompt


def test_a_picture_for_decoration_needs_no_description():
    img = '<p>Where?<img src="@@PLUGINFILE@@/a.png" alt="" role="presentation"></p>'
    assert read(pictured(img, file())).problems == ()


@pytest.mark.parametrize(
    ("text", "files", "said"),
    [
        (IMG, "", "“a.png” is not in the file"),
        (IMG, file(data="%%%"), "not base64"),
        (IMG, file(data="PHN2Zy8+"), "SVG"),
        (IMG, file(data="A" * (texts.LONGEST_BASE64 + 1)), "5 MB"),
        ("<p>Where?</p>", file("a.pdf"), "a.pdf"),
        ('<p>Where?<img src="https://example.org/a.png" alt="x"></p>', "", "somewhere else"),
        ('<p>Where?<a href="https://example.org">here</a></p>', "", "links"),
        (IMG.replace("A map", ""), file(), "no description"),
    ],
)
def test_a_picture_that_cannot_be_kept_is_told_and_the_question_stays(text, files, said):
    result = read(pictured(text, files))
    assert result.definitions[0].prompt.startswith("<p>Where?")
    assert said in " ".join(problem.message for problem in result.problems)
    assert all(problem.is_notice for problem in result.problems)


def test_all_pictures_of_a_file_have_one_budget(monkeypatch):
    monkeypatch.setattr(texts.Budget, "__init__", lambda self: setattr(self, "left", len(png()) + 1))
    result = read(pictured(IMG, file()).replace("</quiz>", "") + pictured(IMG, file()).partition("<quiz>")[2])
    assert [len(found.files) for found in result.questions] == [1, 0]


# --- the file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "line"),
    [
        (quiz(ONE).replace("</quiz>", ""), 8),
        (quiz(ONE, "<question type='essay'><name></question>", TWO), 7),
        (quiz(ONE, "<question type='essay'><name>AT&T</name></question>", TWO), 7),
        (quiz(ONE, "", "<question <", TWO), 8),
        (quiz(ONE) + "<more/>", 8),
    ],
)
def test_broken_xml_is_one_problem_with_its_line(xml, line):
    result = read(xml)
    assert [found.title for found in result.definitions] == ["One"]
    assert [(problem.line, problem.is_notice) for problem in result.problems] == [(line, False)]
    assert "broken" in result.problems[0].message


@pytest.mark.parametrize("data", [b"", b"   ", b"::Q::Who? {=Ann ~Bob}", b"\x89PNG\r\n\x1a\n", b"<", b"\xff\xfe<"])
def test_what_is_no_xml_is_one_problem(data):
    result = read(data)
    assert (result.questions, len(result.problems)) == ((), 1)


def test_another_kind_of_xml_is_named():
    (problem,) = read("<?xml version='1.0'?>\n<question_categories/>").problems
    assert "question_categories" in problem.message and problem.line == 2


BOMB = "<!DOCTYPE quiz [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    "doctype",
    [
        BOMB,
        "<!DOCTYPE quiz [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE quiz SYSTEM 'http://example.org/x.dtd'>",
        "<!DOCTYPE quiz>",
    ],
)
def test_document_types_and_entities_are_refused(doctype):
    result = read(quiz(ONE).replace("<quiz>", f"{doctype}<quiz>"))
    assert (result.questions, [problem.line for problem in result.problems]) == ((), [2])
    assert "document type" in result.problems[0].message


@pytest.mark.parametrize(
    "piece",
    ["<", "<a>", "<quiz>", "<![CDATA[", "<!--", "&nbsp;", "&", "<question type='essay'>",
     "<quiz><question>" + "<a>" * 50, "<quiz><question><text><![CDATA[<b><embed <img ]]>", "<quiz><x/>"]
)  # fmt: skip
def test_a_megabyte_of_garbage_ends_soon(piece):
    started = time.process_time()
    result = read(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 10
    assert 1 <= len(result.problems) <= limits.MOST_PROBLEMS + 2


def test_a_file_too_big_says_where_reading_ended(monkeypatch):
    monkeypatch.setattr("quizzes.formats.moodle_xml.reader.MOST_QUESTIONS", 2)
    result = read(quiz(ONE, TWO, ONE, TWO))
    assert len(result.definitions) == 2
    assert [problem.line for problem in result.problems] == [11]


def test_a_picture_is_never_in_memory_many_times():
    big = "A" * 4_000_000
    xml = pictured(IMG, file(data=big)).encode()
    tracemalloc.start()
    read(xml)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * len(big)


def test_messages_are_told_in_the_readers_language():
    with translation.override("uk"):
        assert "cloze" in read(quiz(question("cloze"))).problems[0].message
