"""The catalogue: every public course with the visitor's own state."""

from collections import defaultdict
from dataclasses import dataclass

from courses.models import Audience, CourseIndexPage, CoursePage, CoursePrerequisite
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
    # What it is written in, where that is not the language of the catalogue.
    language: str = ""
    # Titles of the courses to take before, as the catalogue has them.
    better_after: tuple[str, ...] = ()

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
    """Five queries, whatever the number of courses. An unknown audience shows all."""
    if audience not in Audience.values:
        audience = ""
    courses = list(index.courses.select_related("locale"))
    titles = {course.key: course.title for course in courses}
    before = prerequisites()
    enrolments = enrolments_by_course(learner)
    rows = tuple(
        CourseRow(
            course,
            page_url(course.url_path),
            course_outline(course),
            enrolments.get(course.key),
            language="" if course.locale_id == index.locale_id else course.locale.language_code,
            better_after=tuple(titles.get(key, title) for key, title in before[course.key]),
        )
        for course in courses
        if not audience or audience == Audience.EVERYONE or course.audience in (audience, Audience.EVERYONE)
    )
    return Catalogue(
        rows=rows,
        audience=audience,
        audiences=tuple((value, label) for value, label in Audience.choices if value != Audience.EVERYONE),
        lesson_count=sum(len(row.outline.lessons) for row in rows),
    )


def prerequisites() -> dict[str, list[tuple[str, str]]]:
    """Course key -> key and title of each course that is better taken before."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    columns = ("page__translation_key", "course__translation_key", "course__title")
    for key, first, title in CoursePrerequisite.objects.order_by("sort_order", "pk").values_list(*columns):
        found[str(key)].append((str(first), title))
    return found


def enrolments_by_course(learner: Learner | None) -> dict[str, Enrolment]:
    if learner is None:
        return {}
    rows = learner.enrolments().select_related("completion").order_by("number")
    return {str(row.course_key): row for row in rows}
