"""The marking of a preview. Only for people of the admin, from a form of the preview itself; nothing is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from learning.previews import FIELD, read_preview
from learning.views.refusals import refuse
from quizzes.definitions import QuestionDefinition
from quizzes.forms import read_answers
from quizzes.grading import grade_question
from quizzes.reviews import BoundReview, review_question


@require_POST
@require_admin_access
def mark(request: HttpRequest) -> HttpResponse:
    questions = read_preview(request.POST.get(FIELD, ""))
    if questions is None:
        return refuse(request, _("This preview is too old. Open it again."), back="", status=422)
    reviews, _answers, errors = marked(questions, request.POST)
    return render(request, "learning/preview_result.html", {"reviews": reviews, "errors": errors})


def marked(
    questions: list[QuestionDefinition], data: QueryDict
) -> tuple[list[BoundReview], dict[str, Any], dict[str, str]]:
    """What the answers of a form come to, the answers themselves, and what is wrong with the others."""
    answers, errors = read_answers(questions, data)
    reviews = [
        BoundReview(
            question=question,
            number=number,
            review=review_question(question, answers.get(question.id), show_answers=True),
            fraction=grade_question(question, answers.get(question.id)),
        )
        for number, question in enumerate(questions, start=1)
    ]
    return reviews, answers, errors
