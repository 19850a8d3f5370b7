"""Question health: what is counted, when it is counted, and that what is kept equals the facts."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from learning.models import Enrolment, QuizAttempt, QuizHealth, Response
from learning.saving import Given
from learning.selectors.health import EditionHealth, QuestionHealth, editions_of, kept_health
from learning.selectors.health_facts import tally
from learning.services import health
from learning.services.erasure import erase_learner
from learning.services.guests import forget_idle_guests, merge_guest
from learning.services.health import ask_for_count, count_health
from learning.services.regrading import regrade_attempts
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT, WRONG
from tests.journeys.editing import begin, hand_in, publish
from tests.translated import course_in_english

ALL_RIGHT = {CHOICE_QUESTION: RIGHT, NUMBER_QUESTION: "5"}
HALF = {CHOICE_QUESTION: WRONG, NUMBER_QUESTION: "5"}
NOTHING = {}


@pytest.fixture
def learners(course) -> list[Enrolment]:
    return [cast.enrol_person(cast.make_person(f"learner{number}"), course) for number in range(4)]


def take(enrolment: Enrolment, quiz, answers: dict) -> QuizAttempt:
    return hand_in(begin(enrolment, quiz), {key: Given(answer=answer) for key, answer in answers.items()})


def newest(quiz, scope: str = "first") -> EditionHealth:
    count_health(quiz_key=quiz.key)
    return editions_of(kept_health(quiz.key).numbers, scope)[0]


def of(quiz, question: str = CHOICE_QUESTION, scope: str = "first") -> QuestionHealth:
    return next(one for one in newest(quiz, scope).questions if one.id == question)


# --- what is counted --------------------------------------------------------------------------------


def test_marks_add_up_to_the_grades(quiz, learners):
    for enrolment, answers in zip(learners, (ALL_RIGHT, HALF, HALF, NOTHING), strict=True):
        take(enrolment, quiz, answers)
    found = newest(quiz)
    assert (found.attempts, found.numbers.mean, found.numbers.median) == (4, 0.5, 0.5)
    assert of(quiz).numbers.facility == 0.25
    assert of(quiz, NUMBER_QUESTION).numbers.facility == 0.75


def test_what_was_left_blank_is_a_mark_of_nought_and_no_choice(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    take(learners[1], quiz, NOTHING)
    found = of(quiz)
    assert (found.attempts, found.told, found.blank) == (2, 2, 1)
    assert [(share.text, share.earns, share.count) for share in found.shares] == [
        ("The community", True, 1),
        ("The ministry", False, 0),
    ]


def test_a_reflection_is_counted_and_not_marked(quiz, learners):
    take(learners[0], quiz, {REFLECTION: "My thoughts."})
    take(learners[1], quiz, NOTHING)
    found = of(quiz, REFLECTION)
    assert (found.numbers, found.verdict, found.attempts, found.blank, found.words) == (None, None, 2, 1, ())


def test_attempts_under_way_do_not_count(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    begin(learners[1], quiz)
    assert newest(quiz).attempts == 1


def test_first_attempts_the_best_or_all_may_be_counted(quiz, learners):
    for answers in (NOTHING, ALL_RIGHT, HALF):
        take(learners[0], quiz, answers)
    assert [newest(quiz, scope).numbers.mean for scope in ("first", "best", "all")] == [0, 1, 0.5]
    assert [newest(quiz, scope).attempts for scope in ("first", "best", "all")] == [1, 1, 3]


def test_an_attempt_of_a_guest_counts(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    Enrolment.objects.filter(pk=learners[0].pk).update(user=None, guest_key="guest")
    assert newest(quiz).attempts == 1


def test_a_correction_counts_by_the_grade_that_counts(quiz, learners, staff):
    take(learners[0], quiz, HALF)
    take(learners[1], quiz, ALL_RIGHT)
    corrected = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    regrade_attempts(quiz=corrected, by=staff, reason="The ministry decides.", only_up=False)
    grades = [attempt.grades.last().fraction for attempt in QuizAttempt.objects.all()]
    found = newest(quiz)
    assert grades == [1, Decimal("0.5")]
    assert found.numbers.mean == 0.75
    assert next(one for one in found.questions if one.id == CHOICE_QUESTION).numbers.facility == 0.5


# --- a changed question begins anew -----------------------------------------------------------------


def test_a_changed_question_begins_its_own_numbers_and_the_others_go_on(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    questions = [cast.choice_question(prompt="Who decides now?"), cast.number_question()]
    changed = publish(quiz, questions=questions)
    take(learners[1], changed, HALF)
    assert of(changed).numbers.attempts == 1
    assert of(changed, NUMBER_QUESTION).numbers.attempts == 2


def test_a_typo_in_an_explanation_begins_nothing(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    question = cast.choice_question()
    question["value"]["feedback"] = "<p>Because of the law.</p>"
    changed = publish(
        quiz, title="Quiz, mended", questions=[question, cast.number_question(), cast.reflection_question()]
    )
    take(learners[1], changed, HALF)
    assert of(changed).numbers.attempts == newest(changed).attempts == 2


def test_the_newest_edition_comes_first_and_the_old_one_keeps_its_numbers(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    take(learners[1], publish(quiz, questions=[cast.number_question()]), NOTHING)
    count_health(quiz_key=quiz.key)
    new, old = editions_of(kept_health(quiz.key).numbers, "first")
    assert (new.attempts, new.numbers.mean, len(new.questions)) == (1, 0, 1)
    assert (old.attempts, old.numbers.mean, len(old.questions)) == (1, 1, 3)


def test_a_translation_has_an_edition_of_its_own(course, quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    course_in_english(course)
    english = type(quiz).objects.get(translation_key=quiz.translation_key, locale__language_code="en")
    take(learners[1], english, ALL_RIGHT)
    count_health(quiz_key=quiz.key)
    assert [one.locale for one in editions_of(kept_health(quiz.key).numbers, "first")] == ["en", "uk"]


# --- answers in own words, and time -----------------------------------------------------------------


def test_a_written_answer_is_shown_once_three_learners_gave_it(quiz, learners):
    for enrolment in learners[:2]:
        take(enrolment, quiz, {NUMBER_QUESTION: "4"})
    take(learners[0], quiz, {NUMBER_QUESTION: "4"})
    assert of(quiz, NUMBER_QUESTION, "all").words == ()
    take(learners[2], quiz, {NUMBER_QUESTION: " 4 "})
    (word,) = of(quiz, NUMBER_QUESTION, "all").words
    assert (word.text, word.earns, word.count) == ("4", False, 4)


def test_an_erased_persons_marks_count_on_and_their_words_do_not(quiz, learners):
    for enrolment in learners[:3]:
        take(enrolment, quiz, {NUMBER_QUESTION: "4"})
    erase_learner(user=learners[0].user)
    found = of(quiz, NUMBER_QUESTION)
    assert (found.numbers.attempts, found.told, found.words) == (3, 2, ())


def test_the_time_on_a_question_is_told_by_answers_saved_one_by_one(quiz, learners, monkeypatch):
    monkeypatch.setattr("learning.selectors.health_facts.TIMED", 2)
    for enrolment, seconds in zip(learners, (20, 40, 60, 7200), strict=True):
        attempt = take(enrolment, quiz, ALL_RIGHT)
        first = attempt.started_at + timedelta(seconds=10)
        save_moments(attempt, first, first + timedelta(seconds=seconds))
    assert (of(quiz).seconds, of(quiz).timed) == (10, 4)
    assert (of(quiz, NUMBER_QUESTION).seconds, of(quiz, NUMBER_QUESTION).timed) == (40, 3)


def save_moments(attempt: QuizAttempt, choice, number) -> None:
    Response.objects.filter(attempt=attempt, question_id=CHOICE_QUESTION).update(saved_at=choice)
    Response.objects.filter(attempt=attempt, question_id=NUMBER_QUESTION).update(saved_at=number)


def test_answers_sent_together_tell_no_time(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    assert (of(quiz).seconds, of(quiz).timed) == (None, 0)


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
    with django_assert_num_queries(4):
        tally(quiz.key)
    for enrolment in learners[1:]:
        take(enrolment, quiz, ALL_RIGHT)
    with django_assert_num_queries(4):
        tally(quiz.key)


def test_looking_is_one_query(quiz, learners, django_assert_num_queries):
    take(learners[0], quiz, ALL_RIGHT)
    count_health(quiz_key=quiz.key)
    with django_assert_num_queries(1):
        assert editions_of(kept_health(quiz.key).numbers, "first")
