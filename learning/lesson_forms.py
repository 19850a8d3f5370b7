"""The forms of check-yourself questions in the kept HTML of a lesson, and what came of a visitor's answers."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.models import LessonPage
from learning.lesson_bodies import DAY, RELEASE, LessonBody, lesson_body
from learning.previews import preview_fields
from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.reviews import review_question

ACTION = re.compile(r"%%CHECK_ACTION:([^%]+)%%")
REVIEW = re.compile(r"<!--check:([^ ]+?)-->")


def with_forms(html: str, *, action: Callable[[str], str], token: str, beneath: Callable[[str], str]) -> SafeString:
    """`html` is a kept section; the functions say, by a check's block id, where its form goes and what stands below."""
    if "%%CSRF%%" in html:
        html = ACTION.sub(lambda match: action(match[1]), html)
        html = html.replace("%%CSRF%%", csrf_field(token))
        html = REVIEW.sub(lambda match: beneath(match[1]), html)
    return mark_safe(html)  # noqa: S308 - rendered by our own block templates


def csrf_field(token: str) -> str:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


def live_forms(lesson: LessonPage, html: str, *, token: str, beneath: Callable[[str], str]) -> SafeString:
    return with_forms(
        html, action=lambda id: reverse("check_answer", args=[lesson.pk, id]), token=token, beneath=beneath
    )


def preview_forms(body: LessonBody, html: str, *, token: str) -> SafeString:
    """The form of a preview carries what its marking needs."""
    return with_forms(
        html,
        action=lambda id: reverse("preview_mark"),
        token=token,
        beneath=lambda id: preview_fields([body.checks[id]]) if id in body.checks else "",
    )


def verdicts(lesson: LessonPage, answers: dict[str, Any]) -> dict[str, str]:
    """Block id -> what came of the visitor's answer, as HTML. No query."""
    checks = lesson_body(lesson).checks if answers else {}
    return {id: verdict(lesson, id, checks[id], answer) for id, answer in answers.items() if id in checks}


def verdict(lesson: LessonPage, block_id: str, question: QuestionDefinition, answer: Any) -> SafeString:
    """Kept where it is a choice that many people make alike. What somebody wrote is theirs, and is not kept."""
    if not is_chosen(question, answer):
        return draw_verdict(question, answer)
    given = hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()
    key = f"verdict:{lesson.pk}:{lesson.body_stamp}:{block_id}:{get_language()}:{given}:{RELEASE}"
    return cache.get_or_set(key, lambda: draw_verdict(question, answer), DAY)


def is_chosen(question: QuestionDefinition, answer: Any) -> bool:
    """Lists and mappings hold ids of what was offered; a text may be such an id, or the learner's own."""
    return not isinstance(answer, str) or answer in question_types.get(question.type).choice_ids(question)


def draw_verdict(question: QuestionDefinition, answer: Any) -> SafeString:
    review = review_question(question, answer, show_answers=True)
    return render_to_string("learning/includes/check_verdict.html", {"question": question, "review": review})
