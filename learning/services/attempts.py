"""Attempts: start, save, check one answer, submit. Each is one transaction under the enrolment's lock.

An attempt whose time is up is finished by whoever meets it first, as of its end: see `finish_due`.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.outline import Outline
from learning.dates import minute_words
from learning.durations import MINUTE
from learning.errors import AttemptClosed, LearningError, NotAskedHere, TimeIsUp
from learning.models import Enrolment, QuizAttempt, Response
from learning.saving import Given
from learning.selectors.clock import is_over, is_over_for_good
from learning.selectors.rules import past_of, rules_for
from learning.start_refusals import refusal
from learning.starting import may_start
from quizzes.grading import grade_question, waits_for_people
from quizzes.layout import make_layout
from quizzes.models import QuizPage
from quizzes.versioning import freeze

from .clock import show_life
from .completion import outline_of
from .corrected_answers import as_asked_now
from .enrolment import touch
from .grading import finish
from .idempotency import lock_enrolment, once
from .locks import refuse_locked
from .responses import SaveResult, place_in, store

Over = Callable[[QuizAttempt, datetime], bool]


def start_attempt(
    *, enrolment: Enrolment, quiz: QuizPage, key: str, outline: Outline | None = None, at: datetime | None = None
) -> QuizAttempt:
    """A new attempt on the quiz as it is now, or the one already in progress.

    Raises AttemptLimitReached, NotOpenYet, Closed, WaitFirst or StillLocked where none may begin now, MissingKey and
    KeyReused. Who has the outline at hand passes it and saves a query.
    """
    at = at or timezone.now()

    def write() -> dict:
        earlier = attempts_at(enrolment, quiz)
        if running := next((attempt for attempt in earlier if attempt.is_in_progress), None):
            if not finish_due(attempt=running, at=at, over=is_over):
                return {"attempt": running.pk}
            earlier = attempts_at(enrolment, quiz)
        asked = outline or outline_of(enrolment)
        refuse_locked(enrolment=enrolment, outline=asked, key=str(quiz.translation_key), at=at)
        return {"attempt": new_attempt(enrolment, quiz, earlier, at).pk}

    try:
        answer = once(enrolment=enrolment, key=key, payload={"start": str(quiz.translation_key)}, write=write)
    except LearningError:
        # Refusing another attempt does not undo that the one before is over.
        for attempt in attempts_at(enrolment, quiz):
            finish_over(attempt=attempt, at=at)
        raise
    return QuizAttempt.objects.select_related("version", "enrolment").get(pk=answer["attempt"])


def attempts_at(enrolment: Enrolment, quiz: QuizPage) -> list[QuizAttempt]:
    """In the order in which they were begun. One query."""
    return list(enrolment.attempts.filter(quiz_key=quiz.translation_key).order_by("number"))


def new_attempt(enrolment: Enrolment, quiz: QuizPage, earlier: list[QuizAttempt], at: datetime) -> QuizAttempt:
    rules = rules_for(enrolment, quiz)
    decision = may_start(rules, past_of(earlier), at)
    if reason := refusal(decision):
        raise reason
    version = freeze(quiz)
    seed = secrets.randbits(62)
    attempt = QuizAttempt.objects.create(
        enrolment=enrolment,
        version=version,
        quiz_key=quiz.translation_key,
        title=quiz.title,
        number=earlier[-1].number + 1 if earlier else 1,
        seed=seed,
        layout=make_layout(version.read(), seed, seen_in(earlier)),
        started_at=at,
        time_limit=quiz.time_limit,
        extra_minutes=rules.extra // MINUTE,
        credit_cap=quiz.credit_cap if quiz.time_limit else 0,
        closes_at=rules.closes_at,
        deadline_at=decision.ends_at,
    )
    touch(enrolment=enrolment, at=at, place=place_in(attempt, set()))
    return attempt


def seen_in(earlier: list[QuizAttempt]) -> list[str]:
    """The questions of these attempts, each as often as it was asked."""
    return [question_id for attempt in earlier for question_id in attempt.layout["questions"]]


def save_responses(*, attempt: QuizAttempt, given: Mapping[str, Given], at: datetime | None = None) -> SaveResult:
    """Store the answers that are new; (attempt, question) and the sequence are the idempotency key.

    Raises AttemptClosed when the attempt is over and NotAskedHere for a question that is not in it.
    """
    at = at or timezone.now()
    with in_time(attempt, at) as fresh:
        return store(attempt=fresh, given=as_asked_now(given, attempt, fresh), at=at)


def check_response(*, attempt: QuizAttempt, question_id: str, given: Given, at: datetime | None = None) -> Response:
    """With feedback at once: store this answer, mark it, and make it final. Checked twice, it stays as it was.

    Raises NotAskedHere where the quiz gives its feedback at the end.
    """
    at = at or timezone.now()
    with in_time(attempt, at) as fresh:
        if fresh.definition.feedback_timing != "at_once":
            raise NotAskedHere(_("This quiz shows its feedback after it is finished."))
        store(attempt=fresh, given=as_asked_now({question_id: given}, attempt, fresh), at=at)
        return make_final(fresh, question_id, at)


def make_final(attempt: QuizAttempt, question_id: str, at: datetime) -> Response:
    response = attempt.responses.filter(question_id=question_id).first()
    if response is None or response.answer is None:
        raise NotAskedHere(_("Choose or write an answer first, then check it."))
    if response.checked_at is None:
        question = attempt.definition.question(question_id)
        response.checked_at = at
        response.fraction = None if waits_for_people(question) else grade_question(question, response.answer)
        response.save(update_fields=["checked_at", "fraction"])
    return response


def submit_attempt(
    *, attempt: QuizAttempt, given: Mapping[str, Given], key: str, at: datetime | None = None
) -> QuizAttempt:
    """Save what came with the form, grade the attempt, complete what it completes: one transaction.

    Sent twice, it counts once. Raises AttemptClosed, NotAskedHere, MissingKey, KeyReused.
    """
    at = at or timezone.now()
    finish_over(attempt=attempt, at=at)
    payload = {"submit": attempt.pk, "answers": {question_id: item.answer for question_id, item in given.items()}}

    def write() -> dict:
        fresh = QuizAttempt.objects.select_related("version", "enrolment").get(pk=attempt.pk)
        refuse_closed(fresh)
        show_life(attempt=fresh, at=at)
        store(attempt=fresh, given=as_asked_now(given, attempt, fresh), at=at)
        finish(attempt=fresh, at=min(at, fresh.deadline_at or at))
        return {"attempt": fresh.pk}

    once(enrolment=attempt.enrolment, key=key, payload=payload, write=write)
    return QuizAttempt.objects.select_related("version", "enrolment").get(pk=attempt.pk)


# --- the end ------------------------------------------------------------------------------------


@contextmanager
def in_time(attempt: QuizAttempt, at: datetime, *, is_beat: bool = False) -> Iterator[QuizAttempt]:
    """The attempt, locked, still open, its page there. Raises AttemptClosed and TimeIsUp.

    One that is over is finished in a transaction of its own: refusing what came late does not undo it.
    """
    finish_over(attempt=attempt, at=at)
    with transaction.atomic():
        attempt = lock_attempt(attempt)
        refuse_closed(attempt)
        show_life(attempt=attempt, at=at, is_beat=is_beat)
        yield attempt


def finish_over(*, attempt: QuizAttempt, at: datetime) -> bool:
    """For its learner's own requests: whether the attempt has just been finished because its time is up."""
    return is_over(attempt, at) and finish_due(attempt=attempt, at=at, over=is_over)


@transaction.atomic
def finish_due(*, attempt: QuizAttempt, at: datetime, over: Over = is_over_for_good) -> bool:
    """Grade what was saved in time, as of the end. A second call, or one that comes too early, changes nothing."""
    attempt = lock_attempt(attempt)
    if not over(attempt, at):
        return False
    finish(attempt=attempt, at=attempt.deadline_at)
    return True


def lock_attempt(attempt: QuizAttempt) -> QuizAttempt:
    lock_enrolment(attempt.enrolment)
    return QuizAttempt.objects.select_related("version", "enrolment").get(pk=attempt.pk)


def refuse_closed(attempt: QuizAttempt) -> None:
    if attempt.ended_by_time:
        raise TimeIsUp(
            _("Time is up. What was saved by %(time)s counts; what was sent after that does not.")
            % {"time": minute_words(attempt.deadline_at)}
        )
    if not attempt.is_in_progress:
        raise AttemptClosed(_("This attempt is already finished. Its result stays as it is."))
