"""The catalogue: every public course with the visitor's own state."""

from dataclasses import dataclass

from courses.models import Audience, CourseIndexPage, CoursePage
from courses.outline import Outline, course_outline
from learning.learners import Learner
from learning.models import Enrolment
from learning.page_urls import page_url


@dataclass(frozen=True, slots=True)
class CourseRow:
    course: CoursePage
    url: str
    outline: Outline
    enrolment: Enrolment | None

    @property
    def is_done(self) -> bool:
        return hasattr(self.enrolment, "completion")


@dataclass(frozen=True, slots=True)
class Catalogue:
    rows: tuple[CourseRow, ...]
    audience: str
    audiences: tuple[tuple[str, str], ...]
    lesson_count: int


def catalogue(index: CourseIndexPage, learner: Learner | None, *, audience: str = "") -> Catalogue:
    """Two queries and one for the prerequisites, whatever the number of courses. An unknown audience shows all."""
    if audience not in Audience.values:
        audience = ""
    courses = index.courses.prefetch_related("prerequisites__course")
    if audience and audience != Audience.EVERYONE:
        courses = courses.filter(audience__in=[audience, Audience.EVERYONE])
    enrolments = enrolments_by_course(learner)
    rows = tuple(
        CourseRow(course, page_url(course.url_path), course_outline(course), enrolments.get(course.key))
        for course in courses
    )
    return Catalogue(
        rows=rows,
        audience=audience,
        audiences=tuple((value, label) for value, label in Audience.choices if value != Audience.EVERYONE),
        lesson_count=sum(len(row.outline.lessons) for row in rows),
    )


def enrolments_by_course(learner: Learner | None) -> dict[str, Enrolment]:
    if learner is None:
        return {}
    rows = learner.enrolments().select_related("completion").order_by("number")
    return {str(row.course_key): row for row in rows}
