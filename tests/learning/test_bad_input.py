"""Wrong answers, old forms, other tabs: a page in the visitor's language says what is amiss; nothing is half-saved."""

import re
import uuid

import pytest
from django.test import Client

from courses.models import CoursePage
from learning.models import LearnerWrite, QuizAttempt, Response
from learning.services.certificates import issue_certificate
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT, WRONG
from tests.learning.sent import ALL_RIGHT, assert_said, at, change, form, html_of

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


# --- answers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["many", "NaN", "inf", "1e999", "5,,0", "--5", "0x10", "⅓", "5 or 6", "9" * 400])
def test_a_malformed_number_is_told_and_the_other_answers_are_saved(learner, attempt, number):
    response = learner.post(at(attempt, "submit/"), form({**ALL_RIGHT, NUMBER_QUESTION: number}))
    assert_said(response, 422)
    assert f"#q-{NUMBER_QUESTION}" in response.content.decode()
    saved = set(attempt.responses.values_list("question_id", flat=True))
    assert saved == {CHOICE_QUESTION, REFLECTION}
    attempt.refresh_from_db()
    assert attempt.is_in_progress


def test_a_refused_number_comes_back_as_it_was_typed(learner, attempt):
    response = learner.post(at(attempt, "save/"), form({NUMBER_QUESTION: 'fi"ve <b>'}))
    assert 'value="fi&quot;ve &lt;b&gt;"' in response.content.decode()


