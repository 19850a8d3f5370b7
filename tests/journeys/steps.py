"""What the stories do again and again."""

import uuid
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from courses.models import CoursePage
from learning.models import QuizAttempt, Response, User
from learning.services.attempts import start_attempt
from quizzes.models import QuizPage
from tests import cast

ORDER_QUESTION = "00000000-0000-4000-8000-000000000004"
STEPS = {"write": "s1", "sign": "s2", "hand in": "s3"}


def order_question() -> dict[str, Any]:
    items = [{"type": "item", "id": id, "value": text} for text, id in STEPS.items()]
    value = {"title": "Q4", "prompt": "<p>In which order?</p>", "max_mark": "1", "items": items}
    return {"type": "ordering", "id": ORDER_QUESTION, "value": value}


def begin(user: User, course: CoursePage, quiz: QuizPage) -> QuizAttempt:
    return start_attempt(enrolment=cast.enrol_person(user, course), quiz=quiz, key=str(uuid.uuid4()))


def sign_in(context: BrowserContext, user: User, url: str) -> None:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def open_attempt(context: BrowserContext, attempt: QuizAttempt, question: str = "") -> Page:
    page = context.new_page()
    page.goto(f"/en/learn/attempts/{attempt.pk}/{'#q-' + question if question else ''}")
    return page


def choose(page: Page, text: str) -> None:
    page.get_by_label(text).check()


def expect_line(page: Page, text: str) -> None:
    expect(page.locator("#saved-words")).to_contain_text(text)


def stored(attempt: QuizAttempt, question: str = cast.CHOICE_QUESTION) -> Any:
    response = Response.objects.filter(attempt=attempt, question_id=question).first()
    return response and response.answer
