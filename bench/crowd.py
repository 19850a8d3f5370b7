"""A course with a crowd in it, for what is counted over all learners. Nameless: as if all had been erased since."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from statistics import median

from django.utils import timezone

from bench.cost import Meter
from courses.models import CoursePage
from courses.outline import Activity, course_outline
from learning.models import ActivityCompletion, CourseCompletion, Enrolment, QuizAttempt, SectionCompletion
from learning.selectors.overview import kept_overview, overview
from quizzes.models import QuizPage, QuizVersion
from quizzes.versioning import freeze

FEW, MANY = 1_000, 10_000
BATCH = 1_000
TIMES = 5


def overview_costs(course: CoursePage) -> dict[str, float]:
    """Milliseconds of CPU for the overview counted anew, among few and among many, and for the kept one."""
    crowd(course, FEW)
    few = milliseconds(lambda: overview(course.key))
    crowd(course, MANY - FEW)
    many = milliseconds(lambda: overview(course.key))
    kept_overview(course.key)
    return {"few": few, "many": many, "kept": milliseconds(lambda: kept_overview(course.key))}


def milliseconds(act: Callable[[], object]) -> float:
    meter, costs = Meter(), []
    for _ in range(TIMES):
        before = meter.seconds()
        act()
        costs.append(meter.seconds() - before)
    return 1000 * median(costs)


def crowd(course: CoursePage, size: int) -> None:
    """So many enrolments, each with every section of two lessons read and one quiz submitted; one in three finished."""
    outline = course_outline(course)
    lessons = outline.lessons[:2]
    quiz = outline.quizzes_of(lessons[1].key)[0]
    version = freeze(QuizPage.objects.get(pk=quiz.page_id))
    for start in range(0, size, BATCH):
        fill(course, lessons, quiz, version, min(BATCH, size - start))


def fill(course: CoursePage, lessons: Sequence[Activity], quiz: Activity, version: QuizVersion, size: int) -> None:
    now = timezone.now()
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            course_key=course.key,
            course=course,
            course_title=course.title,
            erased_at=now,
            last_activity_at=now - timedelta(days=number % 60),
        )
        for number in range(size)
    )
    SectionCompletion.objects.bulk_create(
        SectionCompletion(enrolment=row, lesson_key=lesson.key, section_id=section.id)
        for row in enrolments
        for lesson in lessons
        for section in lesson.sections
    )
    ActivityCompletion.objects.bulk_create(
        ActivityCompletion(enrolment=row, activity_key=lesson.key, kind="lesson", title=lesson.title)
        for row in enrolments
        for lesson in lessons
    )
    QuizAttempt.objects.bulk_create(
        QuizAttempt(
            enrolment=row,
            version=version,
            quiz_key=quiz.key,
            title=quiz.title,
            number=1,
            seed=1,
            layout={"questions": []},
            submitted_at=now,
        )
        for row in enrolments
    )
    CourseCompletion.objects.bulk_create(
        CourseCompletion(enrolment=row, outline={"activities": [], "title": course.title}) for row in enrolments[::3]
    )
