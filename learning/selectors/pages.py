"""What the pages of a course show one visitor: the cached content and outline, with the visitor's own facts."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from courses.models import CoursePage, LessonPage
from courses.outline import Activity, Outline, course_outline
from learning.learners import Learner
from learning.models import Enrolment
from learning.page_urls import page_url
from learning.progress import Facts, Progress, measure, state_of
from learning.selectors.facts import facts_of
from learning.selectors.places import Place, place_of


def current_enrolment(learner: Learner | None, course_key: str) -> Enrolment | None:
    """The learner's latest time through a course, with its completion. One query."""
    if learner is None:
        return None
    enrolments = learner.enrolments().filter(course_key=course_key).select_related("completion")
    return enrolments.order_by("-number").first()


@dataclass(frozen=True, slots=True)
class ActivityState:
    """One line of the outline as one learner sees it."""

    activity: Activity
    url: str
    state: str
    completed_at: datetime | None
    sections_done: int
    fraction: object
    quizzes: tuple["ActivityState", ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseView:
    outline: Outline
    enrolment: Enrolment | None
    progress: Progress
    place: Place | None
    start_url: str
    steps: tuple[ActivityState, ...]
    minutes: int = 0


def course_view(course: CoursePage, learner: Learner | None) -> CourseView:
    """Four queries and those of the place to go on, whatever the number of lessons, learners and attempts."""
    outline = course_outline(course)
    enrolment = current_enrolment(learner, outline.course_key)
    facts = facts_of(enrolment, outline) if enrolment else Facts()
    lessons = outline.lessons
    return CourseView(
        outline=outline,
        enrolment=enrolment,
        progress=measure(outline, facts),
        place=place_of(enrolment, outline, facts) if enrolment else None,
        start_url=page_url(outline.activities[0].url_path) if outline.activities else "",
        steps=tuple(outline_states(outline, facts)),
        minutes=sum(lesson.minutes for lesson in lessons),
    )


def outline_states(outline: Outline, facts: Facts) -> Iterator[ActivityState]:
    """Lessons with their quizzes, then quizzes of the course, in the order of the outline."""
    numbers = {lesson.key: str(number) for number, lesson in enumerate(outline.lessons, start=1)}
    for activity in outline.activities:
        if activity.lesson_key:
            continue
        quizzes = outline.quizzes_of(activity.key) if activity.kind == "lesson" else ()
        others = (
            other.key
            for other in outline.lessons
            if other.group and other.group == activity.group and other != activity
        )
        yield activity_state(
            activity,
            facts,
            quizzes=tuple(activity_state(quiz, facts) for quiz in quizzes),
            alternatives=tuple(numbers[key] for key in others),
        )


def activity_state(activity: Activity, facts: Facts, **more: object) -> ActivityState:
    return ActivityState(
        activity=activity,
        url=page_url(activity.url_path),
        state=state_of(activity, facts),
        completed_at=facts.completed.get(activity.key),
        sections_done=sum((activity.key, section.id) in facts.sections for section in activity.sections),
        fraction=facts.fractions.get(activity.key),
        **more,
    )


@dataclass(frozen=True, slots=True)
class SectionState:
    id: str
    number: int
    title: str
    state: str
    read_at: datetime | None
    # What the button at the end leads to: the next section's title, or "" behind the last one.
    next_title: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    url: str
    title: str
    icon: str = "arrow"


@dataclass(frozen=True, slots=True)
class LessonView:
    course_title: str
    course_url: str
    number: int
    sections: tuple[SectionState, ...]
    quizzes: tuple[Activity, ...]
    previous: Neighbour | None
    next: Neighbour | None
    completed_at: datetime | None
    answers: dict[str, object] = field(default_factory=dict)


def lesson_view(lesson: LessonPage, learner: Learner | None) -> LessonView | None:
    """Three queries, and one more for a learner who answered check-yourself questions here.

    Nothing for a lesson that is not in its course's outline: a draft.
    """
    course = lesson.course
    outline = course_outline(course)
    activity = outline.find(lesson.key)
    if activity is None:
        return None
    enrolment = current_enrolment(learner, outline.course_key)
    facts = facts_of(enrolment, graded=False) if enrolment else Facts()
    before, after = neighbours(outline, activity)
    return LessonView(
        course_title=course.title,
        course_url=page_url(course.url_path),
        number=outline.lessons.index(activity) + 1,
        sections=tuple(section_states(activity, facts, has_begun=enrolment is not None)),
        quizzes=outline.quizzes_of(activity.key),
        previous=before,
        next=after,
        completed_at=facts.completed.get(activity.key),
        answers=check_answers(enrolment, activity, facts),
    )


def lesson_draft(lesson: LessonPage) -> LessonView:
    """A lesson as a newcomer would see it, from the page in memory: for previews and drafts."""
    titles = [block.value["title"] for block in lesson.body]
    ids = [str(block.id or number) for number, block in enumerate(lesson.body, start=1)]
    course = CoursePage.objects.ancestor_of(lesson).first() if lesson.path else None
    return LessonView(
        course_title=course.title if course else "",
        course_url=page_url(course.url_path) if course else "",
        number=0,
        sections=tuple(
            SectionState(id, number, title, "new", None, "".join(titles[number : number + 1]))
            for number, (id, title) in enumerate(zip(ids, titles, strict=True), start=1)
        ),
        quizzes=(),
        previous=None,
        next=None,
        completed_at=None,
    )


def section_states(lesson: Activity, facts: Facts, *, has_begun: bool) -> Iterator[SectionState]:
    """Read, here (the first unread one, once the learner has begun), or new."""
    is_done = lesson.key in facts.completed
    unread = [item.id for item in lesson.sections if (lesson.key, item.id) not in facts.sections and not is_done]
    titles = [item.title for item in lesson.sections]
    for number, section in enumerate(lesson.sections, start=1):
        is_here = has_begun and unread[:1] == [section.id]
        yield SectionState(
            id=section.id,
            number=number,
            title=section.title,
            state="here" if is_here else "new" if section.id in unread else "done",
            read_at=facts.read_at.get((lesson.key, section.id)) or facts.completed.get(lesson.key),
            next_title=titles[number] if number < len(titles) else "",
        )


def check_answers(enrolment: Enrolment | None, lesson: Activity, facts: Facts) -> dict[str, object]:
    if enrolment is None or not any(key == lesson.key for key, _ in facts.checked):
        return {}
    return dict(enrolment.checks.filter(lesson_key=lesson.key).values_list("block_id", "answer"))


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
    return Neighbour(page_url(activity.url_path), activity.title, "quiz" if activity.kind == "quiz" else "arrow")


def new_key() -> str:
    """An idempotency key for one form."""
    return str(uuid.uuid4())
