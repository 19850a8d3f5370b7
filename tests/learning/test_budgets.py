"""The budgets of the design: queries, whatever the number of lessons, learners and attempts."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import CoursePage, LessonPage
from learning.models import Enrolment, QuizAttempt
from learning.services.attempts import start_attempt, submit_attempt
from quizzes.models import QuizPage
from tests import cast

PAGE_BUDGET = 6
WRITE_BUDGET = 25


@pytest.fixture(autouse=True)
def public_server(settings) -> None:
    """Tasks wait in a table, and putting them there is a query, too."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def queries():
    return CaptureQueriesContext(connection)


def first_lesson(course):
    return LessonPage.objects.child_of(course).first()


def warm(client, *urls):
    for url in urls:
        assert client.get(url).status_code == 200


def test_lesson_and_course_pages_keep_their_query_budget(client, course, alice, bob, queries):
    """alice reads a course that has grown to ten lessons, after she answered, tried and failed."""
    quiz = QuizPage.objects.descendant_of(course).get()
    for number in range(3, 11):
        cast.add_lesson(course, f"Lesson {number}")
    enrolment = Enrolment.objects.get(user=alice)
    cast.read_lessons(enrolment, course)
    cast.pass_quiz(enrolment, quiz)
    client.force_login(alice)
    lesson = first_lesson(course)
    client.post(f"/learn/lessons/{lesson.pk}/checks/{cast.CHECK_BLOCK}/", {f"q-{cast.CHOICE_QUESTION}": cast.RIGHT})
    for url in (lesson.url, course.url):
        warm(client, url)
        with queries as counted:
            client.get(url)
        assert len(counted) <= PAGE_BUDGET, [query["sql"][:120] for query in counted]


def test_starting_saving_and_submitting_keep_their_query_budget(client, course, alice, bob, quiz, queries):
    client.force_login(alice)
    client.get(quiz.url)
    with queries as started:
        client.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": "k"})
    attempt = Enrolment.objects.get(user=alice).attempts.get()
    answers = {
        "key": "s",
        f"q-{cast.CHOICE_QUESTION}": cast.RIGHT,
        f"was-{cast.CHOICE_QUESTION}": "",
        f"q-{cast.NUMBER_QUESTION}": "5",
        f"was-{cast.NUMBER_QUESTION}": "",
    }
    with queries as saved:
        client.post(f"/learn/attempts/{attempt.pk}/save/", answers)
    with queries as submitted:
        client.post(f"/learn/attempts/{attempt.pk}/submit/", answers)
    assert attempt.responses.count() == 2
    assert len(started) <= WRITE_BUDGET, [query["sql"][:100] for query in started]
    assert len(saved) <= WRITE_BUDGET, [query["sql"][:100] for query in saved]
    assert len(submitted) <= WRITE_BUDGET, [query["sql"][:100] for query in submitted]


# --- the same cost for few and for many ---------------------------------------------------------------


def cost(act, *given) -> int:
    with CaptureQueriesContext(connection) as counted:
        response = act(*given)
    assert response.status_code in (200, 302)
    return len(counted)


def cost_of_an_attempt(person, quiz) -> dict[str, int]:
    client = signed_in(person)
    client.get(quiz.url)
    number = person.enrolments.get().attempts.count()
    started = cost(client.post, f"/learn/quizzes/{quiz.pk}/start/", {"key": f"start-{number}"})
    attempt = person.enrolments.get().attempts.get(submitted_at=None)
    answers = {
        "key": f"submit-{number}",
        f"q-{cast.CHOICE_QUESTION}": cast.RIGHT,
        f"was-{cast.CHOICE_QUESTION}": "",
        f"q-{cast.NUMBER_QUESTION}": "5",
        f"was-{cast.NUMBER_QUESTION}": "",
    }
    saved = cost(client.post, f"/learn/attempts/{attempt.pk}/save/", answers)
    submitted = cost(client.post, f"/learn/attempts/{attempt.pk}/submit/", answers)
    return {"start": started, "save": saved, "submit": submitted}


def cost_of_pages(person, course) -> dict[str, int]:
    client = signed_in(person)
    pages = {"lesson": first_lesson(course).url, "course": course.url}
    warm(client, *pages.values())
    return {name: cost(client.get, url) for name, url in pages.items()}


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    client.get("/my/")
    return client


