import uuid

import pytest

from learning.models import Enrolment, QuizAttempt
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
        change(quiz, show_answers=mode, attempt_limit=3)
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
