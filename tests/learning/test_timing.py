"""Time limits, closing dates and waits: the server's clock alone, and nothing lost or pretended saved."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command

from learning.errors import AttemptLimitReached, Closed, NotOpenYet, TimeIsUp, WaitFirst
from learning.models import Enrolment, QuizAttempt
from learning.saving import Given
from learning.services.attempts import check_response, save_responses, start_attempt, submit_attempt
from learning.services.due import finish_due_attempts
from learning.services.erasure import erase_learner
from learning.services.sections import complete_section
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, RIGHT, enrol_person, right_answers
from tests.learning.timed import END, MINUTE, SECOND, START, change, fresh

ANSWER = {CHOICE_QUESTION: Given(answer=RIGHT)}
LATE = END + 31 * SECOND


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False):
        yield


@pytest.fixture
def enrolment(alice, course):
    return enrol_person(alice, course)


def begin(enrolment, quiz, at=START, key="start") -> QuizAttempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, key=key, at=at)


@pytest.fixture
def attempt(enrolment, quiz):
    return begin(enrolment, change(quiz, time_limit=30))


# --- beginning --------------------------------------------------------------------------------------


def test_the_end_is_fixed_at_the_start(attempt, quiz):
    assert attempt.deadline_at == END
    change(quiz, time_limit=5)
    assert fresh(attempt).deadline_at == END


def test_the_last_attempt_is_finished_also_when_another_one_is_refused(enrolment, quiz):
    last = begin(enrolment, change(quiz, time_limit=30, attempt_limit=1))
    save_responses(attempt=last, given=ANSWER, at=START + MINUTE)
    with pytest.raises(AttemptLimitReached):
        begin(enrolment, quiz, at=LATE, key="again")
    assert fresh(last).submitted_at == END
    assert last.grades.get().fraction == Decimal("0.5")


def test_an_untimed_attempt_waits_for_ever(enrolment, quiz):
    attempt = begin(enrolment, quiz)
    assert attempt.deadline_at is None
    assert save_responses(attempt=attempt, given=ANSWER, at=START + timedelta(days=400)).plan.save


def test_closing_cuts_an_attempt_short(enrolment, quiz):
    attempt = begin(enrolment, change(quiz, time_limit=30, closes_at=START + 10 * MINUTE))
    assert attempt.deadline_at == START + 10 * MINUTE


@pytest.mark.parametrize(
    ("rules", "error", "status"),
    [
        ({"opens_at": START + MINUTE}, NotOpenYet, 409),
        ({"closes_at": START}, Closed, 409),
        ({"wait_minutes": 60}, WaitFirst, 409),
        ({"wait_minutes": 60, "closes_at": START + MINUTE}, Closed, 409),
        ({"attempt_limit": 1}, AttemptLimitReached, 409),
    ],
)
def test_a_start_that_is_not_possible_is_refused_by_service_page_and_address(
    client, alice, enrolment, quiz, rules, error, status
):
    first = begin(enrolment, quiz, at=START - MINUTE, key="first")
    submit_attempt(attempt=first, given=right_answers(), key="submit", at=START - MINUTE)
    quiz = change(quiz, **rules)
    with pytest.raises(error):
        begin(enrolment, quiz)
    client.force_login(alice)
    with time_machine.travel(START, tick=False):
        assert client.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": "k"}).status_code == status
        assert f"/learn/quizzes/{quiz.pk}/start/" not in client.get(quiz.url).content.decode()
    assert enrolment.attempts.count() == 1


def test_a_wait_is_over_when_it_said_it_would_be(enrolment, quiz):
    quiz = change(quiz, wait_minutes=60)
    submit_attempt(attempt=begin(enrolment, quiz), given={}, key="submit", at=START + MINUTE)
    with pytest.raises(WaitFirst):
        begin(enrolment, quiz, at=START + 60 * MINUTE, key="early")
    assert begin(enrolment, quiz, at=START + 61 * MINUTE, key="late").number == 2


# --- the end ----------------------------------------------------------------------------------------


def test_a_form_in_flight_when_the_time_is_up_still_counts(attempt):
    save_responses(attempt=attempt, given=ANSWER, at=END + 30 * SECOND)
    done = submit_attempt(attempt=attempt, given=right_answers(), key="submit", at=END + 30 * SECOND)
    assert done.submitted_at == END
    assert done.grades.get().passed


def test_what_comes_later_is_refused_and_what_is_saved_counts(attempt):
    save_responses(attempt=attempt, given=ANSWER, at=END - SECOND)
    for late in (save_responses, lambda **sent: submit_attempt(key="late", **sent)):
        with pytest.raises(TimeIsUp, match="12:30"):
            late(attempt=attempt, given={NUMBER_QUESTION: Given(answer="5")}, at=LATE)
    done = fresh(attempt)
    assert (done.submitted_at, done.grades.get().mark, done.responses.count()) == (END, 1, 1)


def test_a_check_that_comes_late_is_refused_too(enrolment, quiz):
    attempt = begin(enrolment, change(quiz, time_limit=30, feedback_timing="at_once"))
    with pytest.raises(TimeIsUp):
        check_response(attempt=attempt, question_id=CHOICE_QUESTION, given=ANSWER[CHOICE_QUESTION], at=LATE)
    assert not attempt.responses.exists()


def test_a_submit_sent_twice_is_answered_alike_after_the_end(attempt):
    first = submit_attempt(attempt=attempt, given=right_answers(), key="submit", at=END - SECOND)
    again = submit_attempt(attempt=fresh(attempt), given=right_answers(), key="submit", at=LATE)
    assert again.submitted_at == first.submitted_at


def test_the_command_finishes_what_is_due_once_and_as_of_its_end(attempt, capsys):
    save_responses(attempt=attempt, given=right_answers(), at=START + MINUTE)
    for said in ("finished: 1", "finished: 0"):
        with time_machine.travel(LATE, tick=False):
            call_command("finish_due_attempts")
        assert said in capsys.readouterr().out
    done = fresh(attempt)
    assert done.submitted_at == END
    assert done.enrolment.activities.get(activity_key=done.quiz_key).completed_at == END


def test_nothing_is_finished_early_nor_without_a_deadline(attempt, bob, course):
    assert finish_due_attempts(at=END + 30 * SECOND) == 0
    assert fresh(attempt).is_in_progress


def test_what_an_erased_person_left_is_not_graded(attempt, alice):
    erase_learner(user=alice)
    assert finish_due_attempts(at=LATE) == 0
    assert not fresh(attempt).grades.exists()


def test_what_ended_by_itself_moves_nothing_back(attempt, course, enrolment):
    """alice goes on reading; the course is finished by what she read last."""
    save_responses(attempt=attempt, given=right_answers(), at=START + MINUTE)
    outline = cast.course_outline(course)
    parts = [(lesson.key, part.id) for lesson in outline.lessons for part in lesson.sections]
    reading = Enrolment.objects.get(pk=enrolment.pk)
    for lesson, part in parts:
        complete_section(enrolment=reading, outline=outline, lesson_key=lesson, section_id=part, at=END + 5 * MINUTE)
    finish_due_attempts(at=END + 10 * MINUTE)
    now = Enrolment.objects.select_related("completion").get(pk=enrolment.pk)
    assert now.last_activity_at == END + 5 * MINUTE
    assert "section" in now.last_place
    assert now.completion.completed_at == END + 5 * MINUTE


def test_the_next_attempt_may_begin_when_the_last_one_ran_out(attempt, enrolment, quiz):
    second = begin(enrolment, quiz, at=LATE, key="again")
    assert (second.number, fresh(attempt).submitted_at) == (2, END)


# --- a trainer changes the dates --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "minutes"),
    [(START + 20 * MINUTE, 20), (None, 30), (START + 5 * MINUTE, 10), (START + 10 * MINUTE, 10)],
)
def test_a_later_closing_date_helps_those_in_the_middle_and_an_earlier_one_does_not_reach_them(
    enrolment, quiz, then, minutes
):
    quiz = change(quiz, time_limit=30, closes_at=START + 10 * MINUTE)
    attempt = begin(enrolment, quiz)
    with time_machine.travel(START + MINUTE, tick=False):
        change(quiz, closes_at=then)
    assert fresh(attempt).deadline_at == START + minutes * MINUTE


def test_a_later_closing_date_revives_nothing(enrolment, quiz):
    quiz = change(quiz, closes_at=START + 10 * MINUTE)
    attempt = begin(enrolment, quiz)
    with time_machine.travel(START + 20 * MINUTE, tick=False):
        change(quiz, closes_at=START + 60 * MINUTE)
    assert fresh(attempt).submitted_at == START + 10 * MINUTE


# --- pages ------------------------------------------------------------------------------------------


def seen(client, address, at=LATE):
    with time_machine.travel(at, tick=False):
        return client.get(address)


@pytest.mark.parametrize("where", ["attempt", "result", "quiz", "course", "my"])
def test_any_look_of_the_learner_finishes_what_is_over(client, alice, attempt, quiz, course, where):
    client.force_login(alice)
    page = f"/learn/attempts/{attempt.pk}/"
    seen(
        client,
        {"attempt": page, "result": f"{page}result/", "quiz": quiz.url, "course": course.url, "my": "/my/"}[where],
    )
    assert fresh(attempt).submitted_at == END


@pytest.mark.parametrize("where", ["enrolments/", "overview/", "enrolments/{}/"])
def test_any_report_of_staff_finishes_what_is_over(client, staff, attempt, where):
    client.force_login(staff)
    assert seen(client, f"/cms/learning/{where.format(attempt.enrolment_id)}").status_code == 200
    assert fresh(attempt).submitted_at == END


def test_a_look_before_the_end_changes_nothing(client, alice, attempt, quiz):
    client.force_login(alice)
    for address in (f"/learn/attempts/{attempt.pk}/", quiz.url, "/my/"):
        assert seen(client, address, END).status_code == 200
    assert fresh(attempt).is_in_progress


def test_the_attempt_says_when_it_ends_and_only_a_timed_one_loads_the_clock(client, alice, attempt, enrolment, quiz):
    client.force_login(alice)
    html = seen(client, f"/learn/attempts/{attempt.pk}/", START + 10 * MINUTE).content.decode()
    assert "1 березня, 12:30" in html
    assert 'data-left="1200"' in html
    assert "look/clock.js" in html
    submit_attempt(attempt=attempt, given={}, key="submit", at=START + 11 * MINUTE)
    untimed = begin(enrolment, change(quiz, time_limit=None), at=START + 12 * MINUTE, key="untimed")
    assert "look/clock.js" not in seen(client, f"/learn/attempts/{untimed.pk}/", LATE).content.decode()


def test_a_late_save_is_answered_honestly_to_the_page_and_to_its_queue(client, alice, attempt):
    client.force_login(alice)
    save = f"/learn/attempts/{attempt.pk}/save/"
    sent = {f"q-{CHOICE_QUESTION}": RIGHT, f"was-{CHOICE_QUESTION}": ""}
    with time_machine.travel(LATE, tick=False):
        queued = client.post(save, sent, headers={"Accept": "application/json"})
        assert (queued.status_code, "12:30" in queued.json()["error"]) == (409, True)
        page = client.post(save, sent, follow=True)
    assert page.redirect_chain == [(f"/learn/attempts/{attempt.pk}/result/", 302)]
    assert "12:30" in page.content.decode()
    assert not attempt.responses.exists()


def test_before_the_start_the_learner_is_told_everything(client, alice, enrolment, quiz):
    rules = {"time_limit": 30, "attempt_limit": 3, "wait_minutes": 1440, "closes_at": START + 10 * MINUTE}
    quiz = change(quiz, **rules)
    client.force_login(alice)
    html = seen(client, quiz.url, START).content.decode().replace("\xa0", " ")
    for words in ("30 хвилин", "1 березня 2026, 12:10", "3 спроби", "1 день", "1 березня, 12:10"):
        assert words in html, words


def test_the_result_says_that_time_was_up_and_when_the_next_attempt_is_possible(client, alice, attempt, quiz):
    change(quiz, wait_minutes=60)
    client.force_login(alice)
    html = seen(client, f"/learn/attempts/{attempt.pk}/result/").content.decode().replace("\xa0", " ")
    assert "1 березня, 12:30" in html
    assert "1 березня 2026, 13:30" in html


def test_my_learning_says_how_long_an_attempt_has(client, alice, attempt):
    client.force_login(alice)
    assert "12:30" in seen(client, "/my/", START + MINUTE).content.decode()
