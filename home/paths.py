"""True numbers for the front page's paths: counted from the published courses, never typed."""

from dataclasses import dataclass
from decimal import Decimal

from wagtail.models import Page

from courses.models import CourseIndexPage, CoursePage
from courses.models.audience import Audience
from courses.outline import course_outline


@dataclass(frozen=True, slots=True)
class PathFacts:
    courses: int
    lessons: int
    hours: Decimal


def facts_of_path(page: Page | None, audience: str) -> PathFacts | None:
    """What lies behind a path; nothing when it leads to a page without courses. Constant queries per course."""
    courses = courses_behind(page.specific, audience) if page else []
    if not courses:
        return None
    return PathFacts(
        courses=len(courses),
        lessons=sum(len(course_outline(course).lessons) for course in courses),
        hours=sum((course.hours or Decimal(0) for course in courses), Decimal(0)),
    )


def courses_behind(page: Page, audience: str) -> list[CoursePage]:
    if isinstance(page, CoursePage):
        return [page]
    if not isinstance(page, CourseIndexPage):
        return []
    return list(page.courses.filter(audience__in=[audience, Audience.EVERYONE]) if audience else page.courses)
