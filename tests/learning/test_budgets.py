"""The budgets of the design: queries, whatever the number of lessons, learners and attempts."""

import pytest
from django.test.utils import CaptureQueriesContext

from courses.models import LessonPage
from learning.models import Enrolment
from quizzes.models import QuizPage
from tests import cast

PAGE_BUDGET = 6
WRITE_BUDGET = 25


@pytest.fixture
def queries():
    from django.db import connection

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
