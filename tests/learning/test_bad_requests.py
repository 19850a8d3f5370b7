"""Bodies, headers, cookies and addresses that no browser of ours sends: never a defect, and nothing is written."""

import json
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from courses.models import LessonPage
from learning.models import Certificate, Enrolment, QuizAttempt, Response
from tests.cast import CHECK_BLOCK, CHOICE_QUESTION, REFLECTION, RIGHT
from tests.learning.sent import ALL_RIGHT, assert_said, at, form

MEGABYTE = 1_000_000
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def learner(client, alice) -> Client:
    client.raise_request_exception = False
    client.force_login(alice)
    return client


@pytest.fixture
def attempt(learner, quiz) -> QuizAttempt:
    learner.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": "start"})
    return QuizAttempt.objects.get()


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("act", ["save/", "submit/"])
def test_a_body_of_three_megabytes_is_refused(attempt, alice, act, strict):
    phone = Client(raise_request_exception=False, enforce_csrf_checks=strict)
    phone.force_login(alice)
    assert_said(phone.post(at(attempt, act), form({REFLECTION: "x" * 3 * MEGABYTE})), 400, 403, 413)
    assert not Response.objects.exists()


def test_ten_thousand_and_one_fields_are_refused(learner, attempt):
    fields = {f"f{number}": "" for number in range(10_001)}
    assert_said(learner.post(at(attempt, "save/"), fields), 400)


BODIES = {
    "json": ("application/json", b'{"key": "k"}'),
    "deep json": ("application/json", b"[" * 100_000),
    "broken json": ("application/json; charset=utf-8", b'{"key": '),
    "xml": ("text/xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
    "nothing": ("", b""),
    "no type": ("rubbish", b"\x00\xff"),
    "no boundary": ("multipart/form-data", b"--x"),
    "empty boundary": ("multipart/form-data; boundary=", b"--x"),
    "wild bytes": (FORM, b"key=%ff%fe&%00=1&=&&;"),
    "long type": ("application/" + "x" * 5000, b"x"),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("act", ["save/", "submit/"])
def test_a_body_that_is_no_form_of_ours_changes_nothing(learner, attempt, act, name):
    content_type, body = BODIES[name]
    response = learner.generic("POST", at(attempt, act), body, content_type=content_type)
    assert response.status_code < 500
    attempt.refresh_from_db()
    assert attempt.is_in_progress
    assert not Response.objects.exists()


def test_half_a_form_is_not_handed_in_for_a_whole_one(learner, attempt):
    """The phone lost its network while sending: the key had arrived, the answers had not."""
    body = urlencode(form(ALL_RIGHT)).encode()
    arrived = {"wsgi.input": BytesIO(body[:60]), "CONTENT_LENGTH": str(len(body))}
    response = learner.generic("POST", at(attempt, "submit/"), content_type=FORM, **arrived)
    assert_said(response, 400)
    attempt.refresh_from_db()
    assert attempt.is_in_progress


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_text_no_database_takes_is_refused(learner, attempt, text):
    body = f"key=k&was-{REFLECTION}=&q-{REFLECTION}=".encode() + text.encode("utf-8", "surrogatepass")
    response = learner.generic("POST", at(attempt, "save/"), body, content_type=FORM)
    assert response.status_code in (302, 400)
    assert not any(bad in str(row.answer) for row in Response.objects.all() for bad in ("\x00", "\ud800"))


def test_a_lone_surrogate_in_json_escapes_or_names_is_harmless(learner, attempt):
    data = form({REFLECTION: "\\ud800 \\u0000"})
    learner.post(at(attempt, "save/"), data)
    assert attempt.responses.get().answer == "\\ud800 \\u0000"
    assert json.loads(learner.get("/my/data.json").content)


def test_a_file_where_text_is_asked_is_no_answer(learner, attempt):
    file = SimpleUploadedFile("answer.txt", b"x" * 100)
    learner.post(at(attempt, "save/"), {f"q-{REFLECTION}": file, f"was-{REFLECTION}": ""})
    assert not Response.objects.filter(answer__isnull=False).exists()


@pytest.mark.parametrize("accept", ["", "*/*;q=zz", "application/json, */*", "text/" + "x" * 4000, "\u00ff", ","])
@pytest.mark.parametrize("language", ["", "xx-YY;q=9", "uk" * 2000, "*", "../../etc"])
def test_odd_headers_break_no_page(learner, attempt, accept, language):
    headers = {"Accept": accept, "Accept-Language": language, "Range": "bytes=9-1", "If-Modified-Since": "yesterday"}
    assert learner.get(at(attempt), headers=headers).status_code == 200
    assert learner.post(at(attempt, "save/"), form({CHOICE_QUESTION: RIGHT}), headers=headers).status_code == 302


@pytest.mark.filterwarnings("ignore::django.core.cache.CacheKeyWarning")
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "theme", "messages", "django_language"])
@pytest.mark.parametrize("value", ["", "x" * 4000, "../..", "\xe2\x98\x83", '"', "a=b;;c"])
def test_odd_cookies_break_no_page(client, course, name, value):
    client.raise_request_exception = False
    client.cookies[name] = value
    assert client.get(course.url).status_code == 200


# --- every address -----------------------------------------------------------------------------------

IDS = ["0", "99999999", "9" * 25, "9" * 5000, "-1", "1e3", "null", "%00", "%ED%A0%80", "☃", "..", "1%0d%0aX: y"]
PLACES = [
    "/learn/lessons/{}/sections/00000000-0000-4000-8000-00000000000a/",
    "/learn/lessons/1/sections/{}/",
    "/learn/lessons/1/checks/{}/",
    "/learn/quizzes/{}/start/",
    "/learn/attempts/{}/",
    "/learn/attempts/{}/save/",
    "/learn/attempts/{}/submit/",
    "/learn/attempts/{}/result/",
    "/learn/attempts/{}/check/x/",
    "/learn/attempts/1/compare/{}/",
    "/learn/enrolments/{}/finish/",
    "/records/{}/",
    "/records/{}/pdf/",
    "/v/{}/",
    "/{}/",
    "/documents/{}/x.pdf",
    "/media/images/{}",
    "/verify/?number={}",
    "/accounts/login/?next={}",
    "/courses/?for={}",
    "/courses/?page={}",
    "/my/?x={}",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_address_is_a_defect(learner, course, place, prefix):
    tables = Enrolment.objects.count(), QuizAttempt.objects.count(), Certificate.objects.count()
    for rubbish in IDS:
        for method in ("get", "post", "head", "put"):
            response = getattr(learner, method)(prefix + place.format(rubbish))
            assert response.status_code < 500, (method, rubbish)
    assert tables == (Enrolment.objects.count(), QuizAttempt.objects.count(), Certificate.objects.count())
    assert connection.is_usable()


def test_a_lesson_as_a_quiz_and_a_quiz_as_a_lesson_are_not_found(learner, course, quiz):
    lesson = LessonPage.objects.child_of(course).first()
    assert_said(learner.post(f"/learn/quizzes/{lesson.pk}/start/", {"key": "k"}), 404)
    assert_said(learner.post(f"/learn/lessons/{quiz.pk}/checks/{CHECK_BLOCK}/"), 404)
