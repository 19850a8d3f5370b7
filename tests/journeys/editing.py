"""What an editor does to a page, and what a learner then sees."""

import re
import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from courses.models import CoursePage
from courses.outline import course_outline
from learning.models import Enrolment, QuizAttempt, User
from learning.progress import Progress, measure
from learning.saving import Given
from learning.selectors.facts import facts_of
from learning.services.attempts import start_attempt, submit_attempt
from quizzes.models import QuizPage

P = TypeVar("P", bound=Page)


def begin(enrolment: Enrolment, quiz: QuizPage) -> QuizAttempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, key=str(uuid.uuid4()))


def hand_in(attempt: QuizAttempt, given: Mapping[str, Given]) -> QuizAttempt:
    return submit_attempt(attempt=attempt, given=given, key=str(uuid.uuid4()))


def publish(page: P, **fields: Any) -> P:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def fresh(page: P) -> P:
    return type(page).objects.get(pk=page.pk)


def progress_of(enrolment: Enrolment, course: CoursePage) -> Progress:
    outline = course_outline(fresh(course))
    enrolment = Enrolment.objects.get(pk=enrolment.pk)
    return measure(outline, facts_of(enrolment, outline))


def article(response: HttpResponse) -> str:
    return re.search(r"<article.*</article>", response.content.decode(), re.DOTALL)[0]


def page_of(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()
