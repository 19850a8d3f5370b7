"""The way through a quiz: start, answer, save, check, submit, result."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.models import CoursePage
from courses.outline import course_outline
from learning.access import attempt_or_404, own_attempt, page_or_404
from learning.errors import AttemptClosed, LearningError, NotAskedHere, SignedOut
from learning.learners import learner_writing
from learning.models import QuizAttempt
from learning.page_urls import page_url
from learning.saving import Given
from learning.selectors.attempts import attempt_view, result_view, was_token
from learning.services.attempts import (
    check_response,
    finish_over,
    refuse_closed,
    save_responses,
    start_attempt,
    submit_attempt,
)
from learning.services.enrolment import enrol
from learning.services.reflections import assess_reflection
from learning.services.responses import SaveResult
from learning.services.switching import switch_question
from learning.views.refusals import refuse
from quizzes.forms import read_answers
from quizzes.models import QuizPage

View = Callable[..., HttpResponse]


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def answered_kindly(view: View) -> View:
    """A refused wish becomes a page (or JSON) with the reason; a finished attempt leads to its result."""

    @wraps(view)
    def inner(request: HttpRequest, attempt_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, attempt_id, *args, **kwargs)
        except AttemptClosed as error:
            if wants_json(request):
                return refuse(request, error, back="")
            messages.info(request, str(error))
            return redirect("attempt_result", attempt_id)
        except SignedOut as error:
            target = urlencode({"next": reverse("attempt", args=[attempt_id])})
            return refuse(request, error, back=f"{reverse('account_login')}?{target}")
        except LearningError as error:
            return refuse(request, error, back=reverse("attempt", args=[attempt_id]))

    return inner


@require_POST
def start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    quiz = page_or_404(request, QuizPage, quiz_id)
    course = get_object_or_404(CoursePage.objects.ancestor_of(quiz))
    try:
        with learner_writing(request) as learner:
            enrolment = enrol(learner=learner, course=course)
            attempt = start_attempt(
                enrolment=enrolment, quiz=quiz, key=request.POST.get("key", ""), outline=course_outline(course)
            )
    except LearningError as error:
        return refuse(request, error, back=page_url(quiz.url_path))
    return redirect("attempt", attempt.pk)


@never_cache
@require_safe
def attempt(request: HttpRequest, attempt_id: int) -> HttpResponse:
    found, at = attempt_or_404(request, attempt_id), timezone.now()
    if finish_over(attempt=found, at=at) or not found.is_in_progress:
        return redirect("attempt_result", found.pk)
    return render(request, "learning/attempt.html", {"view": attempt_view(found, at=at), "key": uuid.uuid4()})


def given_answers(request: HttpRequest, found: QuizAttempt) -> tuple[dict[str, Given], dict[str, str]]:
    """What the request says of each question it carries, and what is wrong with it.

    Raises NotAskedHere where it carries a question of another quiz: dropping that answer silently would lose it.
    """
    named = {name.removeprefix("was-") for name in request.POST if name.startswith("was-")}
    carried = [question for question in found.definition.questions if question.id in named]
    if len(carried) < len(named):
        raise NotAskedHere(_("One of the answers belongs to a question that is not in this attempt."))
    answers, errors = read_answers(carried, request.POST)
    sequence = request.POST.get("sequence", "")
    number = int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 8 else None
    given = {
        key: Given(answer=answer, was=request.POST.get(f"was-{key}", ""), sequence=number)
        for key, answer in answers.items()
        if key not in errors
    }
    return given, errors


@require_POST
@answered_kindly
def save(request: HttpRequest, attempt_id: int) -> HttpResponse:
    found = own_attempt(request, attempt_id)
    given, errors = given_answers(request, found)
    result = save_responses(attempt=found, given=given)
    if wants_json(request):
        return JsonResponse(saved_json(found, result, errors), status=422 if errors else 200)
    if errors:
        return attempt_again(request, found, errors)
    tell(request, result)
    if request.POST.get("do") == "leave":
        return redirect("my_learning")
    return redirect("attempt", found.pk)


@require_POST
@answered_kindly
def check(request: HttpRequest, attempt_id: int, question_id: str) -> HttpResponse:
    """Feedback at once: this answer is final now."""
    found = own_attempt(request, attempt_id)
    given, errors = given_answers(request, found)
    others = {key: item for key, item in given.items() if key != question_id}
    if others:
        tell(request, save_responses(attempt=found, given=others))
    if question_id not in errors:
        check_response(attempt=found, question_id=question_id, given=given.get(question_id, Given(answer=None)))
    if errors:
        return attempt_again(request, found, errors)
    return redirect(f"{reverse('attempt', args=[found.pk])}#q-{question_id}")


@require_POST
@answered_kindly
def switch(request: HttpRequest, attempt_id: int, question_id: str) -> HttpResponse:
    """The corrected question in place of the one the attempt began with. What stands in the form is saved first."""
    found = own_attempt(request, attempt_id)
    given, errors = given_answers(request, found)
    tell(request, save_responses(attempt=found, given=given))
    done = switch_question(attempt=found, question_id=question_id)
    if done and done.cleared_answer:
        messages.warning(request, _("The corrected question needs another answer: please look at it once more."))
    elif done:
        messages.success(request, _("The question is corrected now. Your other answers are as they were."))
    if others := {key: error for key, error in errors.items() if key != question_id}:
        return attempt_again(request, found, others)
    return redirect(f"{reverse('attempt', args=[found.pk])}#q-{question_id}")


@require_POST
@answered_kindly
def submit(request: HttpRequest, attempt_id: int) -> HttpResponse:
    found = own_attempt(request, attempt_id)
    given, errors = given_answers(request, found)
    if errors:
        save_responses(attempt=found, given=given)
        return attempt_again(request, found, errors)
    done = submit_attempt(attempt=found, given=given, key=request.POST.get("key", ""))
    return redirect("attempt_result", done.pk)


@never_cache
@require_safe
def result(request: HttpRequest, attempt_id: int) -> HttpResponse:
    found = attempt_or_404(request, attempt_id)
    if finish_over(attempt=found, at=timezone.now()):
        found.refresh_from_db()
    if found.is_in_progress:
        return redirect("attempt", found.pk)
    return render(request, "learning/result.html", {"view": result_view(found)})


@require_POST
@answered_kindly
def compare(request: HttpRequest, attempt_id: int, question_id: str) -> HttpResponse:
    """The learner's own comparison of a reflection with the model answer."""
    found = own_attempt(request, attempt_id)
    value = {"0": 0, "1": 1, "2": 2}.get(request.POST.get("self", ""), -1)
    assess_reflection(attempt=found, question_id=question_id, value=value)
    return redirect(f"{reverse('attempt_result', args=[found.pk])}#q-{question_id}")


