"""Every page a learner can meet is built soundly; see tests/soundness.py for what that means."""

import uuid

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from courses.models import CourseIndexPage, LessonPage, RolePath, RolePathLesson
from home.planting import plant_site
from learning.models import Enrolment
from learning.services.attempts import start_attempt
from learning.services.certificates import issue_certificate
from learning.views.errors import server_error
from quizzes.models import QuizPage
from tests import cast
from tests.soundness import faults

pytestmark = pytest.mark.django_db

DOORS = ["login", "signup", "login/code", "password/reset", "password/reset/key/1-x", "inactive", "logout"]
OWN_DOORS = ["email", "password/set", "logout"]


def faults_of(client: Client, addresses: list[str]) -> dict[str, list[str]]:
    """By address; a page that sends us elsewhere is looked at where it ends."""
    found = {}
    for address in addresses:
        cache.delete("limit:verify:127.0.0.1")
        response = client.get(address, follow=True)
        assert response["Content-Type"].startswith("text/html"), address
        found[address] = [f"status {response.status_code}"] * (response.status_code >= 500) + faults(response.text)
    return {address: lines for address, lines in found.items() if lines}


def in_both_languages(addresses: list[str]) -> list[str]:
    return [*addresses, *(f"/en{address}" for address in addresses)]


def course_addresses(course) -> list[str]:
    pages = [course.get_parent(), course, *LessonPage.objects.all(), *QuizPage.objects.all()]
    return [page.get_url() for page in pages]


def result_of(enrolment: Enrolment) -> str:
    return f"/learn/attempts/{enrolment.attempts.first().pk}/result/"


def record_of(person, course):
    enrolment = cast.finish_course(person, course)
    return issue_certificate(enrolment=enrolment, holder_name=person.full_name, key=str(uuid.uuid4()))


def test_the_front_page_and_the_standard_pages_are_sound(client):
    home = plant_site()
    cast.make_course(home.catalogue)
    addresses = [page.get_url() for page in home.get_descendants(inclusive=True)]
    assert len(addresses) > 10
    assert faults_of(client, in_both_languages(addresses)) == {}


def test_the_catalogue_is_sound_with_a_path_in_it(client, course):
    index = CourseIndexPage.objects.get()
    path = RolePath(audience="residents", title="For residents")
    path.lessons = [RolePathLesson(lesson=lesson) for lesson in LessonPage.objects.all()]
    index.role_paths = [path]
    index.save_revision().publish()
    assert faults_of(client, in_both_languages([index.url, f"{index.url}?for=residents"])) == {}


def test_pages_of_a_course_are_sound_for_somebody_without_an_account(client, course):
    addresses = [*course_addresses(course), f"{course.get_parent().url}?for=activists", "/my/"]
    assert faults_of(client, in_both_languages(addresses)) == {}


def test_pages_of_a_course_are_sound_for_one_who_is_half_way(client, course, quiz, alice):
    client.force_login(alice)
    enrolment = Enrolment.objects.get(user=alice)
    cast.pass_quiz(enrolment, quiz)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, key=str(uuid.uuid4()))
    own = ["/my/", "/my/profile/", "/my/delete/", f"/learn/attempts/{attempt.pk}/", result_of(enrolment)]
    assert faults_of(client, in_both_languages([*course_addresses(course), *own])) == {}


def test_a_quiz_with_feedback_at_once_is_sound_before_and_after_a_check(client, course, alice):
    quiz = cast.add_quiz(course, slug="at-once", feedback_timing="at_once")
    client.force_login(alice)
    attempt = start_attempt(enrolment=Enrolment.objects.get(user=alice), quiz=quiz, key=str(uuid.uuid4()))
    address = f"/learn/attempts/{attempt.pk}/"
    assert faults_of(client, [address]) == {}
    given = {f"q-{cast.CHOICE_QUESTION}": cast.WRONG, f"was-{cast.CHOICE_QUESTION}": ""}
    client.post(f"{address}check/{cast.CHOICE_QUESTION}/", given)
    assert faults_of(client, [address]) == {}


