import json
import uuid

import pytest

from courses.models import CoursePage
from learning.models import ActivityCompletion, AttemptGrade, Enrolment, QuizAttempt, Response
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT, WRONG

# What must not be told before the answer is in: feedback of the choices, the model answer, the words of a verdict.
SECRETS = ("Yes.", "No.", "The head of the village", "is-right", "is-wrong", "is-miss", "verdict--")
ALL_RIGHT = {CHOICE_QUESTION: RIGHT, NUMBER_QUESTION: "5", REFLECTION: "The starosta."}


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


def at(attempt, act="") -> str:
    return f"/learn/attempts/{attempt.pk}/{act}"


def form(answers, **more) -> dict:
    fields = {f"q-{key}": answer for key, answer in answers.items()}
    return {"key": str(uuid.uuid4()), **fields, **{f"was-{key}": "" for key in answers}, **more}


def change(quiz, **fields) -> None:
    for name, value in fields.items():
        setattr(quiz, name, value)
    quiz.save_revision().publish()


def html_of(client, address) -> str:
    return client.get(address).content.decode()


def test_starting_leads_into_the_attempt(learner, start):
    response = learner.post(start, {"key": "k"})
    assert response.url == at(QuizAttempt.objects.get())
    assert "The community" in html_of(learner, response.url)


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


class TestFeedbackAtOnce:
    @pytest.fixture
    def quiz(self, quiz):
        change(quiz, feedback_timing="at_once")
        return quiz

    def test_a_checked_answer_is_told_and_the_others_are_not(self, learner, attempt):
        response = learner.post(at(attempt, f"check/{CHOICE_QUESTION}/"), form({CHOICE_QUESTION: WRONG}))
        html = html_of(learner, response.url)
        assert response.url.endswith(f"#q-{CHOICE_QUESTION}")
        assert "No." in html
        assert "The head of the village" not in html
        assert html.count('class="verdict') == html.count("verdict__word") * 2

    def test_a_checked_answer_stays(self, learner, attempt):
        learner.post(at(attempt, f"check/{CHOICE_QUESTION}/"), form({CHOICE_QUESTION: WRONG}))
        learner.post(at(attempt, f"check/{CHOICE_QUESTION}/"), form({CHOICE_QUESTION: RIGHT}))
        learner.post(at(attempt, "submit/"), form({CHOICE_QUESTION: RIGHT}))
        assert attempt.responses.get().answer == WRONG
        assert attempt.grades.get().fraction == 0

    def test_checking_one_answer_saves_the_others(self, learner, attempt):
        learner.post(at(attempt, f"check/{CHOICE_QUESTION}/"), form({CHOICE_QUESTION: RIGHT, NUMBER_QUESTION: "6"}))
        assert attempt.responses.get(question_id=NUMBER_QUESTION).answer == "6"
        assert attempt.responses.get(question_id=NUMBER_QUESTION).checked_at is None

    def test_what_cannot_be_read_in_another_answer_is_not_lost(self, learner, attempt):
        data = form({CHOICE_QUESTION: RIGHT, NUMBER_QUESTION: "six"})
        response = learner.post(at(attempt, f"check/{CHOICE_QUESTION}/"), data)
        assert response.status_code == 422
        assert 'value="six"' in response.content.decode()
        assert attempt.responses.get().checked_at

    def test_checking_a_blank_says_so(self, learner, attempt):
        response = learner.post(at(attempt, f"check/{CHOICE_QUESTION}/"), form({CHOICE_QUESTION: ""}))
        assert response.status_code == 400
        assert not attempt.responses.exists()

    @pytest.mark.parametrize("mode", ["never", "passed", "last_attempt"])
    def test_the_right_answer_is_told_only_where_the_quiz_tells_it(self, learner, quiz, start, mode):
        change(quiz, show_answers=mode)
        learner.post(start, {"key": "k"})
        attempt = QuizAttempt.objects.get()
        response = learner.post(at(attempt, f"check/{CHOICE_QUESTION}/"), form({CHOICE_QUESTION: WRONG}))
        html = html_of(learner, response.url)
        assert "verdict--wrong" in html
        assert "is-miss" not in html


@pytest.mark.parametrize(
    ("mode", "failed", "passed", "last"),
    [
        ("always", True, True, True),
        ("passed", False, True, False),
        ("last_attempt", False, False, True),
        ("never", False, False, False),
    ],
)
def test_right_answers_are_shown_when_the_quiz_says_so(learner, quiz, mode, failed, passed, last):
    change(quiz, show_answers=mode, attempt_limit=3)
    wrong = {CHOICE_QUESTION: WRONG}
    assert shows_answers(learner, quiz, wrong) is failed
    assert shows_answers(learner, quiz, wrong) is failed
    assert shows_answers(learner, quiz, wrong) is last
    Enrolment.objects.all().delete()
    change(quiz, pass_mark=50)
    assert shows_answers(learner, quiz, {CHOICE_QUESTION: WRONG, NUMBER_QUESTION: "5"}) is passed


def shows_answers(client, quiz, answers) -> bool:
    attempt = client.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": str(uuid.uuid4())}).url
    response = client.post(f"{attempt}submit/", form(answers))
    return "is-miss" in html_of(client, response.url)


def test_an_attempt_closed_by_a_merge_tells_no_answers(learner, attempt):
    """Its twin is under way: what the one showed would be the key of the other."""
    learner.post(at(attempt, "save/"), form({CHOICE_QUESTION: WRONG}))
    QuizAttempt.objects.update(closed_at=attempt.started_at)
    html = html_of(learner, at(attempt, "result/"))
    assert not any(word in html for word in SECRETS)


def test_a_reflection_is_compared_by_the_learner_alone(learner, attempt):
    learner.post(at(attempt, "submit/"), form(ALL_RIGHT))
    learner.post(at(attempt, f"compare/{REFLECTION}/"), {"self": "1"})
    assert attempt.responses.get(question_id=REFLECTION).self_assessment == 1
    assert learner.post(at(attempt, f"compare/{CHOICE_QUESTION}/"), {"self": "1"}).status_code == 400
    assert attempt.responses.get(question_id=CHOICE_QUESTION).self_assessment is None


@pytest.mark.parametrize("value", ["", "3", "-1", "two", "1.0"])
def test_a_comparison_has_three_outcomes(learner, attempt, value):
    learner.post(at(attempt, "submit/"), form(ALL_RIGHT))
    assert learner.post(at(attempt, f"compare/{REFLECTION}/"), {"self": value}).status_code == 400


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
