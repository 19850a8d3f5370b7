"""Alice before a quiz, on her phone and on another device of hers; Edith the trainer at her desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from courses.models import LessonPage
from learning.models import QuizAttempt
from tests import cast
from tests.journeys.steps import begin, order_question, sign_in


@pytest.fixture
def alices(phone, alice, live_server) -> BrowserContext:
    """Alice's phone."""
    sign_in(phone, alice, live_server.url)
    return phone


@pytest.fixture
def other(desktop, alice, live_server) -> BrowserContext:
    """Another device of Alice's."""
    sign_in(desktop, alice, live_server.url)
    return desktop


@pytest.fixture
def attempt(alice, course, quiz) -> QuizAttempt:
    return begin(alice, course, quiz)


@pytest.fixture
def ordering(alice, course) -> QuizAttempt:
    """An attempt at a quiz of one ordering question."""
    lesson = LessonPage.objects.descendant_of(course).last()
    return begin(alice, course, cast.add_quiz(lesson, slug="order", questions=[order_question()]))


@pytest.fixture
def desk(desktop, edith, live_server) -> Iterator[Page]:
    """The trainer's computer."""
    sign_in(desktop, edith, live_server.url)
    page = desktop.new_page()
    yield page
    page.goto("about:blank")  # leaving an editor tells the server so: let that happen while it is there
