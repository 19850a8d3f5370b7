"""When question health is counted, and that what is kept equals the facts."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from learning.models import Enrolment, QuizHealth
from learning.selectors.health import editions_of, kept_health
from learning.selectors.health_facts import tally
from learning.services import health
from learning.services.erasure import erase_learner
from learning.services.guests import forget_idle_guests, merge_guest
from learning.services.health import ask_for_count, count_health
from learning.services.regrading import regrade_attempts
from tests import cast
from tests.cast import REFLECTION, WRONG
from tests.journeys.editing import publish
from tests.learning.remarking import let_it_count, remark
from tests.learning.test_health import ALL_RIGHT, HALF, NOTHING, take


@pytest.fixture
def learners(course) -> list[Enrolment]:
    return [cast.enrol_person(cast.make_person(f"learner{number}"), course) for number in range(4)]


# --- when it is counted -----------------------------------------------------------------------------


@pytest.fixture
def counts(monkeypatch) -> list[str]:
    counted: list[str] = []
    count = health.count_health
    monkeypatch.setattr(
        health, "count_health", lambda *, quiz_key, **more: counted.append(quiz_key) or count(quiz_key=quiz_key)
    )
    return counted


def test_a_submitted_attempt_is_counted_when_it_is_committed(quiz, learners, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        take(learners[0], quiz, ALL_RIGHT)
    row = QuizHealth.objects.get(quiz_key=quiz.key)
    assert (row.attempts, row.due_at) == (1, None)


def test_a_large_quiz_is_counted_when_it_has_grown_by_a_tenth(quiz, learners, counts, monkeypatch):
    monkeypatch.setattr(health, "SMALL", 0)
    take(learners[0], quiz, ALL_RIGHT)
    QuizHealth.objects.update(attempts=20)
    health.count_task.call(quiz.key, False)
    assert len(counts) == 1
    QuizHealth.objects.update(attempts=1)
    health.count_task.call(quiz.key, False)
    assert len(counts) == 1
    health.count_task.call(quiz.key, True)
    assert len(counts) == 2


@pytest.fixture
def queue(settings):
    """Tasks wait in the database, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(task_path=health.count_task.module_path)


def test_with_a_queue_many_attempts_are_counted_once_and_later(quiz, learners, queue):
    for enrolment in learners:
        take(enrolment, quiz, ALL_RIGHT)
    task = queue.get()
    assert task.run_after > timezone.now() + timedelta(minutes=1)
    assert QuizHealth.objects.get().due_at


def test_a_count_that_was_lost_is_asked_for_again(quiz, queue):
    ask_for_count(quiz_keys=[quiz.key], at=timezone.now() - timedelta(hours=2))
    ask_for_count(quiz_keys=[quiz.key])
    assert queue.count() == 2


def test_after_a_count_the_next_attempt_asks_anew(quiz, learners, queue):
    take(learners[0], quiz, ALL_RIGHT)
    count_health(quiz_key=quiz.key)
    assert QuizHealth.objects.get().due_at is None
    take(learners[1], quiz, ALL_RIGHT)
    assert queue.count() == 2


def test_a_quiz_nobody_has_finished_is_published_without_a_count(quiz):
    publish(quiz, title="Another title")
    assert not QuizHealth.objects.exists()


def test_of_two_counts_the_one_begun_later_stays(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    now = timezone.now()
    count_health(quiz_key=quiz.key, at=now)
    take(learners[1], quiz, ALL_RIGHT)
    count_health(quiz_key=quiz.key, at=now - timedelta(minutes=1))
    assert QuizHealth.objects.get().attempts == 1


def test_who_changes_what_is_counted_asks_for_a_count(quiz, learners, staff):
    def is_due() -> bool:
        due = QuizHealth.objects.get().due_at is not None
        count_health(quiz_key=quiz.key)
        return due

    for enrolment in learners:
        take(enrolment, quiz, HALF)
    assert is_due()
    corrected = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    assert is_due(), "what is public says which edition is the newest"
    regrade_attempts(quiz=corrected, by=staff, reason="The ministry decides.")
    assert is_due()
    erase_learner(user=learners[0].user)
    assert is_due()
    Enrolment.objects.filter(pk=learners[1].pk).update(user=None, guest_key="guest")
    merge_guest(guest_key="guest", user=learners[2].user)
    assert is_due()
    Enrolment.objects.filter(pk=learners[3].pk).update(user=None, guest_key="idle")
    forget_idle_guests(before=timezone.now() + timedelta(days=1))
    assert is_due()


def test_a_mark_of_a_trainer_asks_for_a_count(quiz, learners, edith):
    attempt = take(learners[0], let_it_count(quiz), {**ALL_RIGHT, REFLECTION: "My thoughts."})
    count_health(quiz_key=quiz.key)
    remark(attempt, edith)
    assert QuizHealth.objects.get().due_at


# --- it is equal to the facts -----------------------------------------------------------------------


def recompute(*arguments: str) -> str:
    out = StringIO()
    call_command("recompute_question_health", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_counts_what_was_never_counted(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    QuizHealth.objects.all().delete()
    assert "1 quizzes equal their attempts; 1 were changed" in recompute()
    assert "1 quizzes equal their attempts; 0 were changed" in recompute("--check")


@pytest.mark.parametrize("drift", [{"attempts": 7}, {"worst": "x"}, {"numbers": {}}])
def test_the_check_finds_what_drifted_and_changes_nothing(quiz, learners, drift):
    take(learners[0], quiz, ALL_RIGHT)
    count_health(quiz_key=quiz.key)
    QuizHealth.objects.update(**drift)
    with pytest.raises(CommandError, match="1 of 1 quizzes differ"):
        recompute("--check")
    assert QuizHealth.objects.filter(**drift).exists()


def test_the_check_tells_what_only_waits(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    with pytest.raises(CommandError, match="1 of them wait for their count"):
        recompute("--check")


def test_what_is_kept_is_what_a_count_gives(quiz, learners):
    for enrolment, answers in zip(learners, (ALL_RIGHT, HALF, HALF, NOTHING), strict=True):
        take(enrolment, quiz, answers)
    count_health(quiz_key=quiz.key)
    assert QuizHealth.objects.get().numbers == tally(quiz.key)


def test_counting_asks_the_database_the_same_for_few_and_many(quiz, learners, django_assert_num_queries):
    take(learners[0], quiz, ALL_RIGHT)
    with django_assert_num_queries(6):
        tally(quiz.key)
    for enrolment in learners[1:]:
        take(enrolment, quiz, ALL_RIGHT)
    with django_assert_num_queries(6):
        tally(quiz.key)


def test_looking_is_one_query(quiz, learners, django_assert_num_queries):
    take(learners[0], quiz, ALL_RIGHT)
    count_health(quiz_key=quiz.key)
    with django_assert_num_queries(1):
        assert editions_of(kept_health(quiz.key).numbers, "first")
