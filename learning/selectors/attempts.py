"""An attempt as its learner sees it: the form while it runs, the result when it is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from math import ceil

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from courses.models import CoursePage
from courses.outline import Activity, Outline, course_outline
from learning.dates import minute_words
from learning.models import AttemptGrade, Enrolment, QuizAttempt, Response
from learning.page_urls import page_url
from learning.saving import Stored, token
from learning.selectors.clock import expected_deadline
from learning.selectors.corrections import corrections
from learning.selectors.facts import facts_of, graded_attempts
from learning.selectors.locks import locks_by
from learning.selectors.quiz_pages import lesson_crumb
from learning.selectors.reflections import remarks_on
from learning.selectors.rules import override_of, past_of, rules_for
from learning.start_refusals import refusal
from learning.starting import Decision, may_start
from learning.timing import BEAT
from quizzes.definitions import QuizDefinition
from quizzes.forms import BoundQuestion, bound_questions
from quizzes.grading import final_grade
from quizzes.models import QuizPage
from quizzes.reviews import BoundReview, bound_reviews, review_question, verdict_counts
from quizzes.translations import in_language


@dataclass(frozen=True, slots=True)
class AttemptView:
    attempt: QuizAttempt
    definition: QuizDefinition
    questions: tuple[BoundQuestion, ...]
    crumbs: tuple[tuple[str, str], ...]
    # Of the quiz and of what was granted to this learner; 0 is without limit.
    attempt_limit: int
    # When it ends by itself if its page is there now; nothing where it waits for its learner.
    deadline: datetime | None
    seconds_left: int
    errors: Mapping[str, str]

    @property
    def minutes(self) -> int | None:
        """How long it may last in all, without what breakdowns give back."""
        return self.attempt.time_limit + self.attempt.extra_minutes if self.attempt.time_limit else None

    @property
    def until(self) -> str:
        return minute_words(self.deadline) if self.deadline else ""

    @property
    def beat_seconds(self) -> int:
        """How often the page says that it is there."""
        return int(BEAT.total_seconds())

    @property
    def unanswered(self) -> tuple[BoundQuestion, ...]:
        return tuple(question for question in self.questions if not question.is_answered)

    @property
    def answered_count(self) -> int:
        return len(self.questions) - len(self.unanswered)

    @property
    def erring(self) -> tuple[BoundQuestion, ...]:
        return tuple(question for question in self.questions if question.error)


def attempt_view(
    attempt: QuizAttempt,
    *,
    errors: Mapping[str, str] | None = None,
    typed: QueryDict | None = None,
    at: datetime | None = None,
) -> AttemptView:
    """Four queries beside the attempt: its responses, its course, whether the quiz is passed, and whether it was
    corrected. One more where attempts are limited, and one where a timed one fell silent."""
    at = at or timezone.now()
    deadline = expected_deadline(attempt, at)
    definition = attempt.definition
    rows = {row.question_id: row for row in attempt.responses.all()}
    outline = outline_of_attempt(attempt)
    tells = shows_answers(definition, is_passed=is_passed(attempt), attempts_left=None)
    bound = bound_questions(
        definition,
        attempt.layout,
        {key: row.answer for key, row in rows.items()},
        errors,
        typed=typed,
        was={question.id: was_token(rows.get(question.id)) for question in definition.questions},
        reviews={
            key: review_question(definition.question(key), row.answer, show_answers=tells)
            for key, row in rows.items()
            if row.checked_at
        },
        check_urls=check_urls(attempt, definition),
        switch_urls=switch_urls(attempt, rows),
    )
    activity = outline.find(str(attempt.quiz_key)) if outline else None
    return AttemptView(
        attempt=attempt,
        definition=definition,
        questions=tuple(bound),
        crumbs=tuple(crumbs(outline, activity)),
        attempt_limit=limit_for(attempt, activity),
        deadline=deadline,
        seconds_left=max(0, ceil((deadline - at).total_seconds())) if deadline else 0,
        errors=errors or {},
    )


def limit_for(attempt: QuizAttempt, activity: Activity | None) -> int:
    if activity is None or not activity.attempt_limit:
        return 0
    override = override_of(attempt.enrolment, attempt.quiz_key)
    return activity.attempt_limit + (override.extra_attempts if override else 0)


def was_token(row: Response | None) -> str:
    return token(Stored(answer=row.answer, sequence=row.sequence) if row else Stored())


def check_urls(attempt: QuizAttempt, definition: QuizDefinition) -> dict[str, str]:
    if definition.feedback_timing != "at_once":
        return {}
    return {item.id: reverse("attempt_check", args=[attempt.pk, item.id]) for item in definition.questions}


def switch_urls(attempt: QuizAttempt, rows: Mapping[str, Response]) -> dict[str, str]:
    final = [id for id, row in rows.items() if row.checked_at]
    return {id: reverse("attempt_switch", args=[attempt.pk, id]) for id in corrections(attempt, final)}


def outline_of_attempt(attempt: QuizAttempt) -> Outline | None:
    course = in_language(CoursePage.objects.live().filter(translation_key=attempt.enrolment.course_key))
    return course_outline(course) if course else None


def crumbs(outline: Outline | None, activity: Activity | None) -> list[tuple[str, str]]:
    """The course, the lesson above the quiz, the quiz: as far as they are still there."""
    if outline is None:
        return []
    course = CoursePage.objects.only("url_path").get(pk=outline.course_id)
    found = [(outline.title, page_url(course.url_path))]
    lesson = outline.find(activity.lesson_key) if activity else None
    return found + ([lesson_crumb(outline, lesson)] if lesson else [])


@dataclass(frozen=True, slots=True)
class ResultView:
    attempt: QuizAttempt
    definition: QuizDefinition
    grade: AttemptGrade | None
    earlier_grades: tuple[AttemptGrade, ...]
    final: Decimal | None
    is_passed: bool
    reviews: tuple[BoundReview, ...]
    counts: dict[str, int]
    shows_answers: bool
    crumbs: tuple[tuple[str, str], ...]
    quiz_url: str
    next_url: str
    next_title: str
    # Whether and when the next attempt is possible; nothing where the quiz is gone.
    again: Decision | None
    finish_url: str
    recorded_at: datetime | None

    @property
    def waiting(self) -> int:
        """Answers that a person has still to mark."""
        return sum(item.waits for item in self.reviews)

    @property
    def attempts_left(self) -> int | None:
        return self.again.attempts_left if self.again else None

    @property
    def not_again(self) -> str:
        """Why not now. Nothing where the attempts are used up: that needs no words beside the result."""
        is_telling = self.again and self.again.reason != "used_up"
        return str(refusal(self.again) or "") if is_telling else ""


def result_view(attempt: QuizAttempt, at: datetime | None = None) -> ResultView:
    definition = attempt.definition
    outline = outline_of_attempt(attempt)
    activity = outline.find(str(attempt.quiz_key)) if outline else None
    grades = tuple(attempt.grades.select_related("graded_against"))
    fractions = graded_attempts(attempt.enrolment).get(str(attempt.quiz_key), [])
    again = next_attempt(attempt, activity, at or timezone.now())
    passed = is_passed(attempt)
    shows = shows_answers(definition, is_passed=passed, attempts_left=again.attempts_left if again else None)
    # An attempt that a merge closed was never handed in: its questions may still stand open in another one.
    reviews = tuple(reviewed(attempt, grades[-1], definition, shows)) if attempt.submitted_at else ()
    following = next_activity(attempt.enrolment, outline, activity)
    return ResultView(
        attempt=attempt,
        definition=replace(definition, pass_mark=pass_mark_of(attempt, grades)),
        grade=grades[-1] if grades else None,
        earlier_grades=grades[:-1],
        final=final_grade(activity.grading_method if activity else "best", fractions),
        is_passed=passed,
        reviews=reviews,
        counts=verdict_counts(reviews),
        shows_answers=shows,
        crumbs=tuple(crumbs(outline, activity)),
        quiz_url=page_url(activity.url_path) if activity else "",
        next_url=page_url(following.url_path) if following else "",
        next_title=following.title if following else "",
        again=again,
        finish_url=finish_url(attempt),
        recorded_at=attempt.submitted_at,
    )


def pass_mark_of(attempt: QuizAttempt, grades: Sequence[AttemptGrade]) -> Decimal:
    """The one the grade that counts was held against."""
    return grades[-1].definition_for(attempt).pass_mark if grades else attempt.definition.pass_mark


def next_attempt(attempt: QuizAttempt, activity: Activity | None, at: datetime) -> Decision | None:
    quiz = QuizPage.objects.filter(pk=activity.page_id).first() if activity else None
    if quiz is None:
        return None
    submitted = attempt.enrolment.attempts.submitted().filter(quiz_key=attempt.quiz_key)
    return may_start(rules_for(attempt.enrolment, quiz), past_of(submitted), at)


def is_passed(attempt: QuizAttempt) -> bool:
    return attempt.enrolment.activities.filter(activity_key=attempt.quiz_key).exists()


def shows_answers(definition: QuizDefinition, *, is_passed: bool, attempts_left: int | None) -> bool:
    """Whether the right answers may be told now."""
    return {
        "always": True,
        "passed": is_passed,
        "last_attempt": attempts_left == 0,
        "never": False,
    }[definition.show_answers]


def reviewed(
    attempt: QuizAttempt, grade: AttemptGrade, definition: QuizDefinition, show_answers: bool
) -> list[BoundReview]:
    rows = {row.question_id: row for row in attempt.responses.all()}
    return bound_reviews(
        definition,
        attempt.layout,
        {key: row.answer for key, row in rows.items()},
        show_answers=show_answers,
        marked_by=grade.definition_for(attempt),
        remarks=remarks_on(attempt, rows.values()),
        compare_urls={key: reverse("attempt_compare", args=[attempt.pk, key]) for key in rows},
        self_assessments={key: row.self_assessment for key, row in rows.items()},
    )


def next_activity(enrolment: Enrolment, outline: Outline | None, activity: Activity | None) -> Activity | None:
    """The first one behind it that is open. Queries only where the course has locks."""
    if outline is None or activity is None:
        return None
    locked = locks_by(outline, facts_of(enrolment, outline)) if outline.has_locks else {}
    position = outline.activities.index(activity)
    return next((item for item in outline.activities[position + 1 :] if item.key not in locked), None)


def finish_url(attempt: QuizAttempt) -> str:
    """Where the finished course is celebrated; "" while it is not."""
    if not hasattr(attempt.enrolment, "completion"):
        return ""
    return reverse("finish", args=[attempt.enrolment_id])
