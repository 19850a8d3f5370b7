import json

import pytest
from django.test import Client

from learning.guest_sessions import waiting_guest
from learning.learners import GUEST_SESSION_KEY, Learner
from learning.models import Community, Enrolment, Response, User
from learning.saving import Given
from learning.services.attempts import save_responses, start_attempt
from learning.services.certificates import issue_certificate
from learning.services.enrolment import enrol
from learning.services.sections import answer_check
from tests import cast
from tests.cast import CHECK_BLOCK, NUMBER_QUESTION, REFLECTION, RIGHT

OWN_PAGES = ["/my/profile/", "/my/data.json", "/my/delete/", "/my/join/"]
PROFILE = {"full_name": "Аліса Коваль", "latin_name": "Alisa Koval", "language": "uk"}


@pytest.fixture
def learner(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def guest(client, course) -> Enrolment:
    """What somebody did on this device before alice signed in on it."""
    session = client.session
    session[GUEST_SESSION_KEY] = "guest-key"
    session.save()
    enrolment = enrol(learner=Learner(guest_key="guest-key"), course=course)
    cast.read_lessons(enrolment, course)
    return enrolment


# --- my learning ----------------------------------------------------------------------------------


def test_a_stranger_is_invited_to_the_courses(client, course):
    response = client.get("/my/")
    assert response.status_code == 200
    assert "/accounts/signup/" not in response.content.decode().split("<main")[1]


def test_a_guest_sees_the_work_kept_on_the_device(client, guest):
    html = client.get("/my/").content.decode()
    assert "Foundations" in html
    assert "/accounts/signup/" in html.split("<main")[1]


def test_courses_under_way_and_done_stand_apart(learner, alice, course):
    other = cast.make_course(course.get_parent().specific, title="Hearings")
    cast.finish_course(alice, other)
    view = learner.get("/my/").context["view"]
    assert [card.title for card in view.under_way] == ["Foundations"]
    assert [card.title for card in view.done] == ["Hearings"]


def test_a_course_that_was_taken_down_keeps_what_was_done(learner, alice, course):
    course.unpublish()
    response = learner.get("/my/")
    assert "Foundations" in response.content.decode()
    assert not response.context["view"].under_way[0].url


def test_other_peoples_courses_are_not_listed(client, course, bob, charlie):
    client.force_login(charlie)
    assert "Foundations" not in client.get("/my/").content.decode().split("<main")[1]


@pytest.mark.parametrize("address", OWN_PAGES)
def test_own_pages_ask_strangers_to_sign_in(client, db, address):
    assert client.get(address).url == f"/accounts/login/?next={address}"
    assert client.post(address).status_code == 302


@pytest.mark.parametrize("address", ["/my/", "/my/data.json"])
def test_what_only_shows_takes_no_post(learner, address):
    assert learner.post(address).status_code == 405


@pytest.mark.parametrize("address", OWN_PAGES[1:3])
def test_own_pages_take_no_other_methods(learner, address):
    assert learner.delete(address).status_code == learner.patch(address).status_code == 405


# --- profile and language -------------------------------------------------------------------------


def test_the_profile_is_saved(learner, alice):
    community = Community.objects.create(name="Сіверська громада")
    learner.post("/my/profile/", {**PROFILE, "community": community.pk})
    alice.refresh_from_db()
    assert (alice.full_name, alice.latin_name, alice.community) == ("Аліса Коваль", "Alisa Koval", community)


def test_the_profile_changes_nothing_else(learner, alice):
    learner.post("/my/profile/", {**PROFILE, "email": "x@example.org", "is_superuser": "on", "is_staff": "on"})
    alice.refresh_from_db()
    assert (alice.email, alice.is_superuser, alice.is_staff) == ("alice@example.org", False, False)


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"community": "999"}, {"full_name": "x" * 151}])
def test_a_mistake_in_the_profile_is_said_and_nothing_is_saved(learner, alice, wrong):
    response = learner.post("/my/profile/", {**PROFILE, **wrong})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == set(wrong)
    alice.refresh_from_db()
    assert alice.full_name == "Аліса Петрівна Коваль"


def test_choosing_english_speaks_english_at_once(learner, alice):
    response = learner.post("/my/profile/", {**PROFILE, "language": "en"})
    assert response.url == "/en/my/profile/"
    assert "Saved." in learner.get(response.url).content.decode()


@pytest.mark.parametrize(("address", "language"), [("/my/", "uk"), ("/en/my/", "en")])
def test_the_address_decides_the_language(client, db, address, language):
    assert f'<html lang="{language}"' in client.get(address).content.decode()


def test_the_theme_is_kept_in_a_cookie(client, db):
    response = client.post("/theme/", {"theme": "dark", "next": "/my/"})
    assert response.url == "/my/"
    assert client.cookies["theme"].value == "dark"
    client.post("/theme/", {"theme": "auto"})
    assert not client.cookies["theme"].value


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_no_way_leads_off_the_host(learner, guest, target):
    """The guest's work of this device waits for alice, so that every page with a way back is tried."""
    assert learner.post("/theme/", {"next": target}).url == "/"
    assert learner.post("/theme/", headers={"Referer": target}).url == "/"
    assert learner.post("/my/join/", {"join": "no", "next": target}).url == "/my/"


