"""Machines that fill in the consultation form are stopped without a third party; people taken for one get through."""

import logging
from datetime import timedelta

import pytest

from home import spam
from home.models import ConsultationRequest
from tests.consultations import FILLED_IN, ask, make_form, said, stamp_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(course):
    return make_form()


@pytest.mark.parametrize(
    "sign",
    [
        lambda: {"stamp": None},
        lambda: {"stamp": "made up"},
        lambda: {"stamp": stamp_of(timedelta(days=8))},
        lambda: {"stamp": stamp_of(timedelta(0))},
        lambda: {spam.TRAP: "https://casino.example"},
    ],
    ids=["no stamp", "false stamp", "old stamp", "at once", "trap"],
)
def test_a_machine_is_stopped_and_a_person_taken_for_one_gets_through(client, form, sign):
    response = ask(client, **sign())
    html = said(response)
    assert response.status_code == 422
    assert not ConsultationRequest.objects.exists()
    assert FILLED_IN["question"] in html and "casino" not in html
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spam, "QUICKEST", timedelta(seconds=-1))
        assert ask(client, stamp=response.context["form"].stamp.text).status_code == 302


def test_a_hall_of_people_may_ask_from_one_address_and_a_machine_not_without_end(client, form):
    answers = [ask(client, email=f"person{number}@example.net").status_code for number in range(61)]
    assert answers == [302] * 60 + [429]
    assert ConsultationRequest.objects.count() == 60


def test_nobody_asks_in_one_name_without_end_and_no_word_is_lost(client, form):
    for _ in range(5):
        ask(client)
    response = ask(client, email="MARIA@example.net")
    assert response.status_code == 429
    assert FILLED_IN["question"] in said(response)


def test_what_is_refused_does_not_count(client, form):
    for _ in range(9):
        ask(client, question="")
    assert ask(client).status_code == 302


def test_people_do_not_meet_the_trap(client, form):
    html = said(client.get("/ask/"))
    trap = html.split(f'name="{spam.TRAP}"')[0].rsplit("<div", 1)[1]
    assert 'aria-hidden="true"' in trap and "visually-hidden" in trap


def test_nothing_a_person_wrote_gets_into_the_log(client, form, caplog):
    with caplog.at_level(logging.DEBUG):
        ask(client, question="таємне", email="secret@")
        ask(client, question="таємне", email="secret@example.net")
        for _ in range(5):
            ask(client, email="secret@example.net")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [message for message in ours if "secret" in message or "таємне" in message]
