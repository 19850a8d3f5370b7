import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from learning.models import User

pytestmark = pytest.mark.django_db

LOGIN, SIGNUP, CONFIRM = "/accounts/login/", "/accounts/signup/", "/accounts/login/code/confirm/"
PAGES = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_inactive",
    "account_password_reset_completed",
]
OWN_PAGES = ["account_email", "account_set_password", "account_logout"]


@pytest.fixture
def alice() -> User:
    user = User.objects.create_user("alice@example.org", full_name="Аліса Коваль", language="uk")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def code_in(letter) -> str:
    return re.search(r"^\d{6}$", letter.body, re.MULTILINE)[0]


def ask_for_code(client, email, **data):
    return client.post(LOGIN, {"login": email, "code": "1", **data})


def enter_code(client, code):
    return client.post(CONFIRM, {"code": code})


def test_a_code_signs_in(client, alice):
    ask_for_code(client, "Alice@Example.org")
    response = enter_code(client, code_in(mail.outbox[0]))
    assert response.url == reverse("my_learning")
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_a_newcomer_gets_an_account_with_consent_and_a_confirmed_address(client):
    ask_for_code(client, "new@example.org", newcomer="on")
    enter_code(client, code_in(mail.outbox[0]))
    user = User.objects.get(email="new@example.org")
    assert user.consented_at
    assert not user.has_usable_password()
    assert user.emailaddress_set.get().verified


def test_a_stranger_without_consent_gets_a_letter_and_no_account(client):
    ask_for_code(client, "new@example.org")
    assert not User.objects.exists()
    assert "/accounts/signup/?email=new%40example.org" in mail.outbox[0].body


def test_nobody_learns_who_has_an_account(client, alice):
    known = ask_for_code(client, alice.email)
    stranger = ask_for_code(client, "stranger@example.org")
    newcomer = ask_for_code(client, "new@example.org", newcomer="on")
    again = client.post(SIGNUP, {"email": alice.email, "consent": "on"})
    assert known.url == stranger.url == newcomer.url == again.url == CONFIRM


def test_a_sign_up_sent_twice_makes_one_account_and_the_newest_code_works(client):
    for _ in range(2):
        client.post(SIGNUP, {"email": "new@example.org", "full_name": "Ольга Мельник", "consent": "on"})
    enter_code(client, code_in(mail.outbox[-1]))
    assert User.objects.get().full_name == "Ольга Мельник"
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_sign_up_asks_for_consent(client):
    response = client.post(SIGNUP, {"email": "new@example.org"})
    assert "consent" in response.context["form"].errors
    assert not User.objects.exists()


def test_a_sign_up_with_somebodys_address_changes_nothing_of_theirs(client, alice):
    client.post(SIGNUP, {"email": alice.email, "full_name": "Хтось Інший", "consent": "on"})
    alice.refresh_from_db()
    assert alice.full_name == "Аліса Коваль"
    assert alice.consented_at is None


def test_a_password_signs_in(client, alice):
    alice.set_password("correct horse battery")
    alice.save()
    response = client.post(LOGIN, {"login": alice.email, "password": "correct horse battery"})
    assert response.url == reverse("my_learning")


def test_who_comes_from_the_admin_sees_the_password_field_at_once(client):
    assert 'class="fold" open' in client.get(f"{LOGIN}?next=/cms/").content.decode()
    assert 'class="fold" open' not in client.get(LOGIN).content.decode()


def test_a_wrong_password_is_said_without_saying_what_was_wrong(client, alice):
    response = client.post(LOGIN, {"login": alice.email, "password": "no such password"})
    assert response.context["form"].non_field_errors()
    assert b"no such password" not in response.content


def test_a_password_the_browser_filled_in_does_not_stop_the_code(client, alice):
    response = ask_for_code(client, alice.email, password="an old one")
    assert response.url == CONFIRM
    assert code_in(mail.outbox[0])


