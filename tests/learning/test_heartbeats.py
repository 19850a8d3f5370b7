"""Signs of life of a timed attempt's page, and what a gap between them gives back."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from learning.errors import TimeIsUp
from learning.models import GapCredit
from learning.saving import Given
from learning.services.attempts import save_responses, start_attempt, submit_attempt
from learning.services.due import finish_due_attempts
from learning.services.heartbeats import beat
from learning.timing import LEAST_GAP, NOTHING, credit
from tests.cast import CHOICE_QUESTION, RIGHT, enrol_person
from tests.learning.timed import END, MINUTE, SECOND, START, change, fresh

ANSWER = {CHOICE_QUESTION: Given(answer=RIGHT)}
lengths = st.integers(0, 24 * 60 * 60).map(lambda seconds: timedelta(seconds=seconds))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False):
        yield


@pytest.fixture
def attempt(alice, course, quiz):
    quiz = change(quiz, time_limit=30, credit_cap=10)
    return start_attempt(enrolment=enrol_person(alice, course), quiz=quiz, key="start", at=START)


def beats(attempt, *minutes: float):
    for minute in minutes:
        attempt = beat(attempt=fresh(attempt), at=START + minute * MINUTE)
    return fresh(attempt)


# --- pure -------------------------------------------------------------------------------------------


@given(gap=lengths, already=lengths, cap=lengths, least=lengths)
def test_never_more_than_the_gap_nor_than_the_cap_has_room_for(gap, already, cap, least):
    given_back = credit(START, START + gap, already, cap, least)
    assert NOTHING <= given_back <= gap
    assert given_back == NOTHING or already + given_back <= cap
    assert gap > least or given_back == NOTHING


@given(gap=lengths, already=lengths, cap=lengths)
def test_all_of_a_gap_while_there_is_room(gap, already, cap):
    if gap > LEAST_GAP and already + gap <= cap:
        assert credit(START, START + gap, already, cap) == gap


@given(gaps=st.lists(lengths, max_size=8), cap=lengths)
def test_any_number_of_gaps_together_gives_at_most_the_cap(gaps, cap):
    total = NOTHING
    for gap in gaps:
        total += credit(START, START + gap, total, cap)
    assert total <= cap


@given(back=lengths, cap=lengths)
def test_a_page_that_never_showed_itself_or_a_clock_that_went_back_gives_nothing(back, cap):
    assert credit(None, START, NOTHING, cap) == NOTHING
    assert credit(START, START - back, NOTHING, cap) == NOTHING


# --- attempts ---------------------------------------------------------------------------------------


def test_regular_beats_give_nothing(attempt):
    assert beats(attempt, 0, 1, 2, 4.9, 6).deadline_at == END
    assert not GapCredit.objects.exists()


def test_a_gap_is_given_back_once_and_written_down(attempt):
    attempt = beats(attempt, 0, 3, 5, 12, 12, 13)
    assert attempt.deadline_at == END + 7 * MINUTE
    row = attempt.gap_credits.get()
    assert (row.gap_from, row.gap_until, row.seconds) == (START + 5 * MINUTE, START + 12 * MINUTE, 7 * 60)


def test_gaps_together_give_at_most_the_cap(attempt):
    assert beats(attempt, 0, 7, 14, 21).deadline_at == END + 10 * MINUTE
    assert sum(attempt.gap_credits.values_list("seconds", flat=True)) == 10 * 60


def test_two_tabs_that_wake_at_once_share_one_credit(attempt):
    beats(attempt, 0)
    tabs = [fresh(attempt), fresh(attempt)]
    for tab in tabs:
        beat(attempt=tab, at=START + 6 * MINUTE)
    assert fresh(attempt).deadline_at == END + 6 * MINUTE


def test_a_save_is_a_sign_of_life_too(attempt):
    beats(attempt, 0)
    save_responses(attempt=attempt, given=ANSWER, at=START + 8 * MINUTE)
    assert fresh(attempt).deadline_at == END + 8 * MINUTE
    assert beats(attempt, 10.5).deadline_at == END + 8 * MINUTE


def test_without_javascript_the_time_between_two_saves_is_no_gap(attempt):
    save_responses(attempt=attempt, given=ANSWER, at=START + MINUTE)
    save_responses(attempt=attempt, given={CHOICE_QUESTION: Given(answer=None)}, at=START + 20 * MINUTE)
    assert fresh(attempt).deadline_at == END
    assert fresh(attempt).seen_at is None


def test_a_power_cut_across_the_end_is_given_back_to_whoever_returns_in_time(attempt):
    beats(attempt, 0, 3, 6, 9, 12, 15, 18, 21, 24, 26)
    assert finish_due_attempts(at=END + 5 * MINUTE) == 0
    save_responses(attempt=attempt, given=ANSWER, at=END + 5 * MINUTE)
    assert fresh(attempt).deadline_at == END + 9 * MINUTE
    submit_attempt(attempt=attempt, given={}, key="submit", at=END + 6 * MINUTE)
    assert fresh(attempt).submitted_at == END + 6 * MINUTE


def test_whoever_returns_after_all_that_could_be_given_back_finds_it_finished_at_its_end(attempt):
    beats(attempt, 0, 3, 6, 9, 12, 15, 18, 21, 24, 26)
    with pytest.raises(TimeIsUp):
        save_responses(attempt=attempt, given=ANSWER, at=END + 11 * MINUTE)
    assert fresh(attempt).submitted_at == END
    assert not attempt.responses.exists()


def test_nothing_is_given_back_past_the_closing_date(alice, course, quiz):
    quiz = change(quiz, time_limit=30, closes_at=END + 2 * MINUTE)
    attempt = start_attempt(enrolment=enrol_person(alice, course), quiz=quiz, key="start", at=START)
    assert beats(attempt, 0, 9).deadline_at == END + 2 * MINUTE
    assert attempt.gap_credits.get().seconds == 2 * 60


def test_an_untimed_attempt_has_no_pulse(alice, course, quiz):
    attempt = start_attempt(enrolment=enrol_person(alice, course), quiz=quiz, key="start", at=START)
    assert beats(attempt, 0, 60).seen_at is None


# --- the address ------------------------------------------------------------------------------------


@pytest.fixture
def address(attempt, client, alice):
    client.force_login(alice)
    return f"/learn/attempts/{attempt.pk}/beat/"


def post(client, address, at):
    with time_machine.travel(at, tick=False):
        return client.post(address, headers={"Accept": "application/json"})


def test_the_page_is_told_what_time_is_left(client, address):
    assert post(client, address, START).json() == {"left": 1800, "until": "1 березня, 12:30"}
    assert post(client, address, START + 8 * MINUTE).json()["left"] == 30 * 60


def test_a_beat_is_cheap(client, address):
    post(client, address, START)
    with CaptureQueriesContext(connection) as counted:
        post(client, address, START + MINUTE)
    assert len(counted) <= 5, [query["sql"][:100] for query in counted]
    with CaptureQueriesContext(connection) as soon:
        post(client, address, START + MINUTE + SECOND)
    assert len(soon) == len(counted) - 1


def test_beats_are_for_the_attempts_own_learner_and_by_post(client, address, charlie):
    assert client.get(address).status_code == 405
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    client.force_login(charlie)
    assert client.post(address).status_code == 404


def test_a_beat_after_the_end_is_told_that_time_is_up(client, address, attempt):
    reply = post(client, address, END + MINUTE)
    assert reply.status_code == 409
    assert "12:30" in reply.json()["error"]
    assert fresh(attempt).submitted_at == END


def test_a_page_that_beats_too_fast_is_slowed_down(client, address):
    statuses = {post(client, address, START).status_code for _ in range(31)}
    assert statuses == {200, 429}
