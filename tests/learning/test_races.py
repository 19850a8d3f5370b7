"""Many at once, on either database: what must happen once happens once, and nothing is lost on the way."""

import threading
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, connections

from courses.models import CoursePage
from courses.outline import course_outline
from learning.errors import NotYetEarned
from learning.learners import Learner
from learning.models import (
    ActivityCompletion,
    AttemptGrade,
    Certificate,
    CourseCompletion,
    Enrolment,
    LearnerWrite,
    QuizAttempt,
    RegisterCounter,
    SectionCompletion,
    User,
)
from learning.saving import Given
from learning.services.attempts import save_responses, start_attempt, submit_attempt
from learning.services.certificates import issue_certificate
from learning.services.enrolment import enrol
from learning.services.guests import merge_guest
from learning.services.sections import complete_section
from tests import cast
from tests.cast import CHOICE_QUESTION, RIGHT, WRONG

THREADS = 50
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[..., Any], calls: Iterable[tuple]) -> list[Any]:
    """What each of the calls gave, or the exception it raised. They all start together."""
    calls = list(calls)
    start = threading.Barrier(len(calls))

    def run(arguments: tuple) -> Any:
        try:
            start.wait(30)
            return act(*arguments)
        except Exception as error:  # noqa: BLE001  told to the test
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def failures(results: list[Any]) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]


def a_key() -> str:
    return str(uuid.uuid4())


def all_but_the_last_step(user: User, course: CoursePage) -> tuple[Enrolment, str, str]:
    """Everything done but one section; the enrolment, and lesson key and id of that section."""
    enrolment = cast.enrol_person(user, course)
    outline = course_outline(CoursePage.objects.get(pk=course.pk))
    steps = [(lesson.key, part.id) for lesson in outline.lessons for part in lesson.sections]
    for lesson_key, section_id in steps[:-1]:
        complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson_key, section_id=section_id)
    return enrolment, *steps[-1]


def test_fifty_who_finish_the_same_course_at_once_finish_it_once(course, quiz, alice):
    """Half of them send the last section, half the quiz; each then asks for the record, whether it is due or not."""
    enrolment, lesson_key, section_id = all_but_the_last_step(alice, course)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, key="start")
    outline = course_outline(CoursePage.objects.get(pk=course.pk))

    def finish(number: int) -> None:
        if number % 2:
            complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson_key, section_id=section_id)
        else:
            submit_attempt(attempt=attempt, given=cast.right_answers(), key="submit")
        with suppress(NotYetEarned):
            issue_certificate(enrolment=enrolment, holder_name="Аліса Коваль", key=a_key())

    assert failures(at_once(finish, ((number,) for number in range(THREADS)))) == []
    assert CourseCompletion.objects.count() == AttemptGrade.objects.count() == Certificate.objects.count() == 1
    assert RegisterCounter.objects.get().last == 1
    assert SectionCompletion.objects.count() == 4
    assert ActivityCompletion.objects.count() == 3
    assert Enrolment.objects.get().progress_percent == 100


def test_fifty_who_ask_for_the_same_record_get_the_same_one(bob):
    enrolment = bob.enrolments.get()

    def ask(key: str) -> str:
        return issue_certificate(enrolment=enrolment, holder_name="Богдан Мельник", key=key).number

    numbers = at_once(ask, ((a_key(),) for _ in range(THREADS)))
    assert set(numbers) == {Certificate.objects.get().number}


def test_people_who_finish_at_once_get_register_numbers_without_gaps(course):
    people = [cast.finish_course(cast.make_person(f"person{number}"), course) for number in range(12)]

    def ask(enrolment: Enrolment) -> str:
        return issue_certificate(enrolment=enrolment, holder_name="Ім’я Прізвище", key="k").number

    numbers = at_once(ask, ((enrolment,) for enrolment in people))
    assert sorted(int(number[5:]) for number in numbers) == list(range(1, 13))


def test_fifty_starts_at_once_are_one_attempt(quiz, alice):
    enrolment = alice.enrolments.get()
    attempts = at_once(
        lambda key: start_attempt(enrolment=enrolment, quiz=quiz, key=key).pk, ((a_key(),) for _ in range(THREADS))
    )
    assert set(attempts) == {QuizAttempt.objects.get().pk}
    assert LearnerWrite.objects.count() == THREADS


def test_the_last_attempt_is_given_once(quiz, alice):
    quiz.attempt_limit = 1
    quiz.save_revision().publish()
    enrolment = alice.enrolments.get()

    def take() -> None:
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, key=a_key())
        submit_attempt(attempt=attempt, given={}, key=a_key())

    at_once(take, [()] * 10)
    assert QuizAttempt.objects.count() == AttemptGrade.objects.count() == 1


def test_enrolling_at_once_is_enrolling_once(course, charlie):
    results = at_once(lambda: enrol(learner=Learner(user=charlie), course=course).pk, [()] * THREADS)
    assert set(results) == {Enrolment.objects.get(user=charlie).pk}


def test_saves_that_overtake_each_other_end_with_the_newest(quiz, alice):
    attempt = start_attempt(enrolment=alice.enrolments.get(), quiz=quiz, key="start")

    def save(sequence: int) -> None:
        answer = RIGHT if sequence == THREADS else WRONG
        save_responses(attempt=attempt, given={CHOICE_QUESTION: Given(answer=answer, sequence=sequence)})

    assert failures(at_once(save, ((sequence,) for sequence in range(1, THREADS + 1)))) == []
    assert attempt.responses.get().answer == RIGHT
    assert attempt.responses.get().sequence == THREADS


def test_a_save_that_races_with_the_submit_is_graded_or_refused(quiz, alice):
    attempt = start_attempt(enrolment=alice.enrolments.get(), quiz=quiz, key="start")

    def send(number: int) -> None:
        if number:
            save_responses(attempt=attempt, given={CHOICE_QUESTION: Given(answer=RIGHT, sequence=number)})
        else:
            submit_attempt(attempt=attempt, given={}, key="submit")

    at_once(send, ((number,) for number in range(10)))
    answered = attempt.responses.filter(answer=RIGHT).exists()
    assert attempt.grades.get().mark == int(answered)


def test_a_guests_work_is_joined_once(course, alice):
    guest = enrol(learner=Learner(guest_key="guest"), course=course)
    cast.read_lessons(guest, course)
    joined = at_once(lambda: merge_guest(guest_key="guest", user=alice), [()] * 10)
    assert sorted(joined) == [0] * 9 + [1]
    assert SectionCompletion.objects.filter(enrolment__user=alice).count() == 4


def test_a_commit_survives_a_power_cut(db):
    """WAL alone with NORMAL, as most guides have it, loses what was acknowledged."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert [value_of(cursor, f"PRAGMA {name}") for name in ("synchronous", "foreign_keys")] == [2, 1]
            assert value_of(cursor, "PRAGMA journal_mode") == "wal"
            assert connection.transaction_mode == "IMMEDIATE"
        else:
            assert value_of(cursor, "SHOW synchronous_commit") == "on"
            assert value_of(cursor, "SHOW fsync") == "on"
            source = "SELECT source FROM pg_settings WHERE name = 'synchronous_commit'"
            assert value_of(cursor, source) == "client", "only the server's own default says so"


def value_of(cursor, statement: str) -> Any:
    cursor.execute(statement)
    return cursor.fetchone()[0]
