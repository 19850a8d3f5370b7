"""The front of a quiz: what it asks, the learner's attempts, and whether another one may begin."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CoursePage
from courses.outline import Activity, Outline, course_outline
from learning.learners import Learner
from learning.models import Enrolment, QuizAttempt
from learning.page_urls import page_url
from learning.selectors.clock import expected_deadline
from learning.selectors.current_enrolment import current_enrolment
from learning.selectors.facts import with_newest_grade
from learning.selectors.locks import course_around
from learning.selectors.reflections import waits_for_mark
from learning.selectors.rules import past_of, rules_for
from learning.start_refusals import refusal
from learning.starting import Decision, Rules, may_start
from quizzes.bank_blocks import question_count
from quizzes.models import QuizPage


@dataclass(frozen=True, slots=True)
class QuizView:
    crumbs: tuple[tuple[str, str], ...]
    question_count: int
    attempts: tuple[QuizAttempt, ...]
    running: QuizAttempt | None
    # When the running one ends by itself, if its page is opened now.
    running_until: datetime | None
    # For this learner: with what was granted to them alone.
    rules: Rules
    decision: Decision
    is_passed: bool

    @property
    def may_start(self) -> bool:
        return self.running is None and self.decision.may_start

    @property
    def refusal(self) -> str:
        return str(refusal(self.decision) or "")

    @property
    def length(self) -> timedelta | None:
        """How long an attempt may last, with what was granted."""
        return self.rules.limit + self.rules.extra if self.rules.limit else None

    @property
    def is_cut_short(self) -> bool:
        """An attempt begun now would end with the quiz, before its time is used up."""
        return bool(self.rules.limit) and self.decision.ends_at == self.rules.closes_at


def quiz_view(quiz: QuizPage, learner: Learner | None, at: datetime | None = None) -> QuizView:
    """`attempts` are the submitted ones, newest first, each with `fraction`, `passed` and `waits`."""
    course = course_around(quiz)
    enrolment = current_enrolment(learner, course.key) if course else None
    rows = list(attempts_at(quiz, enrolment)) if enrolment else []
    submitted = sorted((row for row in rows if row.submitted_at), key=lambda row: row.number, reverse=True)
    rules, at = rules_for(enrolment, quiz), at or timezone.now()
    running = next((row for row in rows if row.is_in_progress), None)
    return QuizView(
        crumbs=tuple(crumbs(quiz, course)),
        question_count=question_count(quiz.questions.raw_data),
        attempts=tuple(submitted),
        running=running,
        running_until=expected_deadline(running, at) if running else None,
        rules=rules,
        decision=may_start(rules, past_of(submitted), at),
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