def newcomer(name: str, course):
    person = cast.make_person(name)
    cast.enrol_person(person, course)
    return person


def test_the_twentieth_attempt_costs_what_the_second_did(course, alice, quiz):
    enrolment = alice.enrolments.get()
    cast.pass_quiz(enrolment, quiz)
    few = cost_of_an_attempt(alice, quiz), cost_of_pages(alice, course)
    for _ in range(18):
        cast.pass_quiz(enrolment, quiz)
    assert enrolment.attempts.count() == 20
    assert (cost_of_an_attempt(alice, quiz), cost_of_pages(alice, course)) == few


def test_twenty_learners_cost_what_one_did(course, bob, quiz):
    first, last = newcomer("first", course), newcomer("last", course)
    few = cost_of_an_attempt(first, quiz), cost_of_pages(first, course)
    for number in range(18):
        cast.pass_quiz(newcomer(f"learner-{number}", course).enrolments.get(), quiz)
    assert (cost_of_an_attempt(last, quiz), cost_of_pages(last, course)) == few


def test_twenty_lessons_cost_what_two_did(course, bob, quiz):
    first, last = newcomer("first", course), newcomer("last", course)
    few = cost_of_an_attempt(first, quiz), cost_of_pages(first, course)
    for number in range(3, 21):
        cast.add_lesson(CoursePage.objects.get(pk=course.pk), f"Lesson {number}")
    assert (cost_of_an_attempt(last, quiz), cost_of_pages(last, course)) == few


# --- a quiz out of the bank ---------------------------------------------------------------------------


def bank_quiz(quiz, size: int):
    """Half of the questions by reference, half by draws, and as many again in the pool."""
    topic = cast.bank_topic(f"Of {size}")
    made = cast.fill_bank(topic, size * 3 // 2, tags=("law",))
    shared = [cast.shared_block(question) for question in made[: size // 2]]
    draws = [cast.draw_block(topic, size // 4), cast.draw_block(topic, size // 4, tags="law")]
    quiz.questions = [*shared, *draws]
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


def cost_of_bank_attempt(client, quiz) -> tuple[int, int, int]:
    client.get(quiz.url)
    started = cost(client.post, f"/learn/quizzes/{quiz.pk}/start/", {"key": f"start-{quiz.pk}"})
    attempt = QuizAttempt.objects.get(quiz_key=quiz.translation_key, submitted_at=None)
    answers = {"key": f"submit-{quiz.pk}"}
    for question_id in attempt.layout["questions"]:
        answers |= {f"q-{question_id}": cast.RIGHT, f"was-{question_id}": ""}
    saved = cost(client.post, f"/learn/attempts/{attempt.pk}/save/", answers)
    submitted = cost(client.post, f"/learn/attempts/{attempt.pk}/submit/", answers)
    assert attempt.responses.count() == len(attempt.layout["questions"])
    assert attempt.grades.get().fraction == 1
    return started, saved, submitted


def test_sixty_questions_of_the_bank_cost_what_four_did(course, alice, quiz):
    client = signed_in(alice)
    few = cost_of_bank_attempt(client, bank_quiz(quiz, 4))
    other = cast.add_quiz(quiz.get_parent(), slug="other")
    many = cost_of_bank_attempt(client, bank_quiz(other, 60))
    assert many == few
    assert max(many) <= WRITE_BUDGET


def test_the_page_of_a_bank_quiz_says_what_an_attempt_asks(course, alice, quiz):
    page = bank_quiz(quiz, 8)
    assert "8 питань" in signed_in(alice).get(page.url).content.decode()


def test_a_retry_asks_what_was_not_asked_before(course, alice, quiz):
    topic = cast.bank_topic()
    cast.fill_bank(topic, 4)
    quiz.questions = [cast.draw_block(topic, 2)]
    quiz.save_revision().publish()
    asked = []
    for number in range(2):
        attempt = start_attempt(enrolment=alice.enrolments.get(), quiz=QuizPage.objects.get(), key=f"start-{number}")
        asked += attempt.layout["questions"]
        submit_attempt(attempt=attempt, given={}, key=f"submit-{number}")
    assert len(set(asked)) == 4
