"""What is the same for every format: which one a file is in, what is refused, and how it is listed for programs."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from quizzes.formats import registry
from quizzes.formats.listing import listing
from quizzes.formats.registry import guess, read_questions, write_questions
from quizzes.formats.results import ImportedQuestion, ImportResult, Problem
from tests.quizzes.samples import SAMPLES, matching, numeric, ordering, reflection, short, single, true_false

GIFT = "::Q::Хто? {=рада ~голова}\n"
CSV = "Питання;Відповідь 1;Правильна 1;Відповідь 2\nХто?;рада;так;голова\n"
XML = '<?xml version="1.0"?>\n<quiz></quiz>'


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        (GIFT, "", "gift"),
        (GIFT, "quiz.txt", "gift"),
        (GIFT, "quiz.dat", "gift"),
        (CSV, "", "spreadsheet"),
        (CSV, "quiz.txt", "spreadsheet"),
        ("anything", "quiz.csv", "spreadsheet"),
        ("anything", "quiz.gift", "gift"),
        (XML, "quiz.txt", "moodle_xml"),
        ("\ufeff<quiz>", "", "moodle_xml"),
        ("PK\x03\x04", "quiz.xml", "spreadsheet"),
    ],
)
def test_a_file_is_known_by_its_content_and_then_by_its_name(content, name, format):
    assert guess(content.encode(), name).name == format


@pytest.mark.parametrize("content", [b"%PDF-1.7 {", b"\x89PNG\r\n", b"\0\1\2{", b"only words", b"\x1f\x8b{"])
def test_what_is_no_file_with_questions_is_told_in_one_sentence(content):
    result = read_questions(content)
    assert result.questions == ()
    assert [(problem.line, problem.is_notice) for problem in result.problems] == [(1, False)]


@pytest.mark.parametrize("content", [b"", b" \n\n", b"// only a comment {"])
def test_an_empty_file_has_a_problem(content):
    assert len(read_questions(content).problems) == 1


def test_a_file_in_another_encoding_has_a_problem():
    assert len(read_questions(GIFT.encode("cp1251"), format_name="gift").problems) == 1
    assert len(read_questions(GIFT.encode("utf-16"), file_name="a.gift").problems) == 1


def test_a_file_beyond_all_size_is_not_read(monkeypatch):
    monkeypatch.setattr(registry, "MOST_BYTES", 10)
    assert read_questions(GIFT.encode()).questions == ()


def test_what_the_editor_would_refuse_is_not_sound():
    long = "ж" * 1001
    result = read_questions(f"::Q::Хто? {{=рада ~{long}}}\n\n::R::Де? {{=тут ~там}}".encode())
    assert [question.title for question in result.definitions] == ["R"]
    assert [(problem.line, problem.is_notice) for problem in result.problems] == [(1, False)]
    assert result.problems[0].message.startswith("Choice 2: ")


@pytest.mark.parametrize("format", ["gift", "moodle_xml", "spreadsheet"])
def test_what_is_written_is_read_again(format):
    questions = read_questions(f"{GIFT}\n::R::Скільки? {{#5}}".encode()).questions
    written = write_questions(questions, format_name=format)
    assert read_questions(written.data).definitions == tuple(question.definition for question in questions)


def test_what_moodle_will_not_see_of_a_gift_file_is_told():
    losses = write_questions([single(), ordering(hint="Спершу")], format_name="gift").losses
    assert len(losses) == 1
    assert losses[0].question == "Ask"


def test_what_is_not_finished_or_of_a_foreign_type_is_told(monkeypatch):
    unfinished = replace(single(), prompt="", title="Later")
    for format in ("gift", "spreadsheet"):
        assert [loss.question for loss in write_questions([unfinished], format_name=format).losses] == ["Later"]


def test_a_text_no_cell_has_room_for_is_told():
    question = single(hint="ж" * 33_000)
    assert len(write_questions([question], format_name="spreadsheet").losses) == 1
    assert write_questions([question], format_name="spreadsheet", extension="csv").losses == ()


# --- for programs -----------------------------------------------------------------------------------


def listed(question) -> dict:
    imported = ImportedQuestion(definition=question, line=7, category="a/b", tags=("t",))
    return listing(ImportResult((imported,), ()))["questions"][0]


def test_a_list_says_what_was_read_and_what_is_wrong():
    document = listing(ImportResult((), (Problem(3, "Wrong.", title="Q"), Problem(4, "Odd.", True))))
    assert document == {
        "questions": [],
        "problems": [
            {"line": 3, "message": "Wrong.", "is_notice": False, "title": "Q"},
            {"line": 4, "message": "Odd.", "is_notice": True, "title": ""},
        ],
    }


def test_a_choice_is_listed_with_fractions_and_feedback():
    found = listed(single(title="Q", max_mark=Decimal("1.5")))
    assert found["choices"] == [
        {"text": "Text a", "fraction": 0, "feedback": "Not this."},
        {"text": "Text b", "fraction": 1, "feedback": "Yes."},
        {"text": "Text c", "fraction": 0.5, "feedback": ""},
    ]
    assert (found["type"], found["title"], found["prompt"]) == ("single_choice", "Q", "<p>Ask</p>")
    assert (found["line"], found["category"], found["tags"], found["max_mark"]) == (7, "a/b", ["t"], 1.5)


def test_other_types_are_listed_in_their_own_words():
    assert [one["text"] for one in listed(true_false())["choices"]] == ["true", "false"]
    assert [one["fraction"] for one in listed(true_false())["choices"]] == [0, 1]
    assert listed(short())["choices"][1] == {"text": "голова", "fraction": 0.5, "feedback": "Close."}
    assert listed(numeric())["choices"][1]["tolerance"] == 2
    assert listed(matching())["pairs"][0] == {"left": "council", "right": "decides"}
    assert listed(ordering())["steps"][0] == "Step s1"
    assert listed(reflection())["model_answer"] == "To the starosta."


@pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)
def test_every_type_can_be_listed_as_json(question):
    assert json.loads(json.dumps(listed(question))) == listed(question)


@pytest.mark.parametrize(("marks", "told"), [("5", True), ("0", False)])
def test_what_a_trainer_will_have_to_mark_is_told_and_costs_no_question(marks, told):
    essay = f"<questiontext><text>Why?</text></questiontext><defaultgrade>{marks}</defaultgrade>"
    result = read_questions(f'<quiz><question type="essay">{essay}</question></quiz>'.encode(), file_name="quiz.xml")
    assert len(result.questions) == 1
    assert [(problem.line, problem.is_notice) for problem in result.problems] == ([(1, True)] if told else [])
