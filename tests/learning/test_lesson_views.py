import re
import uuid

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session

from courses.models import CoursePage, LessonPage
from learning.models import CheckResponse, Enrolment, SectionCompletion
from tests import cast
from tests.cast import CHECK_BLOCK, CHOICE_QUESTION, RIGHT, WRONG

READERS = {
    "browser": {},
    "prefetch": {"Sec-Purpose": "prefetch", "Purpose": "prefetch"},
    "robot": {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
}
FEEDBACK = ("Yes.", "No.")


@pytest.fixture
def lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


@pytest.fixture
def section(lesson) -> str:
    return f"/learn/lessons/{lesson.pk}/sections/{lesson.body[0].id}/"


@pytest.fixture
def check(lesson) -> str:
    return f"/learn/lessons/{lesson.pk}/checks/{CHECK_BLOCK}/"


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def answer(client, check, choice):
    return client.post(check, {f"q-{CHOICE_QUESTION}": choice})


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_leaves_no_trace(client, course, lesson, quiz, reader, method):
    before = rows()
    for page in (course, lesson, quiz):
        assert getattr(client, method)(page.url, headers=READERS[reader]).status_code in (200, 405)
    for address in ("/my/", "/verify/", "/accounts/login/", "/sitemap.xml", "/robots.txt"):
        assert getattr(client, method)(address, headers=READERS[reader]).status_code in (200, 405)
    assert rows() == before
    assert "sessionid" not in client.cookies


def test_a_learner_who_looks_leaves_no_trace_either(client, course, lesson, quiz, alice):
    client.force_login(alice)
    before, activity = rows(), alice.enrolments.get().last_activity_at
    for page in (course, lesson, quiz):
        client.get(page.url)
    assert rows() == before
    assert alice.enrolments.get().last_activity_at == activity


def test_the_first_section_done_makes_a_newcomer_a_guest(client, lesson, section):
    response = client.post(section)
    enrolment = Enrolment.objects.get()
    assert response.url == f"{lesson.url}#s-{lesson.body[1].id}"
    assert enrolment.user is None
    assert client.session["guest"] == enrolment.guest_key
    assert "_auth_user_id" not in client.session


def test_a_guest_finds_the_section_marked(client, lesson, section):
    client.post(section)
    html = client.get(lesson.url).content.decode()
    assert f'href="#s-{lesson.body[0].id}" data-state="done"' in html
    assert f'href="#s-{lesson.body[1].id}" data-state="here"' in html


def test_each_newcomer_is_a_guest_of_their_own(client, lesson, section):
    from django.test import Client

    client.post(section)
    other = Client()
    assert f'href="#s-{lesson.body[0].id}" data-state="done"' not in other.get(lesson.url).content.decode()
    other.post(section)
    assert Enrolment.objects.of_guests().count() == 2


def test_a_section_done_twice_is_done_once(client, alice, section):
    client.force_login(alice)
    for _ in range(2):
        assert client.post(section).status_code == 302
    assert SectionCompletion.objects.count() == 1


def test_the_last_section_leads_to_what_comes_next(client, alice, lesson):
    client.force_login(alice)
    response = client.post(f"/learn/lessons/{lesson.pk}/sections/{lesson.body[1].id}/")
    assert response.url.endswith("#next")


def test_reading_every_section_completes_the_lesson(client, alice, lesson):
    client.force_login(alice)
    for block in lesson.body:
        client.post(f"/learn/lessons/{lesson.pk}/sections/{block.id}/")
    assert alice.enrolments.get().activities.get().title == lesson.title


def test_a_section_sent_by_script_is_answered_in_json(client, alice, lesson, section):
    client.force_login(alice)
    response = client.post(section, headers={"Accept": "application/json"})
    assert response.json() == {"done": str(lesson.body[0].id)}


def test_in_english_the_way_stays_in_english(client, lesson, section):
    assert client.post(f"/en{section}").url.startswith("/en/")


@pytest.mark.parametrize("kind", ["sections", "checks"])
def test_a_refused_wish_makes_no_guest(client, lesson, kind):
    response = client.post(f"/learn/lessons/{lesson.pk}/{kind}/{uuid.uuid4()}/")
    assert response.status_code in (400, 404)
    assert "site-footer" in response.content.decode()
    assert not Enrolment.objects.exists()
    assert not Session.objects.exists()


def test_only_posting_works(client, section, check):
    for url in (section, check):
        assert client.get(url).status_code == client.head(url).status_code == client.put(url).status_code == 405
    assert not Enrolment.objects.exists()


def test_an_unpublished_lesson_takes_nothing(client, lesson, section, check):
    lesson.unpublish()
    assert client.get(lesson.url).status_code == 404
    assert client.post(section).status_code == 404
    assert answer(client, check, RIGHT).status_code == 404
    assert not Enrolment.objects.exists()


def test_a_lesson_behind_a_password_is_nobodys_business(client, lesson, section):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=lesson.course, restriction_type=PageViewRestriction.LOGIN)
    assert client.post(section).status_code == 404
    assert not Enrolment.objects.exists()


def test_before_the_answer_is_in_the_lesson_holds_no_feedback(client, lesson, alice):
    client.force_login(alice)
    html = client.get(lesson.url).content.decode()
    assert "The community" in html
    assert not any(word in html for word in FEEDBACK)
    assert "is-right" not in html


def test_a_check_answered_is_told_what_is_right_and_why(client, lesson, check):
    response = answer(client, check, WRONG)
    assert response.url == f"{lesson.url}#check-{CHECK_BLOCK}"
    html = client.get(lesson.url).content.decode()
    assert "No." in html
    assert "verdict--wrong" in html
    assert CheckResponse.objects.get().answer == WRONG


def test_somebody_elses_answer_is_not_shown(client, lesson, check, charlie):
    answer(client, check, WRONG)
    client.logout()
    client.force_login(charlie)
    assert "verdict--" not in client.get(lesson.url).content.decode()


def test_a_check_answered_again_keeps_the_latest(client, check):
    answer(client, check, WRONG)
    answer(client, check, RIGHT)
    assert CheckResponse.objects.get().answer == RIGHT


def test_a_check_without_an_answer_says_so_and_keeps_nothing(client, check):
    response = client.post(check, {})
    assert response.status_code == 422
    assert re.search(r"<h1[^>]*>.+</h1>\s*<p>.+</p>", response.content.decode())
    assert not CheckResponse.objects.exists()
    assert not Enrolment.objects.exists()


def test_an_untold_choice_is_refused(client, check):
    assert answer(client, check, str(uuid.uuid4())).status_code == 422
    assert not CheckResponse.objects.exists()


def test_a_lesson_of_a_course_taken_down_still_keeps_what_is_done(client, alice, course, section):
    CoursePage.objects.get(pk=course.pk).unpublish()
    client.force_login(alice)
    assert client.post(section).status_code == 302
    assert SectionCompletion.objects.count() == 1


def test_a_lesson_says_when_a_section_was_read(client, alice, course, lesson):
    cast.read_lessons(alice.enrolments.get(), course)
    client.force_login(alice)
    assert (
        client.get(lesson.url).content.decode().count('class="section__end"><span class="state" data-state="done"') == 2
    )


def test_whoever_has_read_the_lesson_is_shown_the_way_on(client, course, lesson, alice):
    client.force_login(alice)
    assert b"pager__next--here" not in client.get(lesson.url).content
    cast.read_lessons(alice.enrolments.get(), course)
    assert b"pager__next--here" in client.get(lesson.url).content