def attempt_again(request: HttpRequest, found: QuizAttempt, errors: dict[str, str]) -> HttpResponse:
    """The form once more with what was typed and what is wrong; the sound answers are already saved."""
    found.refresh_from_db()
    refuse_closed(found)
    context = {"view": attempt_view(found, errors=errors, typed=request.POST), "key": uuid.uuid4()}
    return render(request, "learning/attempt.html", context, status=422)


def saved_json(found: QuizAttempt, result: SaveResult, errors: dict[str, str]) -> dict[str, Any]:
    """What a queued save needs to know. Never a fraction, a right answer or feedback."""
    rows = {row.question_id: row for row in found.responses.all()}
    return {
        "saved_at": date_format(timezone.localtime(result.saved_at), "H:i") if result.saved_at else None,
        "sequences": {key: row.sequence for key, row in rows.items()},
        "was": {key: was_token(row) for key, row in rows.items()},
        "answered": [key for key, row in rows.items() if row.answer is not None],
        "saved": list(result.plan.save),
        "stale": list(result.plan.stale),
        "final": list(result.plan.final),
        "errors": errors,
    }


def tell(request: HttpRequest, result: SaveResult) -> None:
    if replaced := len(result.plan.replaced):
        messages.warning(
            request,
            ngettext(
                "%(count)d answer had been changed in another tab meanwhile. What you sent now counts.",
                "%(count)d answers had been changed in another tab meanwhile. What you sent now counts.",
                replaced,
            )
            % {"count": replaced},
        )
    if result.plan.final:
        messages.warning(request, _("An answer that was already checked is final and stays as it was."))
