import json
import re

import pytest

from courses.models import CoursePage
from learning.models import ActivityCompletion, AttemptGrade, Enrolment, QuizAttempt, Response
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT, WRONG
from tests.learning.sent import ALL_RIGHT, SECRETS, at, change, form, html_of


@pytest.fixture
def learner(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def start(quiz) -> str:
    return f"/learn/quizzes/{quiz.pk}/start/"


@pytest.fixture
def attempt(learner, start) -> QuizAttempt:
    learner.post(start, {"key": "start"})
    return QuizAttempt.objects.get()


def test_several_quizzes_of_a_lesson_are_told_apart_by_their_titles(client, course, quiz):
    assert "Тест уроку" in html_of(client, course.url)
    cast.add_quiz(quiz.get_parent(), title="For those who know more", slug="more")
    html = html_of(client, course.url).replace("\N{NO-BREAK SPACE}", " ")
    assert "For those who know more" in html and "Тест уроку" not in html


def test_starting_leads_into_the_attempt(learner, start):
    response = learner.post(start, {"key": "k"})
    assert response.url == at(QuizAttempt.objects.get())
    assert "The community" in html_of(learner, response.url)


def test_only_a_learner_with_an_account_is_told_that_the_result_stays(client, quiz, start, alice):
    """A guest's work is tied to the browser, and goes with it."""

    def offers_an_account() -> bool:
        attempt = QuizAttempt.objects.get(pk=re.search(r"\d+", client.post(start, {"key": "k"}).url)[0])
        return "/accounts/signup/" in html_of(client, client.post(at(attempt, "submit/"), {"key": "s"}).url)

    assert offers_an_account()
    client.force_login(alice)
    assert not offers_an_account()


def test_starting_twice_is_one_attempt(learner, start):
    first, again = (learner.post(start, {"key": key}).url for key in ("k", "another tab"))
    assert first == again
    assert QuizAttempt.objects.count() == 1


def test_a_newcomer_may_take_the_quiz(client, start):
    response = client.post(start, {"key": "k"})
    assert client.get(response.url).status_code == 200
    assert Enrolment.objects.get().guest_key == client.session["guest"]


def test_a_start_without_its_key_leaves_no_guest_behind(client, start):
    assert client.post(start).status_code == 400
    assert not Enrolment.objects.exists()
    assert "guest" not in client.session


def test_nothing_of_the_key_reaches_the_browser_before_the_answer(learner, quiz, attempt):
    saved = learner.post(at(attempt, "save/"), form({CHOICE_QUESTION: RIGHT}), headers={"Accept": "application/json"})
    pages = [html_of(learner, quiz.url), html_of(learner, at(attempt)), saved.content.decode()]
    pages += [html_of(learner, "/sitemap.xml"), html_of(learner, "/my/"), json.dumps(attempt.layout)]
    assert "Who decides?" in pages[1]
    assert [word for page in pages for word in SECRETS if word in page] == []


def test_a_refused_form_tells_nothing_of_the_key_either(learner, attempt):
    response = learner.post(at(attempt, "save/"), form({CHOICE_QUESTION: WRONG, NUMBER_QUESTION: "many"}))
    assert response.status_code == 422
    assert not any(word in response.content.decode() for word in SECRETS)


def test_a_queued_save_is_answered_with_what_is_stored(learner, attempt):
    data = form({CHOICE_QUESTION: WRONG}, sequence="1")
    said = learner.post(at(attempt, "save/"), data, headers={"Accept": "application/json"}).json()
    assert said["saved"] == said["answered"] == [CHOICE_QUESTION]
    assert said["sequences"] == {CHOICE_QUESTION: 1}
    assert said["saved_at"]
    assert "fraction" not in said


def test_a_late_save_is_told_it_was_late(learner, attempt):
    for sequence, choice in ((5, RIGHT), (4, WRONG)):
        data = form({CHOICE_QUESTION: choice}, sequence=str(sequence))
        said = learner.post(at(attempt, "save/"), data, headers={"Accept": "application/json"}).json()
    assert said["stale"] == [CHOICE_QUESTION]
    assert attempt.responses.get().answer == RIGHT


def test_save_and_leave_leads_to_my_learning(learner, attempt):
    response = learner.post(at(attempt, "save/"), form({NUMBER_QUESTION: "5"}, do="leave"))
    assert response.url == "/my/"
    assert "#q-" + CHOICE_QUESTION in html_of(learner, "/my/")


def test_what_was_saved_is_shown_again(learner, attempt):
    learner.post(at(attempt, "save/"), form({NUMBER_QUESTION: "41", REFLECTION: "I would <script>x</script>ask & see"}))
    html = html_of(learner, at(attempt))
    assert 'value="41"' in html
    assert "I would ask &amp; see" in html


def test_submitting_shows_the_result_with_feedback(learner, attempt):
    response = learner.post(at(attempt, "submit/"), form({**ALL_RIGHT, CHOICE_QUESTION: WRONG}))
    assert response.url == at(attempt, "result/")
    html = html_of(learner, response.url)
    assert "No." in html
    assert "50\N{NO-BREAK SPACE}%" in html
    assert "The head of the village" in html


def test_submitting_twice_leads_to_the_same_result(learner, attempt):
    data = form(ALL_RIGHT)
    first, again = (learner.post(at(attempt, "submit/"), data) for _ in range(2))
    assert first.url == again.url == at(attempt, "result/")
    assert AttemptGrade.objects.count() == 1


def test_leaving_and_reloading_submit_nothing(learner, attempt):
    for _ in range(3):
        learner.get(at(attempt))
    learner.get("/")
    attempt.refresh_from_db()
    assert attempt.is_in_progress


def test_a_running_attempt_has_no_result_and_a_finished_one_no_form(learner, attempt):
    assert learner.get(at(attempt, "result/")).url == at(attempt)
    learner.post(at(attempt, "submit/"), form(ALL_RIGHT))
    assert learner.get(at(attempt)).url == at(attempt, "result/")


@pytest.mark.parametrize("act", ["", "result/"])
def test_somebody_elses_attempt_does_not_exist(learner, attempt, charlie, act):
    learner.force_login(charlie)
    assert learner.get(at(attempt, act)).status_code == 404
    learner.logout()
    assert learner.get(at(attempt, act)).status_code == 404


@pytest.mark.parametrize("act", ["save/", "submit/", f"check/{CHOICE_QUESTION}/", f"compare/{REFLECTION}/"])
def test_nobody_writes_into_somebody_elses_attempt(learner, attempt, charlie, act):
    learner.force_login(charlie)
    assert learner.post(at(attempt, act), form(ALL_RIGHT, self="2")).status_code == 404
    attempt.refresh_from_db()
    assert attempt.is_in_progress
    assert not Response.objects.exists()


@pytest.mark.parametrize("act", ["save/", "submit/", f"check/{CHOICE_QUESTION}/", f"compare/{REFLECTION}/"])
def test_writing_needs_a_post(learner, attempt, act):
    assert learner.get(at(attempt, act)).status_code == 405
    assert learner.delete(at(attempt, act)).status_code == 405


@pytest.mark.parametrize("act", ["", "result/"])
def test_reading_takes_no_post(learner, attempt, act):
    assert learner.post(at(attempt, act)).status_code == 405


def test_starting_needs_a_post(learner, start):
    assert learner.get(start).status_code == learner.put(start).status_code == 405


def test_an_unpublished_quiz_cannot_be_started(learner, quiz, start):
    quiz.unpublish()
    assert learner.post(start, {"key": "k"}).status_code == 404


@pytest.mark.parametrize("gone", ["quiz", "course"])
def test_whoever_is_in_a_quiz_that_is_taken_down_finishes_it(learner, course, quiz, attempt, gone):
    page = quiz if gone == "quiz" else CoursePage.objects.get(pk=course.pk)
    page.unpublish()
    response = learner.post(at(attempt, "submit/"), form(ALL_RIGHT))
    assert learner.get(response.url).status_code == 200
    assert ActivityCompletion.objects.get().activity_key == quiz.translation_key


def test_a_quiz_of_a_course_taken_down_alone_can_still_be_taken(learner, course, quiz, start):
    CoursePage.objects.get(pk=course.pk).unpublish()
    assert learner.get(quiz.url).status_code == 200
    assert learner.post(start, {"key": "k"}).status_code == 302


@pytest.mark.parametrize(("begun_with", "is_passed"), [(50, True), (90, False)])
def test_a_pass_mark_raised_meanwhile_counts_for_later_attempts_only(learner, quiz, start, begun_with, is_passed):
    change(quiz, pass_mark=begun_with)
    attempt = learner.post(start, {"key": "k"}).url
    change(quiz, pass_mark=100)
    learner.post(f"{attempt}submit/", form({**ALL_RIGHT, NUMBER_QUESTION: "6"}))
    assert ActivityCompletion.objects.exists() is is_passed


def test_a_pass_mark_lowered_meanwhile_helps(learner, quiz, attempt):
    change(quiz, pass_mark=50)
    learner.post(at(attempt, "submit/"), form({**ALL_RIGHT, NUMBER_QUESTION: "6"}))
    assert ActivityCompletion.objects.exists()


def test_the_front_of_a_quiz_lists_the_attempts(learner, quiz, attempt):
    assert f'href="{at(attempt)}"' in html_of(learner, quiz.url)
    learner.post(at(attempt, "submit/"), form(ALL_RIGHT))
    assert f'href="{at(attempt, "result/")}"' in html_of(learner, quiz.url)


@pytest.mark.parametrize("act", ["", "result/"])
def test_attempts_are_not_kept_by_the_browser(learner, attempt, act):
    if act:
        learner.post(at(attempt, "submit/"), form(ALL_RIGHT))
    assert "no-store" in learner.get(at(attempt, act))["Cache-Control"]


def test_the_last_quiz_of_a_course_leads_to_its_finish(learner, course, attempt):
    cast.read_lessons(attempt.enrolment, course)
    response = learner.post(at(attempt, "submit/"), form(ALL_RIGHT))
    assert f"/learn/enrolments/{attempt.enrolment_id}/finish/" in html_of(learner, response.url)
