"""The paths of the catalogue with the visitor's own marks on their lessons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from courses.models import CourseIndexPage, CoursePage, LessonPage, RolePath
from courses.role_paths import lessons_by_path
from learning.learners import Learner
from learning.models import ActivityCompletion, SectionCompletion
from learning.page_urls import page_url

State = Literal["new", "here", "done"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One lesson of a path; `state` is `here` where some of its sections have been read."""

    title: str
    url: str
    course_title: str
    minutes: int
    state: State
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class PathView:
    title: str
    text: str
    audience: str
    stops: tuple[Stop, ...]

    @property
    def hours(self) -> int:
        """Rounded; 0 for what takes less than half an hour."""
        return round(sum(stop.minutes for stop in self.stops) / 60)

    @property
    def done(self) -> int:
        return sum(stop.state == "done" for stop in self.stops)


def role_paths(index: CourseIndexPage, learner: Learner | None, *, audience: str = "") -> tuple[PathView, ...]:
    """Those for the audience, or all; without paths that have no public lesson. One query a path, and nine at most."""
    paths = [path for path in index.role_paths.all() if audience in ("", path.audience)]
    lessons = lessons_by_path(paths)
    titles = titles_by_path(index) if paths else {}
    marks = marks_of(learner, [lesson.key for stops in lessons for lesson in stops])
    views = [path_view(path, stops, titles, marks) for path, stops in zip(paths, lessons, strict=True)]
    return tuple(view for view in views if view.stops)


def titles_by_path(index: CourseIndexPage) -> dict[str, str]:
    """Of public courses. A lesson that is not translated stands in the original, which is called as its translation."""
    titles = dict(index.courses.values_list("translation_key", "title"))
    pages = CoursePage.objects.live().public().filter(translation_key__in=titles)
    return {path: titles[key] for path, key in pages.values_list("path", "translation_key")}


def path_view(path: RolePath, lessons: Sequence[LessonPage], titles: dict[str, str], marks: "Marks") -> PathView:
    """Only lessons of public courses."""
    found = tuple(stops(lessons, titles, marks))
    return PathView(title=path.title, text=path.text, audience=path.audience, stops=found)


def stops(lessons: Sequence[LessonPage], titles: dict[str, str], marks: "Marks") -> Iterator[Stop]:
    for lesson in lessons:
        course = lesson.path[: -CoursePage.steplen]
        if course in titles:
            yield Stop(
                title=lesson.title,
                url=page_url(lesson.url_path),
                course_title=titles[course],
                minutes=lesson.minutes,
                state=marks.state_of(lesson.key),
                done_at=marks.done.get(lesson.key),
            )


@dataclass(frozen=True, slots=True)
class Marks:
    """By lesson key: when it was completed, and whether any of it was read."""

    done: dict[str, datetime]
    begun: frozenset[str]

    def state_of(self, key: str) -> State:
        if key in self.done:
            return "done"
        return "here" if key in self.begun else "new"


def marks_of(learner: Learner | None, keys: Sequence[str]) -> Marks:
    """Two queries for a learner."""
    if learner is None:
        return Marks({}, frozenset())
    done = ActivityCompletion.objects.filter(enrolment__in=learner.enrolments(), activity_key__in=keys)
    begun = SectionCompletion.objects.filter(enrolment__in=learner.enrolments(), lesson_key__in=keys)
    return Marks(
        {str(key): at for key, at in done.order_by("-completed_at").values_list("activity_key", "completed_at")},
        frozenset(str(key) for key in begun.values_list("lesson_key", flat=True)),
    )
