"""Where page templates meet what learners do. Pages themselves know nothing of learners."""

from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from courses.models import CourseIndexPage, CoursePage, LessonPage
from learning.durations import duration_words
from learning.learners import learner_of
from learning.lesson_bodies import LessonBody, course_about, lesson_body, render_about, render_body
from learning.lesson_forms import live_forms, preview_forms
from learning.lock_words import lock_words
from learning.page_urls import page_url
from learning.previews import preview_fields
from learning.progress_rows import progress_rows
from learning.selectors import catalogue, numbers, pages, quiz_pages, role_paths
from learning.templatetags.sheets import blank
from quizzes.forms import bound_questions
from quizzes.layout import make_layout
from quizzes.models import QuizPage

register = template.Library()
register.filter(progress_rows)
register.filter("duration", duration_words)
register.filter(page_url)
register.filter(lock_words)


def is_preview(request: HttpRequest) -> bool:
    return getattr(request, "is_preview", False)


@register.simple_tag
def course_view(course: CoursePage) -> pages.CourseView:
    return pages.course_view(course)


@register.simple_tag(takes_context=True)
def lesson_view(context: template.Context, lesson: LessonPage) -> pages.LessonView:
    view = None if is_preview(context["request"]) else pages.lesson_view(lesson)
    return view or pages.lesson_draft(lesson)


@register.simple_tag(takes_context=True)
def body_of(context: template.Context, lesson: LessonPage) -> LessonBody:
    """The kept body; rendered anew for a preview, which shows what is not saved yet."""
    return render_body(lesson) if is_preview(context["request"]) else lesson_body(lesson)


@register.simple_tag(takes_context=True)
def about_of(context: template.Context, course: CoursePage) -> SafeString:
    html = render_about(course) if is_preview(context["request"]) else course_about(course)
    return mark_safe(html)  # noqa: S308  rendered by our own template


@register.simple_tag(takes_context=True)
def section_html(context: template.Context, body: LessonBody, number: int, lesson: LessonPage) -> SafeString:
    """One section's kept HTML with the forms in their places, and below each a blank for what came of the answer."""
    html, token = body.sections[number - 1].html, str(context["csrf_token"])
    if is_preview(context["request"]):
        return preview_forms(body, html, token=token)
    return live_forms(lesson, html, token=token, beneath=lambda id: blank(context, "check", id))


@register.simple_tag(takes_context=True)
def quiz_view(context: template.Context, quiz: QuizPage) -> quiz_pages.QuizView:
    request = context["request"]
    return quiz_pages.quiz_view(quiz, None if is_preview(request) else learner_of(request))


@register.simple_tag(takes_context=True)
def catalogue_of(context: template.Context, index: CourseIndexPage) -> catalogue.Catalogue:
    request = context["request"]
    learner = None if is_preview(request) else learner_of(request)
    return catalogue.catalogue(index, learner, audience=request.GET.get("for", ""))


@register.simple_tag(takes_context=True)
def paths_of(context: template.Context, index: CourseIndexPage, audience: str = "") -> tuple[role_paths.PathView, ...]:
    request = context["request"]
    learner = None if is_preview(request) else learner_of(request)
    return role_paths.role_paths(index, learner, audience=audience)


@register.simple_tag
def numbers_of(index: CourseIndexPage) -> numbers.Numbers:
    return numbers.front_page_numbers(index)


@register.simple_tag
def idempotency_key() -> str:
    return pages.new_key()


@register.simple_tag
def preview_of(quiz: QuizPage) -> dict[str, Any]:
    """The unsaved quiz as one of its learners would meet it, and what marking it in memory needs."""
    definition = quiz.definition()
    layout = make_layout(definition, seed=1)
    definition = definition.only(layout["questions"])
    return {
        "questions": bound_questions(definition, layout, {}),
        "fields": preview_fields(definition.questions),
    }


@register.inclusion_tag("learning/includes/scale.html")
def scale(fraction: Decimal, pass_mark: Decimal) -> dict[str, Any]:
    """The grade as a bar 400 units wide, with the pass mark on it."""
    width = round(fraction * 398)
    return {
        "fraction": fraction,
        "pass_mark": pass_mark,
        "got": max(0, width - 11),
        "mark": round(pass_mark * 400),
        "label": min(max(round(pass_mark * 400), 46), 354),
    }
