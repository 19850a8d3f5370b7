"""From a guest to an account and back: by the letters and forms a person really meets."""

import re

import pytest
from django.core import mail
from django.test import Client

from courses.models import LessonPage
from learning.models import Enrolment, User
from tests.cast import CHECK_BLOCK, CHOICE_QUESTION, WRONG

LOGIN, SIGNUP, CONFIRM = "/accounts/login/", "/accounts/signup/", "/accounts/login/code/confirm/"


@pytest.fixture
def lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


@pytest.fixture
def guest(client, lesson) -> Client:
    """Has read a section and answered a check-yourself question."""
    client.post(f"/learn/lessons/{lesson.pk}/sections/{lesson.body[0].id}/")
    client.post(f"/learn/lessons/{lesson.pk}/checks/{CHECK_BLOCK}/", {f"q-{CHOICE_QUESTION}": WRONG})
    return client


def newest_code() -> str:
    return re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)[0]


def sign_up(client, email="olena@example.org", **more):
    client.post(SIGNUP, {"email": email, "full_name": "Олена Приклад", "consent": "on", **more})
    return client.post(CONFIRM, {"code": newest_code(), **more})


def sign_in(client, user, code=None, **more):
    client.post(LOGIN, {"login": user.email, "code": "1", **more})
    return client.post(CONFIRM, {"code": code or newest_code(), **more})


def test_a_guest_who_signs_up_keeps_everything(guest):
    response = sign_up(guest)
    enrolment = Enrolment.objects.get()
    assert response.url == "/my/"
    assert (enrolment.user.email, enrolment.guest_key) == ("olena@example.org", "")
    assert (enrolment.sections.count(), enrolment.checks.count()) == (1, 1)
    assert "Foundations" in guest.get("/my/").content.decode()


def test_until_the_code_is_entered_the_work_stays_the_guests(guest):
    guest.post(SIGNUP, {"email": "olena@example.org", "consent": "on"})
    assert Enrolment.objects.get().guest_key
    assert guest.get("/my/").context["view"].is_guest


def test_a_wrong_code_gives_nothing_away_and_the_work_stays(guest):
    guest.post(SIGNUP, {"email": "olena@example.org", "consent": "on"})
    for _ in range(4):
        response = guest.post(CONFIRM, {"code": "000001" if newest_code() != "000001" else "000002"})
    assert response.url == "/accounts/login/code/"
    assert "_auth_user_id" not in guest.session
    assert guest.post(CONFIRM, {"code": newest_code()}).status_code == 302
    assert "_auth_user_id" not in guest.session
    assert Enrolment.objects.get().guest_key == guest.session["guest"]


def test_a_code_works_only_in_the_browser_that_asked(guest):
    guest.post(SIGNUP, {"email": "olena@example.org", "consent": "on"})
    thief = Client()
    thief.post(CONFIRM, {"code": newest_code()})
    assert "_auth_user_id" not in thief.session


def test_a_code_works_once(guest):
    sign_up(guest)
    code = newest_code()
    guest.logout()
    guest.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in guest.session


def test_signing_in_to_an_existing_account_asks_first(guest, alice):
    sign_in(guest, alice)
    assert guest.get("/my/").url == "/my/join/"
    assert not alice.enrolments.get().sections.exists()
    guest.post("/my/join/", {"join": "yes"})
    assert alice.enrolments.get().sections.count() == 1
    assert Enrolment.objects.count() == 1


def test_whoever_signs_in_from_a_lesson_is_asked_and_then_led_back_to_it(guest, alice, lesson):
    question = sign_in(guest, alice, next=lesson.url).url
    assert question.startswith("/my/join/?next=")
    next_page = re.search(r'name="next" value="([^"]*)"', guest.get(question).content.decode())[1]
    assert guest.post("/my/join/", {"join": "yes", "next": next_page}).url == lesson.url
    assert alice.enrolments.get().sections.count() == 1


def test_declining_leaves_the_account_as_it_was(guest, alice):
    sign_in(guest, alice)
    guest.post("/my/join/", {"join": "no"})
    assert not alice.enrolments.get().sections.exists()
    assert Enrolment.objects.of_guests().get().sections.count() == 1


def test_signing_up_with_an_address_that_has_an_account_asks_first_too(guest, alice):
    """The same page and letter as for a newcomer, and no word to anybody that the account is there."""
    assert sign_up(guest, alice.email).url == "/my/join/?next=%2Fmy%2F"
    alice.refresh_from_db()
    assert alice.full_name == "Аліса Петрівна Коваль"


def test_the_way_back_after_sign_up_is_kept(guest, lesson):
    assert sign_up(guest, next=lesson.url).url == lesson.url


def test_the_session_is_another_one_after_signing_in(guest, alice):
    before = guest.cookies["sessionid"].value
    sign_in(guest, alice)
    assert guest.cookies["sessionid"].value != before
    stale = Client()
    stale.cookies["sessionid"] = before
    assert stale.get("/my/profile/").status_code == 302


def test_after_signing_out_nothing_of_the_person_is_on_the_phone(client, alice, lesson):
    sign_in(client, alice)
    client.post(f"/learn/lessons/{lesson.pk}/sections/{lesson.body[0].id}/")
    key = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    client.cookies["sessionid"] = key
    assert client.get("/my/profile/").status_code == 302
    assert "Foundations" not in client.get("/my/").content.decode().split("<main")[1]


def test_looking_at_sign_out_signs_nobody_out(client, alice):
    client.force_login(alice)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/my/profile/").status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "another"}])
def test_a_session_dies_with_the_account_or_its_password(client, alice, change):
    client.force_login(alice)
    User.objects.filter(pk=alice.pk).update(**change)
    assert client.get("/my/profile/").status_code == 302


def test_a_person_who_signed_out_and_reads_on_is_a_new_guest(client, alice, lesson):
    sign_in(client, alice)
    client.post("/accounts/logout/")
    client.post(f"/learn/lessons/{lesson.pk}/sections/{lesson.body[0].id}/")
    assert Enrolment.objects.of_guests().count() == 1
    assert not alice.enrolments.get().sections.exists()


def test_guests_are_no_users(guest):
    assert not User.objects.exists()


def test_one_address_gets_few_letters_a_minute(alice):
    for _ in range(6):
        Client().post(LOGIN, {"login": alice.email, "code": "1"})
    assert len(mail.outbox) == 4


def test_a_form_sent_twice_sends_one_letter(client, alice):
    for _ in range(2):
        assert client.post(LOGIN, {"login": alice.email, "code": "1"}).url == CONFIRM
    assert len(mail.outbox) == 1


def test_whoever_goes_back_and_types_another_address_gets_the_letter_there(client, alice):
    client.post(LOGIN, {"login": "typo@example.org", "code": "1"})
    sign_in(client, alice)
    assert mail.outbox[-1].to == [alice.email]
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_whoever_tires_of_waiting_for_the_code_may_use_the_password(client, alice):
    client.post(LOGIN, {"login": alice.email, "code": "1"})
    client.post(LOGIN, {"login": alice.email, "password": "pass-word-7"})
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_a_guests_work_survives_every_detour(guest, alice):
    guest.post(LOGIN, {"login": "typo@example.org", "code": "1"})
    guest.post(LOGIN, {"login": "typo2@example.org", "code": "1"})
    assert sign_up(guest).url == "/my/"
    assert User.objects.get(email="olena@example.org").enrolments.get().sections.count() == 1


def test_a_hall_of_thirty_behind_one_address_gets_in(db):
    for number in range(30):
        client = Client()
        sign_up(client, f"learner{number}@example.org")
        assert "_auth_user_id" in client.session
