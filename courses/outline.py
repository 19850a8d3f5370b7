"""The outline: what a course asks a learner to do, in order, as it is now.

Everything that measures progress reads a course through its outline, never through pages. It is cached under the
course's stamp (`CoursePage.outline_stamp`), which `courses.signal_handlers` renews with every change that shows here.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from django.core.cache import cache
from django.db.models import QuerySet

from courses.models import CoursePage, CoursePrerequisite, LessonPage, Order
from courses.outline_rules import CourseBefore, Rule, courses_before, rules_below
from quizzes.bank_blocks import question_count
from quizzes.models import QuizPage
from quizzes.translations import in_language

# Raise it when the classes below change: caches outlive releases.
SHAPE = 4
CACHE_SECONDS = 60 * 60 * 24 * 7

Kind = Literal["lesson", "quiz"]
Requirement = Literal["required", "optional", "one_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRef:
    """A section of a lesson: the id of its block, and its title today."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A lesson or quiz of the outline. `key` is its page's translation key, kept by moves and shared by translations.

    A quiz below a lesson names that lesson in `lesson_key`; for lessons and quizzes of the course it is "". Only
    lessons have sections and checks (ids of check-yourself blocks); only quizzes the fields from `question_count` on.
    """

    key: str
    kind: Kind
    page_id: int
    title: str
    url_path: str
    requirement: Requirement
    group: str = ""
    # What it is written in, where that is not the language of the course: it is not translated yet.
    language: str = ""
    lesson_key: str = ""
    sections: tuple[SectionRef, ...] = ()
    checks: tuple[str, ...] = ()
    minutes: int = 0
    audience: str = ""
    question_count: int = 0
    pass_mark: Decimal = Decimal(0)
    grading_method: str = ""
    attempt_limit: int = 0
    # The quiz may be taken instead of its lesson.
    test_out: bool = False
    rules: tuple[Rule, ...] = ()
    expires_at: datetime | None = None
    # A quiz's own: before the one and after the other nobody can begin it.
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The live activities of a course in tree order, each lesson followed by its quizzes. Marks are fractions, 0..1."""

    course_key: str
    course_id: int
    title: str
    activities: tuple[Activity, ...]
    least_grade: Decimal | None
    # One after another: each activity opens when all before it that count are done.
    in_turn: bool = False
    courses_before: tuple[CourseBefore, ...] = ()

    @property
    def has_locks(self) -> bool:
        """Whether anything in it can be locked. Where nothing can, nobody asks further."""
        return self.in_turn or bool(self.courses_before) or any(item.rules for item in self.activities)

    @property
    def lessons(self) -> tuple[Activity, ...]:
        return tuple(activity for activity in self.activities if activity.kind == "lesson")

    @property
    def quizzes(self) -> tuple[Activity, ...]:
        return tuple(activity for activity in self.activities if activity.kind == "quiz")

    def quizzes_of(self, lesson_key: str) -> tuple[Activity, ...]:
        """The quizzes below a lesson; for "" the quizzes of the course itself."""
        return tuple(activity for activity in self.quizzes if activity.lesson_key == lesson_key)

    def find(self, key: str) -> Activity | None:
        return next((activity for activity in self.activities if activity.key == key), None)

    def activity(self, key: str) -> Activity:
        """Raises KeyError for a key that is not, or no longer, in the outline."""
        if found := self.find(key):
            return found
        raise KeyError(key)


def course_outline(course: CoursePage) -> Outline:
    """The outline of a course row as it was read: no query when cached, five when not."""
    key = f"outline:{SHAPE}:{course.pk}:{course.outline_stamp}"
    outline = cache.get(key)
    if outline is None:
        outline = build_outline(course)
        cache.set(key, outline, CACHE_SECONDS)
    return outline


def outline_by_key(course_key: uuid.UUID | str) -> Outline | None:
    """In the active language. Also of a course that was taken down; nothing when it is gone."""
    pages = CoursePage.objects.filter(translation_key=course_key)
    course = in_language(pages.live()) or pages.order_by("pk").first()
    return course_outline(course) if course else None


def build_outline(course: CoursePage) -> Outline:
    """In the words of this page; what the course holds and asks for is the same in all languages."""
    least_grade = course.least_grade
    return Outline(
        course_key=course.key,
        course_id=course.pk,
        title=course.title,
        activities=tuple(_in_words_of(course)),
        least_grade=None if least_grade is None else Decimal(least_grade) / 100,
        in_turn=course.order == Order.IN_TURN,
        courses_before=_courses_before(course),
    )


