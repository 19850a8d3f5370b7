"""What a learner's browser sends and gets on the way through a quiz."""

import re
import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from learning.models import QuizAttempt
from quizzes.models import QuizPage
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT

# What must not be told before the answer is in: feedback of the choices, the model answer, the words of a verdict.
SECRETS = ("Yes.", "No.", "The head of the village", "is-right", "is-wrong", "is-miss", "verdict--")
# A headline, or the headline of a list of what is wrong, in Ukrainian.
SENTENCE = re.compile(r"""(?:<h1|id="trouble")[^>]*>[^<]*[А-ЯІЇЄҐа-яіїєґ]""")
ALL_RIGHT = {CHOICE_QUESTION: RIGHT, NUMBER_QUESTION: "5", REFLECTION: "The starosta."}


def at(attempt: QuizAttempt, act: str = "") -> str:
    return f"/learn/attempts/{attempt.pk}/{act}"


def form(answers: dict[str, Any], **more: Any) -> dict:
    fields = {f"q-{key}": answer for key, answer in answers.items()}
    return {"key": str(uuid.uuid4()), **fields, **{f"was-{key}": "" for key in answers}, **more}


def change(quiz: QuizPage, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(quiz, name, value)
    quiz.save_revision().publish()


def html_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def assert_said(response: HttpResponse, *statuses: int) -> None:
    """One of the statuses, and words: our page in Ukrainian, or JSON with an error."""
    assert response.status_code in statuses
    if response["Content-Type"].startswith("application/json"):
        assert response.json().get("error") or response.json().get("errors")
    else:
        assert SENTENCE.search(response.content.decode())