def test_a_wrong_code_can_be_corrected_twice(client, alice):
    ask_for_code(client, alice.email)
    assert enter_code(client, "000").status_code == 200
    assert enter_code(client, "Ж0").status_code == 200
    assert enter_code(client, "000").url == reverse("account_request_login_code")


def test_a_lost_code_is_sent_anew(client, alice):
    ask_for_code(client, alice.email)
    client.post(CONFIRM, {"action": "resend"})
    enter_code(client, code_in(mail.outbox[1]))
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_a_wrong_address_can_be_changed_and_a_guest_stays_a_guest(client):
    session = client.session
    session["guest"] = "a-guest-key"
    session.save()
    ask_for_code(client, "typo@example.org")
    assert client.post(reverse("account_logout"), {"next": LOGIN}).url == LOGIN
    assert client.get(LOGIN).status_code == 200
    assert client.session["guest"] == "a-guest-key"


def test_a_closed_account_gets_no_code(client, alice):
    alice.is_active = False
    alice.save()
    ask_for_code(client, alice.email, newcomer="on")
    assert not re.search(r"^\d{6}$", mail.outbox[0].body, re.MULTILINE)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_after_signing_in_never_leads_off_the_host(client, alice, target):
    ask_for_code(client, alice.email, next=target)
    response = client.post(CONFIRM, {"code": code_in(mail.outbox[0]), "next": target})
    assert response.url == reverse("my_learning")


def test_the_way_after_signing_in_leads_back(client, alice):
    response = ask_for_code(client, alice.email, next="/kursy/")
    assert response.url == f"{CONFIRM}?next=%2Fkursy%2F"
    assert client.post(response.url, {"code": code_in(mail.outbox[0]), "next": "/kursy/"}).url == "/kursy/"


def test_a_letter_has_text_and_html_and_is_in_the_language_of_its_reader(client, alice):
    alice.language = "en"
    alice.save()
    ask_for_code(client, alice.email)
    letter = mail.outbox[0]
    assert letter.subject.startswith("Code to sign in: ")
    assert code_in(letter) in letter.alternatives[0].content
    assert '<html lang="en">' in letter.alternatives[0].content
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_mail_server_that_is_down_breaks_no_page(client, alice, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert ask_for_code(client, alice.email).url == CONFIRM


def test_too_many_tries_get_our_page(client, alice, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    ask_for_code(client, alice.email)
    response = ask_for_code(client, alice.email)
    assert response.status_code == 429
    assert b"site-footer" in response.content


def test_a_forgotten_password_is_replaced_by_a_code(client, alice):
    client.post(reverse("account_reset_password"), {"email": alice.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in(mail.outbox[0])})
    new = {"password1": "a brand new one 7", "password2": "a brand new one 7"}
    assert client.post(reverse("account_complete_password_reset"), new).status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("a brand new one 7")


def test_one_more_address_is_confirmed_by_a_code(client, alice):
    client.force_login(alice)
    response = client.post(reverse("account_email"), {"email": "second@example.org", "action_add": ""})
    client.post(response.url, {"code": code_in(mail.outbox[0])})
    assert alice.emailaddress_set.get(email="second@example.org").verified


def check_page(response) -> None:
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert not re.search(r"\sstyle=|<script|\splaceholder=|\son\w+=", html)
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("name", PAGES)
def test_every_open_account_page_is_ours(client, name):
    check_page(client.get(reverse(name)))


@pytest.mark.parametrize("name", OWN_PAGES)
def test_every_page_of_ones_own_account_is_ours(client, alice, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(alice)
    check_page(client.get(reverse(name)))


@pytest.mark.parametrize("name", ["account_change_password", "account_reauthenticate"])
def test_pages_for_people_with_a_password_are_ours(client, alice, name):
    alice.set_password("correct horse battery")
    alice.save()
    client.force_login(alice)
    check_page(client.get(reverse(name)))


def test_the_page_that_waits_for_a_code_is_ours(client, alice):
    ask_for_code(client, alice.email)
    check_page(client.get(CONFIRM))
