"""What the pages of a course say to everybody: lines of the outline, sections, neighbours. No learner's facts here."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courses.models import CoursePage, LessonPage
from courses.outline import Activity, Outline, course_outline
from learning.page_urls import page_url


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the outline: a lesson with its quizzes, or a quiz of the course."""

    activity: Activity
    url: str
    quizzes: tuple["Step", ...] = ()
    # The numbers of the lessons that may be taken instead.
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseView:
    outline: Outline
    start_url: str
    steps: tuple[Step, ...]


def course_view(course: CoursePage) -> CourseView:
    outline = course_outline(course)
    return CourseView(
        outline=outline,
        start_url=page_url(outline.activities[0].url_path) if outline.activities else "",
        steps=tuple(steps(outline)),
    )


def steps(outline: Outline) -> Iterator[Step]:
    """Lessons with their quizzes, then quizzes of the course, in the order of the outline."""
    for activity in outline.activities:
        if activity.lesson_key:
            continue
        quizzes = outline.quizzes_of(activity.key) if activity.kind == "lesson" else ()
        yield Step(
            activity=activity,
            url=page_url(activity.url_path),
            quizzes=tuple(Step(quiz, page_url(quiz.url_path)) for quiz in quizzes),
            alternatives=tuple(alternatives(outline, activity)),
        )


def alternatives(outline: Outline, activity: Activity) -> Iterator[str]:
    for number, lesson in enumerate(outline.lessons, start=1):
        if lesson.group and lesson.group == activity.group and lesson != activity:
            yield str(number)


@dataclass(frozen=True, slots=True)
class SectionView:
    id: str
    number: int
    title: str
    # What the button at the end leads to: the next section's title, or "" behind the last one.
    next_title: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    url: str
    title: str
    icon: str = "arrow"
    language: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class LessonView:
    course_title: str
    course_url: str
    number: int
    sections: tuple[SectionView, ...]
    quizzes: tuple[Activity, ...] = ()
    previous: Neighbour | None = None
    next: Neighbour | None = None


def lesson_view(lesson: LessonPage) -> LessonView | None:
    """Nothing for a lesson that is not in its course's outline: a draft."""
    course = lesson.course
    outline = course_outline(course)
    activity = outline.find(lesson.key)
    if activity is None:
        return None
    before, after = neighbours(outline, activity)
    return LessonView(
        course_title=course.title,
        course_url=page_url(course.url_path),
        number=outline.lessons.index(activity) + 1,
        sections=tuple(section_views([(section.id, section.title) for section in activity.sections])),
        quizzes=outline.quizzes_of(activity.key),
        previous=before,
        next=after,
    )


def lesson_draft(lesson: LessonPage) -> LessonView:
    """From the page in memory: for previews and drafts."""
    course = CoursePage.objects.ancestor_of(lesson).first() if lesson.path else None
    sections = [(str(block.id or number), block.value["title"]) for number, block in enumerate(lesson.body, start=1)]
    return LessonView(
        course_title=course.title if course else "",
        course_url=page_url(course.url_path) if course else "",
        number=0,
        sections=tuple(section_views(sections)),
    )


def section_views(sections: Sequence[tuple[str, str]]) -> Iterator[SectionView]:
    """From pairs of id and title."""
    for number, (id, title) in enumerate(sections, start=1):
        following = sections[number : number + 1]
        yield SectionView(id, number, title, next_title=following[0][1] if following else "")


def neighbours(outline: Outline, activity: Activity) -> tuple[Neighbour | None, Neighbour | None]:
    """Back to the lesson before; on to this lesson's quiz, or else the next activity."""
    lessons = list(outline.lessons)
    place = lessons.index(activity)
    position = outline.activities.index(activity)
    following = outline.activities[position + 1 : position + 2]
    return (
        neighbour(lessons[place - 1]) if place else None,
        neighbour(following[0]) if following else None,
    )


def neighbour(activity: Activity) -> Neighbour:
    icon = "quiz" if activity.kind == "quiz" else "arrow"
    return Neighbour(page_url(activity.url_path), activity.title, icon, activity.language, activity.key)


def new_key() -> str:
    """An idempotency key for one form."""
    return str(uuid.uuid4())
