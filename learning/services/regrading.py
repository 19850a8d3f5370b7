"""Marking submitted attempts anew by a corrected version: a plan that lists who changes, then grades appended.

The plan is a dry run: it reads only. The act follows the same reckoning attempt by attempt, each under its
enrolment's lock and in a transaction of its own, so that a long regrade stops nobody from learning, and one that broke
off may simply be started again. Nothing an attempt earned is taken away: the first grade stays beside the new one, and
completions, once written, stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.errors import ReasonMissing
from learning.models import AttemptGrade, QuizAttempt, User
from learning.selectors.enrolments import name_of
from quizzes.definitions import QuizDefinition
from quizzes.grading import QuizGrade, grade_quiz
from quizzes.models import QuizPage, QuizVersion
from quizzes.versioning import freeze

from .attempts import append_grade, follow_grade, lock_attempt
from .health import ask_for_count

CHUNK = 500
LONGEST_REASON = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrade:
    """One attempt whose grade would change. `before` is the grade that counts now, `after` what it would become."""

    attempt: QuizAttempt
    who: str
    before: AttemptGrade
    after: QuizGrade

    @property
    def passes_now(self) -> bool:
        return self.after.passed and not self.before.passed

    @property
    def loses(self) -> bool:
        return self.after.fraction < self.before.fraction or (self.before.passed and not self.after.passed)


def regrade_plan(
    *, quiz: QuizPage, version: QuizVersion | None = None, attempts: QuerySet[QuizAttempt] | None = None
) -> list[Regrade]:
    """Who changes if the quiz's submitted attempts (or those of `attempts`) are marked by `version`, or by the quiz as
    it is published now. Oldest attempt first; both those who gain and those who lose. Writes nothing."""
    definition = version.read() if version else quiz.definition()
    return list(changes(quiz, definition, attempts))


def regrade_attempts(
    *,
    quiz: QuizPage,
    version: QuizVersion | None = None,
    attempts: QuerySet[QuizAttempt] | None = None,
    by: User | None,
    reason: str,
    at: datetime | None = None,
    only_up: bool = True,
) -> list[Regrade]:
    """Append the grades of the plan; those that changed. With `only_up` nobody's grade falls.

    `reason` is shown to the learners beside the grade. Raises ReasonMissing where it is empty or over 255 letters.
    """
    at = at or timezone.now()
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonMissing(_("Say in a sentence why the attempts are marked anew: the learners will read it."))
    version = version or freeze(quiz)
    opinion = {"version": version, "by": by, "reason": reason, "at": at, "only_up": only_up}
    done: list[Regrade] = []
    try:
        for planned in regrade_plan(quiz=quiz, version=version, attempts=attempts):
            if change := regrade_attempt(planned.attempt, **opinion):
                done.append(change)
    finally:
        if done:
            log(quiz, "learning.regrade", user=by, data=log_data(version, reason, done))
            ask_for_count(quiz_keys=[quiz.translation_key], at=at, whole=True)
    return done


@transaction.atomic
def regrade_attempt(
    attempt: QuizAttempt, *, version: QuizVersion, by: User | None, reason: str, at: datetime, only_up: bool
) -> Regrade | None:
    """Reckoned anew under the lock: since the plan was made, somebody else may have marked the attempt."""
    attempt = lock_attempt(attempt)
    change = change_of(attempt, version.read())
    if change is None or (change.loses and only_up):
        return None
    at = max(at, change.before.graded_at)  # the newest counts: clocks of two servers may differ
    append_grade(
        attempt=attempt, version=version, grade=change.after, at=at, grader=by, reason=reason, may_fall=not only_up
    )
    follow_grade(attempt=attempt, at=at)
    return change


def changes(quiz: QuizPage, definition: QuizDefinition, attempts: QuerySet[QuizAttempt] | None) -> Iterator[Regrade]:
    rows = QuizAttempt.objects.all() if attempts is None else attempts
    rows = markable(rows.filter(quiz_key=quiz.translation_key), definition.locale).order_by("pk")
    rows = rows.select_related("version", "enrolment__user").prefetch_related("responses", "grades")
    for attempt in rows.iterator(chunk_size=CHUNK):
        if change := change_of(attempt, definition):
            yield change


def markable(attempts: QuerySet[QuizAttempt], locale: str) -> QuerySet[QuizAttempt]:
    """Submitted, in the language of the key (a translation has a key of its own), and with their answers still there:
    those of an erased person are emptied, and would all be marked wrong."""
    return attempts.submitted().filter(version__locale=locale, enrolment__erased_at__isnull=True)


def change_of(attempt: QuizAttempt, definition: QuizDefinition) -> Regrade | None:
    """What the definition makes of the attempt's answers, where that is not what counts already."""
    grades = list(attempt.grades.all())
    after = mark(attempt, definition)
    if not grades or (grades[-1].fraction, grades[-1].passed) == (after.fraction, after.passed):
        return None
    return Regrade(attempt=attempt, who=name_of(attempt.enrolment), before=grades[-1], after=after)


def mark(attempt: QuizAttempt, definition: QuizDefinition) -> QuizGrade:
    """As `pass_mark_for`: the lower of the pass mark that was known when the attempt began and the new one."""
    asked = definition.asked(attempt.layout["questions"], attempt.version.read())
    grade = grade_quiz(asked, {row.question_id: row.answer for row in attempt.responses.all()})
    pass_mark = min(attempt.definition.pass_mark, definition.pass_mark)
    return replace(grade, passed=grade.fraction >= pass_mark)


def log_data(version: QuizVersion, reason: str, done: list[Regrade]) -> dict:
    return {
        "reason": reason,
        "version": version.digest,
        "attempts": [change.attempt.pk for change in done],
        "pass_now": sum(change.passes_now for change in done),
        "lost": sum(change.loses for change in done),
    }
