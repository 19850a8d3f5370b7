"""manage.py import_questions and export_questions: what a program reads, what a person reads, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quizzes.formats.registry import read_questions
from quizzes.models import BankQuestion, BankTopic, QuizPage

GIFT = "::Q::Хто скликає сесію? {=голова#Так. ~секретар}\n"
FAULTY = f"{GIFT}\n::R::Скільки? {{#десять}}\n"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def sound(tmp_path) -> Path:
    return file_of(tmp_path, "sound.gift", GIFT)


@pytest.fixture
def faulty(tmp_path) -> Path:
    return file_of(tmp_path, "faulty.gift", FAULTY)


def file_of(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def run(capsys, *args) -> tuple[int, str, str]:
    """(status, stdout, stderr)"""
    try:
        call_command(*map(str, args))
        status = 0
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        status = error.returncode
    said = capsys.readouterr()
    return status, said.out, said.err


def listed(capsys, *args) -> tuple[int, dict]:
    status, out, _err = run(capsys, "import_questions", *args, "--dry-run", "--json")
    return status, json.loads(out)


def titles(quiz: QuizPage) -> list[str]:
    return [
        block.value["title"] for block in QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object().questions
    ]


# No database: these tests would fail on a query.


def test_a_dry_run_lists_what_it_read_as_one_document(capsys, sound):
    status, document = listed(capsys, sound)
    (question,) = document["questions"]
    assert (status, document["problems"]) == (0, [])
    assert (question["type"], question["title"], question["line"]) == ("single_choice", "Q", 1)
    assert question["choices"][0] == {"text": "голова", "fraction": 1, "feedback": "Так."}


def test_faults_are_listed_at_their_lines_beside_what_is_sound(capsys, faulty):
    status, document = listed(capsys, faulty, "--format", "gift")
    assert status == 1
    assert [question["title"] for question in document["questions"]] == ["Q"]
    assert [(problem["line"], problem["is_notice"]) for problem in document["problems"]] == [(3, False)]


def test_notices_alone_are_no_fault(capsys, tmp_path):
    path = file_of(tmp_path, "a.gift", f"Just a description.\n\n{GIFT}")
    status, document = listed(capsys, path)
    assert (status, [problem["is_notice"] for problem in document["problems"]]) == (0, [True])


@pytest.mark.parametrize(
    "content", [b"", b"\0\1", b"%PDF", b"\x89PNG", "Хто {=а ~б}".encode("cp1251"), b"PK\x03\x04", b"word"]
)
@pytest.mark.parametrize("options", [[], ["--format", "gift"], ["--format", "spreadsheet"]])
def test_rubbish_is_a_problem_and_never_a_traceback(capsys, tmp_path, content, options):
    status, document = listed(capsys, file_of(tmp_path, "x.bin", content), *options)
    assert status == 1
    assert document["questions"] == []
    assert any(not problem["is_notice"] for problem in document["problems"])


@pytest.mark.parametrize("name", ["missing.gift", "."])
def test_a_file_that_cannot_be_opened_ends_with_two(capsys, tmp_path, name):
    status, document = listed(capsys, tmp_path / name)
    assert (status, document["questions"], len(document["problems"])) == (2, [], 1)


def test_without_a_place_something_is_missing(capsys, sound):
    assert run(capsys, "import_questions", sound)[0] == 2


def test_a_person_is_told_in_lines(capsys, faulty):
    status, out, err = run(capsys, "import_questions", faulty, "--dry-run")
    assert status == 1
    assert "Q" in out and "3  FAULT:" in err


def test_the_command_needs_neither_database_nor_terminal(sound):
    """As a program calls it, and in a terminal that knows no Cyrillic."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "learning.settings.test", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "manage.py", "import_questions", str(sound), "--dry-run", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["questions"][0]["choices"][0]["text"] == "голова"


# --- with a place -----------------------------------------------------------------------------------


def test_questions_come_into_the_draft_of_a_quiz(capsys, quiz, sound):
    for name in (str(quiz.pk), quiz.slug, quiz.url_path.partition("/academy")[2]):
        assert run(capsys, "import_questions", sound, "--quiz", name)[0] == 0
    assert titles(quiz) == ["Q1", "Q2", "Q3", "Q"]
    assert len(QuizPage.objects.get(pk=quiz.pk).questions) == 3


def test_a_faulty_file_brings_nothing_unless_the_sound_ones_are_asked_for(capsys, quiz, faulty):
    assert run(capsys, "import_questions", faulty, "--quiz", quiz.pk)[0] == 1
    assert titles(quiz) == ["Q1", "Q2", "Q3"]
    assert run(capsys, "import_questions", faulty, "--quiz", quiz.pk, "--sound-only")[0] == 1
    assert titles(quiz) == ["Q1", "Q2", "Q3", "Q"]


def test_a_dry_run_with_a_place_writes_nothing(capsys, quiz, sound):
    assert listed(capsys, sound, "--quiz", quiz.pk)[0] == 0
    assert titles(quiz) == ["Q1", "Q2", "Q3"]


def test_questions_come_into_a_topic(capsys, db, sound):
    topic = BankTopic.objects.create(name="Elections", parent=BankTopic.objects.create(name="Law"))
    for name in (topic.pk, "Law / Elections"):
        assert run(capsys, "import_questions", sound, "--topic", name)[0] == 0
    assert BankQuestion.objects.get().topic == topic


@pytest.mark.parametrize(
    "place", [["--quiz", "nowhere"], ["--quiz", "999999"], ["--topic", "no / such"], ["--topic", "9"]]
)
def test_a_place_nobody_knows_ends_with_two(capsys, quiz, sound, place):
    assert run(capsys, "import_questions", sound, *place)[0] == 2
    assert run(capsys, "export_questions", *place, "--format", "gift")[0] == 2


@pytest.mark.parametrize(
    ("format", "name"),
    [("gift", "a.gift"), ("moodle_xml", "a.xml"), ("spreadsheet", "a.xlsx"), ("spreadsheet", "a.csv")],
)
def test_an_exported_file_says_the_quiz_again(capsys, quiz, tmp_path, format, name):
    target = tmp_path / name
    assert run(capsys, "export_questions", "--quiz", quiz.pk, "--format", format, "--output", target)[0] == 0
    assert read_questions(target.read_bytes()).definitions == quiz.definition().questions


def test_without_an_output_the_file_goes_to_stdout(quiz, capfdbinary):
    call_command("export_questions", "--quiz", str(quiz.pk), "--format", "gift")
    assert read_questions(capfdbinary.readouterr().out).definitions == quiz.definition().questions


def test_a_file_that_cannot_be_written_ends_with_two(capsys, quiz, tmp_path):
    target = tmp_path / "no" / "a.gift"
    assert run(capsys, "export_questions", "--quiz", quiz.pk, "--format", "gift", "--output", target)[0] == 2