def test_a_megabyte_of_text_is_refused_and_the_rest_is_saved(learner, attempt):
    response = learner.post(at(attempt, "save/"), form({**ALL_RIGHT, REFLECTION: "ї" * (MEGABYTE // 2)}))
    assert_said(response, 422)
    assert attempt.responses.count() == 2


def test_an_unknown_choice_is_refused(learner, attempt):
    assert_said(learner.post(at(attempt, "save/"), form({CHOICE_QUESTION: str(uuid.UUID(int=7))})), 422)
    assert not Response.objects.exists()


def test_several_values_where_one_is_asked_are_refused(learner, attempt):
    assert_said(learner.post(at(attempt, "save/"), form({CHOICE_QUESTION: [RIGHT, WRONG]})), 422)


@pytest.mark.parametrize("act", ["save/", "submit/", f"check/{CHOICE_QUESTION}/"])
def test_an_answer_to_a_question_of_another_quiz_is_refused_and_nothing_is_written(learner, attempt, act):
    response = learner.post(at(attempt, act), form({**ALL_RIGHT, str(uuid.UUID(int=7)): "x"}))
    assert_said(response, 400)
    attempt.refresh_from_db()
    assert attempt.is_in_progress
    assert not Response.objects.exists()


@pytest.mark.parametrize("question", ["nonsense", str(uuid.UUID(int=7)), "%F0%9F%98%80", "x" * 300])
@pytest.mark.parametrize("act", ["check", "compare"])
def test_a_question_that_is_not_there_is_refused(learner, attempt, act, question):
    assert_said(learner.post(at(attempt, f"{act}/{question}/"), {"self": "1"}), 400)


@pytest.mark.parametrize("sequence", ["", "x", "-1", "1.5", "²", "99999999999999999999", "\u0661"])
def test_an_odd_sequence_breaks_nothing(learner, attempt, sequence):
    data = form({CHOICE_QUESTION: RIGHT}, sequence=sequence)
    response = learner.post(at(attempt, "save/"), data, headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert response.json()["saved"] == [CHOICE_QUESTION]


@pytest.mark.parametrize("was", ["x", ":", "-1:x", "9" * 50 + ":x", "\u0661:x", "1:" + "x" * 5000])
def test_an_odd_token_breaks_nothing(learner, attempt, was):
    learner.post(at(attempt, "save/"), {f"q-{CHOICE_QUESTION}": RIGHT, f"was-{CHOICE_QUESTION}": was})
    assert attempt.responses.get().answer == RIGHT


# --- twice, late, from elsewhere -------------------------------------------------------------------


def test_a_form_sent_twice_gives_the_same_result(learner, attempt):
    data = form(ALL_RIGHT)
    assert {learner.post(at(attempt, "submit/"), data).url for _ in range(2)} == {at(attempt, "result/")}
    assert attempt.grades.count() == 1


def test_the_same_key_with_other_answers_is_refused(learner, attempt):
    learner.post(at(attempt, "submit/"), form(ALL_RIGHT, key="k"))
    assert_said(learner.post(at(attempt, "submit/"), form({CHOICE_QUESTION: WRONG}, key="k")), 422)
    assert attempt.grades.get().passed


def test_the_same_key_for_another_quiz_is_refused(learner, attempt, course):
    other = cast.add_quiz(CoursePage.objects.get(pk=course.pk), slug="final")
    assert_said(learner.post(f"/learn/quizzes/{other.pk}/start/", {"key": "start"}), 422)
    assert QuizAttempt.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 65, None])
@pytest.mark.parametrize("act", ["start", "submit"])
def test_without_a_proper_key_nothing_is_written(learner, quiz, attempt, act, key):
    address = f"/learn/quizzes/{quiz.pk}/start/" if act == "start" else at(attempt, "submit/")
    writes = LearnerWrite.objects.count()
    data = {name: value for name, value in form(ALL_RIGHT, key=key).items() if value is not None}
    assert_said(learner.post(address, data), 400)
    attempt.refresh_from_db()
    assert attempt.is_in_progress
    assert LearnerWrite.objects.count() == writes


def test_going_back_and_sending_again_is_told_and_leads_to_the_result(learner, attempt):
    learner.post(at(attempt, "submit/"), form(ALL_RIGHT))
    for act in ("save/", "submit/", f"check/{CHOICE_QUESTION}/"):
        for answers in ({CHOICE_QUESTION: WRONG}, {NUMBER_QUESTION: "many"}):
            response = learner.post(at(attempt, act), form(answers), follow=True)
            assert response.redirect_chain[-1][0] == at(attempt, "result/")
            assert 'role="status"' in response.content.decode()
    assert attempt.responses.get(question_id=CHOICE_QUESTION).answer == RIGHT


def test_two_tabs_with_different_answers_the_later_counts_and_is_told(learner, attempt):
    was = re.search(rf'name="was-{CHOICE_QUESTION}" value="([^"]+)"', html_of(learner, at(attempt)))[1]
    tabs = [{**form({CHOICE_QUESTION: choice}), f"was-{CHOICE_QUESTION}": was} for choice in (WRONG, RIGHT)]
    learner.post(at(attempt, "save/"), tabs[0])
    response = learner.post(at(attempt, "save/"), tabs[1], follow=True)
    assert attempt.responses.get().answer == RIGHT
    assert list(response.context["messages"])


def test_an_attempt_beyond_the_limit_is_refused(learner, quiz, alice):
    change(quiz, attempt_limit=1)
    cast.pass_quiz(alice.enrolments.get(), quiz)
    assert_said(learner.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": "k"}), 409)
    assert QuizAttempt.objects.count() == 1
    assert "quiz_start" not in html_of(learner, quiz.url)
    assert f"/learn/quizzes/{quiz.pk}/start/" not in html_of(learner, quiz.url)


@pytest.mark.parametrize("act", ["save/", "submit/", f"check/{CHOICE_QUESTION}/", f"compare/{REFLECTION}/"])
def test_after_the_session_ended_the_page_says_so_and_shows_the_way_in(learner, attempt, act):
    learner.logout()
    response = learner.post(at(attempt, act), form(ALL_RIGHT))
    assert_said(response, 404)
    assert f"/accounts/login/?next=%2Flearn%2Fattempts%2F{attempt.pk}%2F" in response.content.decode()
    assert not Response.objects.exists()


def test_a_form_from_a_page_that_is_too_old_is_refused_with_words(attempt, alice):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert_said(strict.post(at(attempt, "submit/"), form(ALL_RIGHT)), 403)
    assert not Response.objects.exists()


def test_nobody_elses_things_exist(learner, bob, quiz):
    record = issue_certificate(enrolment=bob.enrolments.get(), holder_name="Богдан Мельник", key="k")
    attempt = QuizAttempt.objects.get(enrolment__user=bob)
    for address in (
        at(attempt),
        at(attempt, "result/"),
        f"/records/{record.number}/",
        f"/records/{record.number}/pdf/",
    ):
        assert_said(learner.get(address), 404)
