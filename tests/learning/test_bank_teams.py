"""What is another team's in the bank is not named to a trainer, whichever way they come."""

import pytest
from django.urls import reverse
from wagtail.log_actions import log

from quizzes.models import BankQuestion
from tests import cast

pytestmark = pytest.mark.django_db

SECRET = "A secret question"
HISTORY = reverse("wagtailadmin_reports:site_history")


def bulk_delete(*questions: BankQuestion) -> str:
    address = reverse("wagtail_bulk_action", args=["quizzes", "bankquestion", "delete"])
    return address + "?" + "&".join(f"id={question.pk}" for question in questions)


def test_deleting_several_at_once_names_only_what_is_seen(trainer, topic, foreign):
    own = cast.bank_question(topic)
    page = trainer.get(bulk_delete(own, foreign)).content.decode()
    assert "Who decides?" in page and SECRET not in page
    assert trainer.get(bulk_delete(foreign)).status_code == 404
    trainer.post(bulk_delete(own, foreign))
    assert list(BankQuestion.objects.all()) == [foreign]


def test_the_history_of_the_site_names_only_what_is_seen(client, trainer, edith, topic, foreign):
    for question in (cast.bank_question(topic), foreign):
        log(question, "wagtail.edit", user=edith)
    page = trainer.get(HISTORY).content.decode()
    assert "Who decides?" in page and SECRET not in page
    client.force_login(cast.make_person("root", is_superuser=True))
    assert SECRET in client.get(HISTORY).content.decode()