def test_a_lesson_is_sound_with_a_checked_answer_in_it(client, course, alice):
    client.force_login(alice)
    lesson = LessonPage.objects.first()
    address = f"/learn/lessons/{lesson.pk}/checks/{cast.CHECK_BLOCK}/"
    for answer in (cast.RIGHT, cast.WRONG):
        assert client.post(address, {f"q-{cast.CHOICE_QUESTION}": answer}).status_code == 302
        assert faults_of(client, [lesson.get_url()]) == {}


def test_a_finished_course_and_its_record_are_sound(client, course, alice):
    alice.full_name = "Аліса Коваль"
    client.force_login(alice)
    record = record_of(alice, course)
    finish = f"/learn/enrolments/{record.completion.enrolment_id}/finish/"
    own = ["/my/", finish, f"/records/{record.number}/", *course_addresses(course)]
    assert faults_of(client, in_both_languages(own)) == {}


def test_the_verification_pages_are_sound(client, course, alice):
    alice.full_name = "Аліса Коваль"
    record = record_of(alice, course)
    addresses = ["/verify/", "/verify/?number=12", f"/v/{record.number}/", "/v/2026-999999/"]
    assert faults_of(client, in_both_languages(addresses)) == {}


def test_the_pages_of_the_search_are_sound(client, course):
    asked = ["", "?q=first+lesson", "?q=lessn", "?q=lesson+nowhere", "?q=the"]
    assert faults_of(client, in_both_languages([f"/search/{question}" for question in asked])) == {}


def test_the_doors_are_sound(client, course, bob):
    assert faults_of(client, in_both_languages([f"/accounts/{door}/" for door in DOORS])) == {}
    client.force_login(bob)
    assert faults_of(client, in_both_languages([f"/accounts/{door}/" for door in OWN_DOORS])) == {}


def test_a_form_sent_back_with_complaints_is_sound(client, course, bob):
    forms = {
        "/accounts/login/": {"login": "not an address"},
        "/accounts/signup/": {"email": ""},
        "/accounts/password/reset/": {"email": "x"},
    }
    for address, data in forms.items():
        assert faults(client.post(address, data).text) == []
    client.force_login(bob)
    assert faults(client.post("/my/delete/").text) == []


def test_a_name_that_cannot_be_printed_leaves_the_page_sound(client, course, bob):
    client.force_login(bob)
    page = client.post(f"/learn/enrolments/{Enrolment.objects.get().pk}/finish/", {"holder_name": "山", "key": "k"})
    assert page.status_code == 422
    assert faults(page.text) == []


def test_an_attempt_sent_back_with_complaints_is_sound(client, course, quiz, alice):
    client.force_login(alice)
    attempt = start_attempt(enrolment=Enrolment.objects.get(user=alice), quiz=quiz, key=str(uuid.uuid4()))
    wrong = {f"q-{cast.NUMBER_QUESTION}": "ten", f"was-{cast.NUMBER_QUESTION}": "", "key": str(uuid.uuid4())}
    page = client.post(f"/learn/attempts/{attempt.pk}/submit/", wrong)
    assert page.status_code == 422
    assert faults(page.text) == []


def test_the_pages_of_refusal_are_sound(client, course, alice):
    assert faults_of(client, in_both_languages(["/nowhere/", "/nowhere/?x=%00"])) == {}
    assert faults(Client(enforce_csrf_checks=True).post("/theme/").text) == []
    client.force_login(alice)
    assert faults_of(client, ["/cms/login/"]) == {}


def test_the_page_of_a_fault_of_ours_is_sound_but_for_what_it_leaves_out():
    html = server_error(RequestFactory().get("/")).text
    left_out = ("header", "footer", "a.skip")
    assert [fault for fault in faults(html) if not fault.startswith(left_out)] == []
