"""What the front page counts: all of it there and public today, nothing typed in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from courses.models import CourseIndexPage
from courses.outline import Outline, course_outline
from learning.models import Certificate, Enrolment

CACHE_KEY, SECONDS = "front-page-people", 60 * 60
# Fewer say little about the academy, and too much about the few.
FEWEST_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Numbers:
    """Zero means: nothing to show."""

    courses: int
    lessons: int
    questions: int
    hours: int
    learners: int
    records: int


def front_page_numbers(index: CourseIndexPage) -> Numbers:
    """Two queries when the outlines are kept, whatever the number of courses; people are counted once an hour."""
    outlines = [course_outline(course) for course in index.courses]
    learners, records = people()
    return Numbers(
        courses=len(outlines),
        lessons=sum(len(outline.lessons) for outline in outlines),
        questions=sum(quiz.question_count for outline in outlines for quiz in outline.quizzes),
        hours=round(minutes_of(outlines) / 60),
        learners=learners,
        records=records,
    )


def minutes_of(outlines: Sequence[Outline]) -> int:
    return sum(lesson.minutes for outline in outlines for lesson in outline.lessons)


def people() -> tuple[int, int]:
    """Learners with an account who have begun a course, and records in force. Cached: they are many rows."""
    found = cache.get(CACHE_KEY)
    if found is None:
        users = Enrolment.objects.of_people().exclude(user=None)
        found = (enough(users.values("user").distinct().count()), enough(Certificate.objects.current().count()))
        cache.set(CACHE_KEY, found, SECONDS)
    return found


def enough(count: int) -> int:
    return count if count >= FEWEST_PEOPLE else 0
