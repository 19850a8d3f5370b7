"""«Try the course» in the admin: its pages one after another as a learner meets them. Nothing is recorded."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from courses.drafts import newest
from courses.outline import Activity
from learning.access import editable_course_or_404
from learning.previews import FIELD, read_preview
from learning.sandbox import Sandbox
from learning.views.previews import marked
from learning.views.refusals import refuse
from quizzes.grading import grade_quiz, marked_by_people
from quizzes.models import QuizPage


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def try_course(request: HttpRequest, course_id: int) -> HttpResponse:
    """The whole way, and how far one is on it; a POST begins anew."""
    sandbox = Sandbox(request.user, editable_course_or_404(request, course_id))
    if request.method == "POST":
        sandbox.clear()
        return redirect(sandbox.url)
    return render(request, "learning/sandbox.html", {"sandbox": sandbox, "progress": sandbox.progress})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def try_page(request: HttpRequest, course_id: int, page_id: int) -> HttpResponse:
    sandbox = Sandbox(request.user, editable_course_or_404(request, course_id))
    activity = sandbox.activity_of(page_id)
    if activity is None:
        raise Http404
    if request.method != "POST":
        return shown(request, sandbox, activity)
    if activity.kind == "quiz":
        return handed_in(request, sandbox, activity)
    sandbox.finish(activity)
    return redirect(sandbox.after(activity))


def shown(request: HttpRequest, sandbox: Sandbox, activity: Activity) -> HttpResponse:
    page = newest(get_object_or_404(Page, pk=activity.page_id).specific)
    attributes = {"sandbox": bar(sandbox, activity)}
    return page.make_preview_request(request, page.default_preview_mode, attributes)


def handed_in(request: HttpRequest, sandbox: Sandbox, activity: Activity) -> HttpResponse:
    questions = read_preview(request.POST.get(FIELD, ""))
    if questions is None:
        return refuse(request, _("This preview is too old. Open it again."), back=sandbox.url_of(activity), status=422)
    reviews, answers, errors = marked(questions, request.POST)
    quiz = newest(get_object_or_404(QuizPage, pk=activity.page_id))
    definition = quiz.definition().only([question.id for question in questions])
    praised = {question.id: Decimal(1) for question in marked_by_people(definition) if answers.get(question.id)}
    grade = grade_quiz(definition, answers, praised)
    sandbox.finish(activity, grade.fraction)
    context = {"reviews": reviews, "errors": errors, "grade": grade, "praised": praised}
    context["sandbox"] = bar(sandbox, activity)
    return render(request, "learning/preview_result.html", context)


def bar(sandbox: Sandbox, activity: Activity) -> dict[str, Any]:
    """What the bar across the pages of a sandbox says."""
    return {
        "course": sandbox.course,
        "activity": activity,
        "url": sandbox.url,
        "here": sandbox.url_of(activity),
        "next": sandbox.after(activity),
        "number": sandbox.outline.activities.index(activity) + 1,
        "total": len(sandbox.outline.activities),
        "lock": next((step.lock for step in sandbox.steps if step.activity == activity), None),
    }