def _courses_before(course: CoursePage) -> tuple[CourseBefore, ...]:
    """As the original has them."""
    rows = CoursePrerequisite.objects.filter(page__translation_key=course.translation_key, required=True)
    return courses_before(course, rows.select_related("course"))


def renew_stamps(courses: QuerySet[CoursePage]) -> uuid.UUID:
    """Give these courses, in all their languages, a new stamp, and so a new outline.

    Not a save: a course gets no revision from its lessons.
    """
    stamp = uuid.uuid4()
    CoursePage.objects.filter(translation_key__in=courses.values("translation_key")).update(outline_stamp=stamp)
    return stamp


def _in_words_of(course: CoursePage) -> Iterator[Activity]:
    """The activities of the original, each by its page in this course's language where there is one.

    A translation may lack a lesson: then the original's page stands for it, so that no language is a shorter course.
    """
    pages = CoursePage.objects.filter(translation_key=course.translation_key)
    original = pages.order_by("-live", "pk").first() or course
    if original.pk == course.pk:
        yield from _activities(original)
        return
    words = {item.key: item for item in _activities(course)}
    for activity in _activities(original):
        untranslated = replace(activity, language=original.locale.language_code)
        yield _translated(activity, words.get(activity.key, untranslated))


def _translated(activity: Activity, words: Activity) -> Activity:
    """The rules of the one with the page and words of the other."""
    return replace(
        words,
        requirement=activity.requirement,
        group=activity.group,
        lesson_key=activity.lesson_key,
        pass_mark=activity.pass_mark,
        grading_method=activity.grading_method,
        attempt_limit=activity.attempt_limit,
        test_out=activity.test_out,
        rules=activity.rules,
        expires_at=activity.expires_at,
        opens_at=activity.opens_at,
        closes_at=activity.closes_at,
    )


def _activities(course: CoursePage) -> Iterator[Activity]:
    """Lessons and quizzes in tree order. A quiz below a lesson nobody can see is left out with it."""
    lessons = {lesson.path: lesson for lesson in LessonPage.objects.live().child_of(course)}
    quizzes = {quiz.path: quiz for quiz in QuizPage.objects.live().descendant_of(course)}
    return in_order(course, lessons, quizzes, rules_below(course))


def in_order(
    course: CoursePage,
    lessons: Mapping[str, LessonPage],
    quizzes: Mapping[str, QuizPage],
    rules: Mapping[int | None, tuple[Rule, ...]],
) -> Iterator[Activity]:
    """From pages by their path and conditions by the id of their page. No query."""
    for path in sorted([*lessons, *quizzes]):
        page = lessons.get(path) or quizzes[path]
        parent = lessons.get(path[: -QuizPage.steplen])
        if path in lessons:
            activity = _lesson(page)
        elif parent or path[: -QuizPage.steplen] == course.path:
            activity = _quiz(page, parent)
        else:
            continue
        yield replace(activity, rules=rules.get(page.pk, ()), expires_at=page.expire_at)


def _lesson(lesson: LessonPage) -> Activity:
    sections = [section for section in lesson.body.raw_data if section["type"] == "section"]
    return Activity(
        key=lesson.key,
        kind="lesson",
        page_id=lesson.pk,
        title=lesson.title,
        url_path=lesson.url_path,
        requirement=lesson.requirement,
        group=lesson.group,
        sections=tuple(SectionRef(id=section["id"], title=section["value"]["title"]) for section in sections),
        checks=tuple(_check_ids(sections)),
        minutes=lesson.minutes,
        audience=lesson.audience,
    )


def _check_ids(sections: list[dict]) -> Iterator[str]:
    for section in sections:
        for block in section["value"].get("content", ()):
            if block["type"] == "check" and block.get("id"):
                yield block["id"]


def _quiz(quiz: QuizPage, lesson: LessonPage | None) -> Activity:
    """A quiz below a lesson is asked for as its lesson is, unless it is optional itself."""
    rule = quiz if lesson is None or quiz.requirement == "optional" else lesson
    return Activity(
        key=quiz.key,
        kind="quiz",
        page_id=quiz.pk,
        title=quiz.title,
        url_path=quiz.url_path,
        requirement=rule.requirement,
        group=rule.group,
        lesson_key=lesson.key if lesson else "",
        question_count=question_count(quiz.questions.raw_data),
        pass_mark=Decimal(quiz.pass_mark) / 100,
        grading_method=quiz.grading_method,
        attempt_limit=quiz.attempt_limit,
        test_out=quiz.test_out and lesson is not None,
        opens_at=quiz.opens_at,
        closes_at=quiz.closes_at,
    )
