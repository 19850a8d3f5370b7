"""A quiz as a sheet to print: for the course's own trainers, drafts included, the key only when asked for."""

import re
import uuid

import pytest
from django.urls import reverse

from quizzes.models import QuizPage
from quizzes.question_types import get as question_type
from quizzes.question_types.matching import MatchingBody, Pair
from tests import cast
from tests.quizzes import samples
from tests.quizzes.samples import SAMPLES


def url_of(quiz: QuizPage) -> str:
    return reverse("learning_reports:quiz_paper", args=[quiz.pk])


def sheet(client, quiz, **query) -> str:
    return client.get(url_of(quiz), query).content.decode()


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


def test_the_sheet_asks_everything_and_tells_no_answer(trainer, quiz):
    html = sheet(trainer, quiz)
    assert "paper__ticks" in html and "Ключ" not in html and "paper__key" not in html


def test_the_key_is_for_whoever_marks(trainer, quiz):
    html = sheet(trainer, quiz, key="1")
    assert "Ключ: не для учасників" in html and "paper__key" in html


def test_also_one_whose_question_has_no_choices_yet(trainer, quiz):
    question = cast.choice_question(prompt="Not finished?")
    question["value"]["choices"] = []
    quiz.questions = [question]
    quiz.save_revision()
    assert "Not finished?" in sheet(trainer, quiz) and "Not finished?" in sheet(trainer, quiz, key="1")


def test_a_draft_can_be_printed(trainer, quiz):
    quiz.questions = [cast.choice_question(prompt="A question of the draft?")]
    quiz.save_revision()
    assert "A question of the draft?" in sheet(trainer, quiz)


def test_every_type_has_a_place_for_its_answer(trainer, quiz):
    quiz.questions = [question_type(sample.type).thaw(sample) for sample in SAMPLES.values()]
    quiz.save_revision()
    html = sheet(trainer, quiz, key="1")
    assert html.count('class="paper__question"') == len(SAMPLES)
    assert html.count('class="paper__letters"') == 1, "only matching has letters"
    assert html.count('class="paper__blanks"') == 2, "matching and ordering"


def ask(quiz, *definitions) -> None:
    quiz.questions = [question_type(one.type).thaw(one) for one in definitions]
    quiz.save_revision()


def words(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def measured(quiz):
    ask(quiz, samples.numeric(samples.number("10.5", "0.25"), unit="грн"))
    return quiz


def test_a_number_has_its_unit_at_the_line_and_tells_no_tolerance(trainer, measured):
    html = words(sheet(trainer, measured))
    assert '<p class="paper__line"></p><span>грн</span>' in html and "±" not in html


def test_the_key_has_number_tolerance_and_unit_as_the_language_writes_them(trainer, measured):
    assert "</b> 10,5 ± 0,25 грн</p>" in words(sheet(trainer, measured, key="1"))


@pytest.mark.parametrize("key", ["0", "1"])
def test_an_open_question_has_its_advice_on_the_sheet_and_in_the_key(trainer, quiz, key):
    ask(quiz, samples.reflection())
    assert words(sheet(trainer, quiz, key=key)).count("Be brief.") == 1


@pytest.mark.parametrize(("count", "last"), [(26, "Я"), (27, "АА"), (52, "АЯ"), (53, "БА")])
def test_a_long_list_to_match_goes_on_with_two_letters(trainer, quiz, count, last):
    pairs = tuple(Pair(id=str(uuid.UUID(int=n)), left=f"Left {n}", right=f"Right {n}") for n in range(count))
    ask(quiz, samples.question("matching", MatchingBody(pairs=pairs)))
    letters = re.findall(r"<li><b>(\w+)</b>", sheet(trainer, quiz))
    assert (len(letters), letters[-1]) == (count, last)


def test_a_variant_is_always_the_same_and_another_one_is_not(trainer, quiz):
    quiz.shuffle_questions = True
    quiz.questions = [{**cast.choice_question(prompt=f"Q{n}"), "id": str(uuid.UUID(int=n))} for n in range(8)]
    quiz.save_revision()
    assert order(sheet(trainer, quiz, variant="2")) == order(sheet(trainer, quiz, variant="2"))
    assert order(sheet(trainer, quiz, variant="2")) != order(sheet(trainer, quiz, variant="3"))


def order(html: str) -> list[int]:
    return sorted(range(8), key=lambda n: html.index(f"Q{n}"))


@pytest.mark.parametrize("variant", ["0", "100", "-1", "²", "x", "9" * 5000])
def test_a_variant_that_is_none_is_the_first(trainer, quiz, variant):
    assert "Варіант 1" in sheet(trainer, quiz, variant=variant)


def test_others_do_not_get_it(client, quiz, charlie, staff):
    for person in (charlie, staff):
        client.force_login(person)
        assert client.get(url_of(quiz)).status_code in (302, 404)


def test_it_is_only_read(trainer, quiz):
    assert trainer.post(url_of(quiz)).status_code == 405
