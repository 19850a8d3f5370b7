"""A visitor's own forms and answers in the kept HTML of a lesson: marks replaced by what belongs there."""

import re
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from courses.models import LessonPage
from learning.lesson_bodies import LessonBody
from learning.previews import preview_fields
from quizzes.definitions import QuestionDefinition
from quizzes.reviews import review_question

ACTION = re.compile(r"%%CHECK_ACTION:([^%]+)%%")
REVIEW = re.compile(r"<!--check:([^ ]+?)-->")


def fill_in(
    body: LessonBody, html: str, *, lesson: LessonPage, request: HttpRequest, answers: dict[str, Any]
) -> SafeString:
    """`html` is a kept section; everything put into it is escaped or rendered by a template."""
    if "%%CSRF%%" not in html:
        return mark_safe(html)  # noqa: S308 - rendered by our own block templates
    is_preview = getattr(request, "is_preview", False)
    html = ACTION.sub(lambda match: action(lesson, match[1], is_preview), html)
    html = html.replace("%%CSRF%%", csrf_field(request))
    return mark_safe(REVIEW.sub(lambda match: beneath(body, match[1], answers, is_preview), html))  # noqa: S308


def action(lesson: LessonPage, block_id: str, is_preview: bool) -> str:
    return reverse("preview_mark") if is_preview else reverse("check_answer", args=[lesson.pk, block_id])


def csrf_field(request: HttpRequest) -> str:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


def beneath(body: LessonBody, block_id: str, answers: dict[str, Any], is_preview: bool) -> str:
    """Below a check-yourself question: what came of the answer. In a preview, what its marking needs."""
    question = body.checks.get(block_id)
    if question is None:
        return ""
    if is_preview:
        return preview_fields([question])
    return verdict(question, answers[block_id]) if answers.get(block_id) is not None else ""


def verdict(question: QuestionDefinition, answer: Any) -> str:
    return render_to_string(
        "learning/includes/check_verdict.html",
        {"question": question, "review": review_question(question, answer, show_answers=True)},
    )