def test_a_get_changes_no_theme(client, db):
    assert client.get("/theme/", {"theme": "dark"}).status_code == 405


# --- data and deletion ----------------------------------------------------------------------------


def test_the_download_holds_every_answer_and_fact(learner, alice, course, quiz):
    enrolment = alice.enrolments.get()
    cast.finish_course(alice, course)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, key="again")
    save_responses(attempt=attempt, given={REFLECTION: Given("My thoughts."), NUMBER_QUESTION: Given("41")})
    answer_check(enrolment=enrolment, lesson_key=str(course.translation_key), block_id=CHECK_BLOCK, answer=RIGHT)
    record = issue_certificate(enrolment=enrolment, holder_name="Аліса Коваль", key="k")
    text = learner.get("/my/data.json").content.decode()
    data = json.loads(text)["enrolments"][0]
    answers = [row["answer"] for attempt in data["attempts"] for row in attempt["responses"]]
    assert sorted(map(str, answers)) == sorted(map(str, Response.objects.values_list("answer", flat=True)))
    assert len(data["sections"]) == 4
    assert data["check_yourself"][0]["answer"] == RIGHT
    for word in ("My thoughts.", "41", "alice@example.org", record.number, "Аліса Коваль", '"completed"'):
        assert word in text


def test_the_download_holds_every_word_of_a_record(learner, alice, course):
    issue_certificate(enrolment=cast.finish_course(alice, course), holder_name="Аліса Коваль", key="k")
    told = learner.get("/my/data.json").json()["records"][0]
    assert (told["holder_name"], told["course_title"], told["state"]) == ("Аліса Коваль", "Foundations", "valid")
    assert (told["hours"], told["outcomes"], told["fraction"]) == ("3.0", ["find who decides"], "1.0000000")
    assert {"ects", "issuer", "signatory", "superseded_at", "supersede_reason", "revoke_reason"} <= set(told)


def test_the_download_holds_nobody_elses_data(learner, bob):
    text = learner.get("/my/data.json").content.decode()
    assert "bob@example.org" not in text
    assert "Мельник" not in text


def test_the_download_is_a_file_that_is_not_kept(learner):
    response = learner.get("/my/data.json")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store, private"


def test_deleting_needs_the_tick(learner, alice):
    assert learner.post("/my/delete/").status_code == 422
    assert User.objects.filter(pk=alice.pk).exists()
    assert learner.get("/my/profile/").status_code == 200


def test_deleting_erases_the_person_and_ends_every_session(learner, alice):
    other_phone = Client()
    other_phone.force_login(alice)
    assert learner.post("/my/delete/", {"confirm": "on"}).status_code == 200
    assert not User.objects.filter(pk=alice.pk).exists()
    assert Enrolment.objects.get().erased_at
    for device in (learner, other_phone):
        assert device.get("/my/profile/").status_code == 302


@pytest.mark.parametrize(("wish", "name"), [({}, ""), ({"keep_name_on_records": "on"}, "Аліса Коваль")])
def test_the_holder_decides_about_the_name_on_records(learner, alice, course, wish, name):
    record = issue_certificate(enrolment=cast.finish_course(alice, course), holder_name="Аліса Коваль", key="k")
    learner.post("/my/delete/", {"confirm": "on", **wish})
    record.refresh_from_db()
    assert record.holder_name == name


# --- joining a guest's work ------------------------------------------------------------------------


def test_work_on_the_device_is_asked_about_before_it_is_joined(learner, alice, guest):
    assert learner.get("/my/").url == "/my/join/"
    html = learner.get("/my/join/").content.decode()
    assert "Foundations" in html
    assert "4" in html
    assert not alice.enrolments.get().sections.exists()


def test_joined_work_is_in_the_account_and_the_device_forgets_it(learner, alice, guest):
    learner.post("/my/join/", {"join": "yes"})
    assert alice.enrolments.get().sections.count() == 4
    assert not Enrolment.objects.of_guests().exists()
    assert GUEST_SESSION_KEY not in learner.session


@pytest.mark.parametrize("answer", [{"join": "no"}, {}, {"join": "maybe"}])
def test_declining_leaves_the_account_alone(learner, alice, guest, answer):
    learner.post("/my/join/", answer)
    assert not alice.enrolments.get().sections.exists()
    assert Enrolment.objects.of_guests().get().sections.count() == 4
    assert learner.get("/my/").status_code == 200


def test_joining_twice_joins_once(learner, alice, guest):
    for _ in range(2):
        assert learner.post("/my/join/", {"join": "yes"}).url == "/my/"
    assert alice.enrolments.count() == 1


def test_looking_at_the_question_answers_nothing(learner, alice, guest):
    learner.get("/my/join/")
    assert Enrolment.objects.of_guests().exists()
    assert learner.session[GUEST_SESSION_KEY] == "guest-key"


def test_an_empty_guest_is_forgotten_without_a_question(learner, alice, rf):
    session = learner.session
    session[GUEST_SESSION_KEY] = "nobody"
    session.save()
    assert learner.get("/my/").status_code == 200
    request = rf.get("/")
    request.session, request.user = learner.session, alice
    assert waiting_guest(request) == ""
