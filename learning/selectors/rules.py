"""The rules of a quiz as they are for one learner: the page's, and what was granted on top."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from learning.models import Enrolment, LearnerOverride, QuizAttempt
from learning.starting import Allowance, Past, Rules, for_learner
from quizzes.models import QuizPage


def rules_of(quiz: QuizPage) -> Rules:
    return Rules(
        attempt_limit=quiz.attempt_limit,
        limit=timedelta(minutes=quiz.time_limit) if quiz.time_limit else None,
        cap=timedelta(minutes=quiz.credit_cap),
        wait=timedelta(minutes=quiz.wait_minutes),
        opens_at=quiz.opens_at,
        closes_at=quiz.closes_at,
    )


def override_of(enrolment: Enrolment | None, quiz_key: UUID | str) -> LearnerOverride | None:
    return enrolment.overrides.filter(quiz_key=quiz_key).first() if enrolment else None


def allowance_of(override: LearnerOverride | None) -> Allowance | None:
    if override is None:
        return None
    return Allowance(
        extra=timedelta(minutes=override.extra_minutes),
        extra_attempts=override.extra_attempts,
        opens_at=override.opens_at,
        closes_at=override.closes_at,
    )


def rules_for(enrolment: Enrolment | None, quiz: QuizPage) -> Rules:
    """One query, none for who is not enrolled."""
    return for_learner(rules_of(quiz), allowance_of(override_of(enrolment, quiz.translation_key)))


def past_of(attempts: Iterable[QuizAttempt]) -> Past:
    """Of all attempts at one quiz. One that a merge closed unsubmitted was not used."""
    ends = [attempt.submitted_at for attempt in attempts if attempt.submitted_at]
    return Past(used=len(ends), last_ended_at=max(ends, default=None))
