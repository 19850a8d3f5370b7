"""True numbers for the front page's paths: counted from the published courses, never typed."""

from dataclasses import dataclass
from decimal import Decimal

from wagtail.models import Page

from courses.models import Audience, CourseIndexPage, CoursePage, LessonPage
from courses.outline import course_outline
from courses.role_paths import lessons_by_path


@dataclass(frozen=True, slots=True)
class PathFacts:
    courses: int
    lessons: int
    hours: Decimal


def facts_of_path(page: Page | None, audience: str) -> PathFacts | None:
    """What lies behind a path; nothing when it leads to a page without courses. Constant queries per course.

    Where the catalogue has a curated list for these readers, that list is what they come to, and what is counted.
    """
    page = page.specific if page else None
    if lessons := lessons_listed(page, audience):
        minutes = sum(lesson.minutes for lesson in lessons)
        return PathFacts(courses=0, lessons=len(lessons), hours=Decimal(round(minutes / 60)))
    courses = courses_behind(page, audience) if page else []
    if not courses:
        return None
    return PathFacts(
        courses=len(courses),
        lessons=sum(len(course_outline(course).lessons) for course in courses),
        hours=sum((course.hours or Decimal(0) for course in courses), Decimal(0)),
    )


def lessons_listed(page: Page | None, audience: str) -> list[LessonPage]:
    """The lessons of the first list for these readers."""
    if not audience or not isinstance(page, CourseIndexPage):
        return []
    paths = [path for path in page.role_paths.all() if path.audience == audience]
    return next((lessons for lessons in lessons_by_path(paths[:1]) if lessons), [])


def courses_behind(page: Page, audience: str) -> list[CoursePage]:
    if isinstance(page, CoursePage):
        return [page]
    if not isinstance(page, CourseIndexPage):
        return []
    return list(page.courses.filter(audience__in=[audience, Audience.EVERYONE]) if audience else page.courses)
