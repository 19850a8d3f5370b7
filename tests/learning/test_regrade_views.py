"""The screen for marking anew, and the result as the learner then sees it."""

import re

import pytest
from django.urls import reverse

from learning.models import AttemptGrade, QuizAttempt, Regrading
from learning.saving import Given
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, WRONG
from tests.journeys.editing import begin, hand_in, publish

STAYS = "Умову вже не виконано, але запис лишається"
WRONG_CHOICE = {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: Given(answer="5")}


@pytest.fixture
def turned(quiz, alice, bob):
    hand_in(begin(alice.enrolments.get(), quiz), WRONG_CHOICE)
    return publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


def address(quiz, query: str = "") -> str:
    return reverse("learning_reports:regrade", args=[quiz.pk]) + query


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def send(client, quiz, query: str = "", **fields):
    page = client.get(address(quiz, query)).content.decode()
    data = {"reason": "A wrong key.", "key": hidden(page, "key"), "digest": hidden(page, "digest"), **fields}
    return client.post(address(quiz, query), data)


def all_of(quiz) -> str:
    version = QuizAttempt.objects.first().version_id
    return f"?chosen=1&questions={CHOICE_QUESTION}&versions={version}&all_directions=on"


def test_at_first_it_lists_who_gains_by_what_was_corrected(trainer, turned):
    page = trainer.get(address(turned)).content.decode()
    assert "Аліса Петрівна Коваль" in page and "тепер складено" in page and "Мельник" not in page
    assert re.search(rf'value="{CHOICE_QUESTION}"[^>]*checked', page)
    assert not re.search(rf'value="{NUMBER_QUESTION}"[^>]*checked', page)


def test_looking_writes_nothing(trainer, turned):
    trainer.get(address(turned))
    assert not Regrading.objects.exists()
    assert AttemptGrade.objects.count() == 2


def test_in_both_directions_it_names_who_falls_and_what_stays(trainer, turned):
    page = trainer.get(address(turned, all_of(turned))).content.decode()
    assert "більше не складено" in page and STAYS in page


def test_what_was_listed_is_done(trainer, turned, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(trainer, turned)
    assert response.url == reverse("learning_reports:regrading", args=[Regrading.objects.get().pk])
    page = trainer.get(response.url).content.decode()
    assert "Аліса Петрівна Коваль" in page and "A wrong key." in page and "Мельник" not in page


def test_after_it_the_list_of_what_stays_can_be_read_again(trainer, turned, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(trainer, turned, all_of(turned))
    page = trainer.get(response.url).content.decode()
    assert STAYS in page and "Мельник" in page


@pytest.mark.parametrize("reason", ["", "  ", "x" * 256])
def test_it_needs_a_reason(trainer, turned, reason):
    assert send(trainer, turned, reason=reason).status_code == 422
    assert not Regrading.objects.exists()


def test_a_quiz_published_meanwhile_is_looked_at_again(trainer, turned):
    response = send(trainer, turned, digest="another")
    assert response.status_code == 422
    assert "Тим часом тест опублікували знову." in response.content.decode()
    assert not Regrading.objects.exists()


def test_nothing_chosen_is_told_at_its_field(trainer, turned):
    page = trainer.get(address(turned, "?chosen=1")).content.decode()
    assert "Виберіть принаймні одне питання." in page


def test_where_nothing_was_corrected_the_first_look_blames_nobody(trainer, quiz, bob):
    page = trainer.get(address(quiz)).content.decode()
    assert "Виберіть принаймні одне питання." not in page
    assert "Усі спроби оцінено за ключем" in page and "checked" in page


def test_a_lower_pass_mark_is_marked_anew_without_any_question(trainer, quiz, alice):
    hand_in(begin(alice.enrolments.get(), quiz), WRONG_CHOICE)
    quiz = publish(quiz, pass_mark=50)
    page = trainer.get(address(quiz)).content.decode()
    assert "Аліса Петрівна Коваль" in page and "тепер складено" in page
    assert send(trainer, quiz).status_code == 302
    assert Regrading.objects.get().questions == []


def test_a_quiz_nobody_took_has_nothing_to_mark(trainer, quiz):
    assert "Жодної завершеної спроби ще немає" in trainer.get(address(quiz)).content.decode()


@pytest.mark.parametrize("number", ["0", "x", "99999999", "7"])
def test_any_page_number_is_borne(trainer, turned, number):
    assert trainer.get(address(turned, f"?p={number}")).status_code == 200


def test_a_page_beyond_the_last_shows_the_last(trainer, turned):
    assert "Аліса Петрівна Коваль" in trainer.get(address(turned, "?p=9")).content.decode()


def test_a_trainer_is_told_no_address(trainer, turned, alice):
    alice.full_name = ""
    alice.save(update_fields=["full_name"])
    assert "alice@example.org" not in trainer.get(address(turned)).content.decode()


def test_outsiders_do_not_meet_it(client, turned, charlie, staff):
    for person, status in ((charlie, 302), (staff, 404)):
        client.force_login(person)
        assert client.get(address(turned)).status_code == status
        assert client.post(address(turned), {"reason": "x"}).status_code == status
    assert not Regrading.objects.exists()


def test_nor_a_decision_that_was_made(client, trainer, turned, staff):
    send(trainer, turned)
    client.force_login(staff)
    assert client.get(reverse("learning_reports:regrading", args=[Regrading.objects.get().pk])).status_code == 404


def test_the_page_of_the_quiz_offers_it_to_its_trainer(trainer, turned):
    assert address(turned) in trainer.get(reverse("wagtailadmin_pages:edit", args=[turned.pk])).content.decode()


def test_the_result_no_longer_calls_wrong_what_is_right_now(
    client, edith, turned, alice, django_capture_on_commit_callbacks
):
    attempt = alice.enrolments.get().attempts.get()
    result = reverse("attempt_result", args=[attempt.pk])
    client.force_login(alice)
    assert "verdict--wrong" in client.get(result).content.decode()
    client.force_login(edith)
    with django_capture_on_commit_callbacks(execute=True):
        send(client, turned)
    client.force_login(alice)
    page = client.get(result).content.decode()
    assert "verdict--wrong" not in page and page.count("verdict--right") == 2
    assert "A wrong key." in page
