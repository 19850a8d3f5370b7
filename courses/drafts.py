"""A course as its trainers have it now: the newest draft of every page, public or not. For trying it out."""

from dataclasses import replace

from wagtail.models import Page

from courses.models import CoursePage, LessonPage, Order
from courses.outline import Outline, build_outline, in_order
from courses.outline_rules import courses_before, rule_of
from quizzes.models import QuizPage


def draft_outline(course: CoursePage) -> Outline:
    """The original's; a query or two for each page."""
    course = newest(course.original)
    pages = [newest(page) for page in course.get_descendants().specific()]
    activities = in_order(
        course,
        {page.path: page for page in pages if isinstance(page, LessonPage)},
        {page.path: page for page in pages if isinstance(page, QuizPage)},
        {page.pk: tuple(rule_of(row) for row in page.current_rules) for page in pages},
    )
    return replace(
        build_outline(course),
        activities=tuple(activities),
        in_turn=course.order == Order.IN_TURN,
        courses_before=courses_before(course, course.current_prerequisites),
    )


def newest(page: Page) -> Page:
    return page.get_latest_revision_as_object()
