"""A hall of people begins from one address without noticing any limit; a script meets it; an account never does."""

import pytest
from django.test import Client

from courses.models import LessonPage
from learning.learners import GUEST_SESSION_KEY
from learning.models import Enrolment


@pytest.fixture
def address(course) -> str:
    lesson = LessonPage.objects.child_of(course).first()
    return f"/learn/lessons/{lesson.pk}/sections/{lesson.body[0].id}/"


@pytest.fixture
def full_hall(settings, address) -> Client:
    """As many newcomers as one address may send; the last of them."""
    settings.NEW_GUESTS_PER_HOUR = 3
    guests = [Client() for _ in range(3)]
    assert [guest.post(address).status_code for guest in guests] == [302, 302, 302]
    return guests[-1]


def test_the_limit_is_wide_enough_for_ten_halls(settings):
    assert settings.NEW_GUESTS_PER_HOUR == 300


def test_one_newcomer_too_many_is_told_what_to_do(client, full_hall, address):
    refused = client.post(address, headers={"accept-language": "en"})
    assert refused.status_code == 429
    assert "акаунт" in refused.content.decode() or "account" in refused.content.decode()
    assert Enrolment.objects.count() == 3
    assert GUEST_SESSION_KEY not in client.session


def test_a_script_that_wants_json_gets_it(client, full_hall, address):
    refused = client.post(address, headers={"accept": "application/json"})
    assert (refused.status_code, list(refused.json())) == (429, ["error"])


def test_whoever_has_begun_goes_on(full_hall, address):
    assert full_hall.post(address).status_code == 302


def test_signed_in_people_never_meet_it(client, charlie, full_hall, address):
    client.force_login(charlie)
    assert client.post(address).status_code == 302


def test_another_address_has_a_count_of_its_own(client, full_hall, address):
    assert client.post(address, REMOTE_ADDR="192.0.2.7").status_code == 302
