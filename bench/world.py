"""A fresh academy with the starter course and a learner half-way through it, and a browser's way to ask it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client, RequestFactory

from courses.models import CoursePage, LessonPage
from courses.outline import course_outline
from home.planting import plant_site
from learning.management.commands.load_demo import ACCOUNTS
from learning.management.commands.prepare import STARTER_COURSES
from learning.models import Enrolment, User
from quizzes.models import QuizPage
from tests import database


@dataclass(frozen=True, slots=True)
class World:
    course: CoursePage
    lessons: tuple[LessonPage, ...]
    # The lesson the learner is in the middle of, and a quiz not begun yet.
    lesson: LessonPage
    quiz: QuizPage
    learner: User


@contextmanager
def fresh_world() -> Iterator[World]:
    """On the database of DATABASE_URL's server or in a SQLite file; both are gone afterwards."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    database.prepare()
    try:
        fill()
        yield look_around()
    finally:
        database.discard()


def fill() -> None:
    plant_site()
    for folder in sorted(path.parent for path in STARTER_COURSES.glob("*/course.md")):
        call_command("import_course", folder, stdout=StringIO())
    call_command("load_demo", stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def look_around() -> World:
    learner = User.objects.get(email=ACCOUNTS[0][0])
    course = CoursePage.objects.get(pk=Enrolment.objects.get(user=learner).course_id)
    outline = course_outline(course)
    lessons = tuple(LessonPage.objects.get(pk=activity.page_id) for activity in outline.lessons)
    quiz = outline.quizzes_of(lessons[1].key)[0]
    return World(course, lessons, lessons[1], QuizPage.objects.get(pk=quiz.page_id), learner)


def signed_in(learner: User) -> Client:
    client = Client()
    client.force_login(learner)
    client.get("/my/")  # the cookie against forged forms comes with the first form
    return client


class Asker:
    """GETs through the WSGI application, as a server would make them: nothing of the test client in between."""

    def __init__(self, client: Client) -> None:
        self.application = WSGIHandler()
        self.cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    def environ(self, url: str, **headers: str) -> dict[str, Any]:
        return RequestFactory().get(url, HTTP_COOKIE=self.cookies, **headers).environ

    def get(self, environ: dict[str, Any]) -> bytes:
        response = self.application(dict(environ), check_status)
        try:
            return b"".join(response)
        finally:
            response.close()


def check_status(status: str, headers: list[tuple[str, str]]) -> None:
    assert status.startswith("200"), status
