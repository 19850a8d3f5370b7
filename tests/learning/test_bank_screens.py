"""Questions go from the bank into a quiz and back, on screens of their own."""

import pytest
from django.urls import reverse

from quizzes.models import BankQuestion, QuizPage
from tests import cast
from tests.cast import CHOICE_QUESTION

pytestmark = pytest.mark.django_db


# --- into a quiz and back -----------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "kind"), [("shared", "shared"), ("copy", "single_choice")])
def test_a_question_is_inserted_into_a_quiz_as_the_trainer_chose(trainer, topic, quiz, how, kind):
    question = cast.bank_question(topic)
    address = reverse("learning_reports:insert_question", args=[question.pk])
    assert "Foundations › Quiz" in trainer.get(address).content.decode()
    response = trainer.post(address, {"quiz": quiz.pk, "how": how})
    assert response.url == reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    assert QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object().questions[-1].block_type == kind


def test_the_second_reference_is_refused_at_the_quiz(trainer, topic, quiz):
    question = cast.bank_question(topic)
    address = reverse("learning_reports:insert_question", args=[question.pk])
    trainer.post(address, {"quiz": quiz.pk, "how": "shared"})
    response = trainer.post(address, {"quiz": quiz.pk, "how": "shared"})
    assert response.status_code == 422 and list(response.context["form"].errors) == ["quiz"]


def test_a_question_goes_into_no_quiz_of_others_and_none_of_others_comes_out(trainer, topic, quiz, foreign):
    other = QuizPage.objects.exclude(pk=quiz.pk).get()
    address = reverse("learning_reports:insert_question", args=[cast.bank_question(topic).pk])
    assert trainer.post(address, {"quiz": other.pk, "how": "copy"}).status_code == 422
    assert trainer.get(reverse("learning_reports:insert_question", args=[foreign.pk])).status_code == 404
    assert trainer.get(reverse("learning_reports:quiz_bank", args=[other.pk])).status_code == 404


def test_a_question_moves_to_the_bank_and_back_from_one_screen(trainer, topic, quiz):
    address = reverse("learning_reports:quiz_bank", args=[quiz.pk])
    assert "Перенести в банк" in trainer.get(address).content.decode()
    assert trainer.post(address, {"move": CHOICE_QUESTION, "topic": topic.pk}).status_code == 302
    assert "Повернути в тест" in trainer.get(address).content.decode()
    assert trainer.post(address, {"back": CHOICE_QUESTION}).status_code == 302
    assert BankQuestion.objects.count() == 1
    assert QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object().questions[0].block_type == "single_choice"


def test_a_move_without_a_topic_or_of_nothing_is_told(trainer, topic, quiz):
    address = reverse("learning_reports:quiz_bank", args=[quiz.pk])
    response = trainer.post(address, {"move": CHOICE_QUESTION})
    assert response.status_code == 422 and list(response.context["form"].errors) == ["topic"]
    response = trainer.post(address, {"move": "nothing", "topic": topic.pk})
    assert response.status_code == 422 and "вже немає" in str(response.context["form"].errors)
    assert not BankQuestion.objects.exists()


@pytest.mark.parametrize("name", ["insert_question", "quiz_bank"])
def test_the_screens_take_no_other_methods(trainer, topic, quiz, name):
    thing = cast.bank_question(topic) if name == "insert_question" else quiz
    assert trainer.put(reverse(f"learning_reports:{name}", args=[thing.pk])).status_code == 405
