"""The front of a quiz: what it asks, the learner's attempts, and whether another one may begin."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.models import CoursePage
from courses.outline import Activity, Outline, course_outline
from learning.learners import Learner
from learning.models import Enrolment, QuizAttempt
from learning.page_urls import page_url
from learning.selectors.current_enrolment import current_enrolment
from learning.selectors.facts import with_newest_grade
from learning.selectors.locks import course_around
from learning.selectors.reflections import waits_for_mark
from quizzes.bank_blocks import question_count
from quizzes.models import QuizPage


@dataclass(frozen=True, slots=True)
class QuizView:
    crumbs: tuple[tuple[str, str], ...]
    question_count: int
    attempts: tuple[QuizAttempt, ...]
    running: QuizAttempt | None
    attempts_left: int | None
    is_passed: bool

    @property
    def may_start(self) -> bool:
        return self.running is None and self.attempts_left != 0


def quiz_view(quiz: QuizPage, learner: Learner | None) -> QuizView:
    """`attempts` are the submitted ones, newest first, each with `fraction`, `passed` and `waits`."""
    course = course_around(quiz)
    enrolment = current_enrolment(learner, course.key) if course else None
    rows = list(attempts_at(quiz, enrolment)) if enrolment else []
    submitted = sorted((row for row in rows if row.submitted_at), key=lambda row: row.number, reverse=True)
    return QuizView(
        crumbs=tuple(crumbs(quiz, course)),
        question_count=question_count(quiz.questions.raw_data),
        attempts=tuple(submitted),
        running=next((row for row in rows if row.is_in_progress), None),
        attempts_left=max(0, quiz.attempt_limit - len(submitted)) if quiz.attempt_limit else None,
        is_passed=bool(enrolment) and enrolment.activities.filter(activity_key=quiz.translation_key).exists(),
    )


def attempts_at(quiz: QuizPage, enrolment: Enrolment) -> QuerySet[QuizAttempt]:
    attempts = with_newest_grade(enrolment.attempts.filter(quiz_key=quiz.translation_key))
    return attempts.annotate(waits=waits_for_mark())


def crumbs(quiz: QuizPage, course: CoursePage | None) -> list[tuple[str, str]]:
    """The course, and the lesson above the quiz where there is one."""
    if course is None:
        return []
    found = [(course.title, page_url(course.url_path))]
    outline = course_outline(course)
    return found + [lesson_crumb(outline, item) for item in outline.lessons if quiz.url_path.startswith(item.url_path)]


def lesson_crumb(outline: Outline, lesson: Activity) -> tuple[str, str]:
    """Its place in the course, as its own page says it: lessons have long titles."""
    number = outline.lessons.index(lesson) + 1
    return _("Lesson %(number)s") % {"number": number}, page_url(lesson.url_path)
