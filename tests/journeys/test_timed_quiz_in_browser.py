"""A quiz against the clock, on a phone: what is left is said, and the end loses nothing silently."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from learning.models import QuizAttempt
from learning.services.attempts import start_attempt
from tests import cast
from tests.journeys.steps import choose, expect_line, open_attempt, sign_in, stored

LIMIT = timedelta(minutes=30)
RESULT = re.compile("/result/$")


@pytest.fixture
def with_left(alice, course, quiz):
    """Alice's attempt with so many seconds left."""
    quiz.time_limit = 30
    quiz.save_revision().publish()

    def begin(seconds: int) -> QuizAttempt:
        at = timezone.now() - LIMIT + timedelta(seconds=seconds)
        return start_attempt(enrolment=cast.enrol_person(alice, course), quiz=quiz, key="start", at=at)

    return begin


def test_the_page_counts_down_shows_that_it_is_there_and_says_when_a_minute_is_left(alices, with_left):
    attempt = with_left(68)
    page = open_attempt(alices, attempt)
    expect(page.locator("#clock-left")).to_have_text("Left: 1 min")
    expect(page.locator("#clock-said")).to_have_text("One minute left.", timeout=30_000)
    expect(page.locator("#clock-left")).to_have_text(re.compile(r"Left: \d+ s"))
    attempt.refresh_from_db()
    assert attempt.seen_at


def test_at_the_end_the_page_hands_in_what_stands_on_it(alices, with_left):
    attempt = with_left(10)
    page = open_attempt(alices, attempt)
    choose(page, "The community")
    expect(page).to_have_url(RESULT, timeout=60_000)
    expect(page.locator("main")).to_contain_text("The time was up on")
    attempt.refresh_from_db()
    assert (stored(attempt), attempt.submitted_at) == (cast.RIGHT, attempt.deadline_at)


def test_answers_that_come_back_after_the_end_are_told_the_truth(alices, with_left):
    attempt = with_left(600)
    page = open_attempt(alices, attempt)
    expect(page.locator("#clock-left")).to_have_text(re.compile(r"Left: \d+ min"))
    alices.set_offline(True)
    choose(page, "The community")
    expect_line(page, "kept on this phone, 1 not sent yet")
    passed = timezone.now() - timedelta(minutes=1)
    QuizAttempt.objects.filter(pk=attempt.pk).update(deadline_at=passed, seen_at=None)
    alices.set_offline(False)
    expect(page).to_have_url(RESULT, timeout=60_000)
    expect(page.locator("main")).to_contain_text("what was saved by then was graded")
    assert stored(attempt) is None


def test_without_javascript_the_page_says_when_it_ends(browser, live_server, alice, with_left):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, alice, live_server.url)
    page = open_attempt(context, with_left(600))
    expect(page.locator("#clock")).to_contain_text(re.compile(r"Time until .+, \d\d:\d\d"))
    context.close()
