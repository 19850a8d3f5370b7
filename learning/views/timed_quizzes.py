"""Before a quiz's own page is shown: an attempt whose time is up is over, whoever looks first.

The one write that a GET brings about. It is none of the visitor's doing: it leaves what the clock has decided, dated to
the end of the attempt, and would be left the same by the next save or by the command `finish_due_attempts`.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from learning.learners import learner_of
from learning.models import QuizAttempt
from learning.services.due import finish_due_attempts
from quizzes.models import QuizPage

Serve = Callable[[Page, HttpRequest, list, dict], HttpResponse]


def finish_before(serve: Serve) -> Serve:
    """Wagtail's hook `on_serve_page`."""

    def inner(page: Page, request: HttpRequest, args: list, kwargs: dict) -> HttpResponse:
        learner = learner_of(request) if isinstance(page, QuizPage) else None
        if learner:
            attempts = QuizAttempt.objects.filter(enrolment__in=learner.enrolments(), quiz_key=page.translation_key)
            finish_due_attempts(attempts=attempts)
        return serve(page, request, args, kwargs)

    return inner
