"""Whether an attempt may begin: every reason, and which of them is told first."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.starting import Allowance, Past, Rules, for_learner, may_start

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
moments = st.none() | st.integers(-300, 300).map(lambda minutes: NOW + minutes * MINUTE)
lengths = st.integers(0, 300).map(lambda minutes: minutes * MINUTE)


@pytest.mark.parametrize(
    ("rules", "past", "reason", "when"),
    [
        (Rules(), Past(), "", None),
        (Rules(opens_at=NOW), Past(), "", None),
        (Rules(opens_at=NOW + MINUTE), Past(), "not_open", NOW + MINUTE),
        (Rules(closes_at=NOW + MINUTE), Past(), "", None),
        (Rules(closes_at=NOW), Past(), "closed", NOW),
        (Rules(attempt_limit=2), Past(used=1, last_ended_at=NOW), "", None),
        (Rules(attempt_limit=2), Past(used=2, last_ended_at=NOW), "used_up", None),
        (Rules(wait=DAY), Past(), "", None),
        (Rules(wait=DAY), Past(used=1, last_ended_at=NOW - MINUTE), "wait", NOW - MINUTE + DAY),
        (Rules(wait=DAY), Past(used=1, last_ended_at=NOW - DAY), "", None),
        (Rules(wait=DAY, closes_at=NOW + MINUTE), Past(used=1, last_ended_at=NOW), "too_late", NOW + MINUTE),
        (Rules(wait=MINUTE, opens_at=NOW + DAY), Past(used=1, last_ended_at=NOW), "not_open", NOW + DAY),
        (Rules(wait=DAY, attempt_limit=1), Past(used=1, last_ended_at=NOW), "used_up", None),
        (Rules(attempt_limit=1, closes_at=NOW), Past(used=1, last_ended_at=NOW), "used_up", None),
    ],
)
def test_each_reason_is_told_with_its_moment(rules, past, reason, when):
    decision = may_start(rules, past, NOW)
    assert (decision.reason, decision.when) == (reason, when)


def test_an_attempt_ends_when_its_time_is_used_up_or_the_quiz_closes():
    assert may_start(Rules(), Past(), NOW).ends_at is None
    timed = Rules(limit=30 * MINUTE, extra=10 * MINUTE)
    assert may_start(timed, Past(), NOW).ends_at == NOW + 40 * MINUTE
    assert may_start(Rules(limit=30 * MINUTE, closes_at=NOW + MINUTE), Past(), NOW).ends_at == NOW + MINUTE
    assert may_start(Rules(closes_at=NOW + DAY), Past(), NOW).ends_at == NOW + DAY


def test_what_is_granted_comes_on_top_and_own_dates_stand_in_place():
    rules = Rules(attempt_limit=1, limit=30 * MINUTE, opens_at=NOW, closes_at=NOW + MINUTE)
    own = for_learner(rules, Allowance(extra=MINUTE, extra_attempts=2, closes_at=NOW + DAY))
    assert own == Rules(attempt_limit=3, limit=30 * MINUTE, extra=MINUTE, opens_at=NOW, closes_at=NOW + DAY)


def test_where_nothing_is_limited_there_is_nothing_to_add_to():
    assert for_learner(Rules(), Allowance(extra=MINUTE, extra_attempts=2)) == Rules()
    assert for_learner(Rules(), None) == Rules()


@given(
    rules=st.builds(
        Rules,
        attempt_limit=st.integers(0, 3),
        limit=st.none() | lengths,
        wait=lengths,
        opens_at=moments,
        closes_at=moments,
    ),
    past=st.builds(Past, used=st.integers(0, 3), last_ended_at=moments),
)
def test_whoever_may_begin_breaks_no_rule_and_whoever_may_not_breaks_one(rules, past):
    decision = may_start(rules, past, NOW)
    breaks = (
        (rules.attempt_limit and past.used >= rules.attempt_limit)
        or (rules.opens_at and rules.opens_at > NOW)
        or (rules.closes_at and rules.closes_at <= NOW)
        or (past.last_ended_at and rules.wait and past.last_ended_at + rules.wait > NOW)
    )
    assert decision.may_start is not bool(breaks)
    if decision.may_start and rules.closes_at:
        assert rules.closes_at > NOW and decision.ends_at <= rules.closes_at


@given(
    rules=st.builds(Rules, wait=lengths, opens_at=moments, closes_at=moments),
    past=st.builds(Past, used=st.just(1), last_ended_at=moments),
)
def test_a_moment_that_is_promised_is_kept(rules, past):
    decision = may_start(rules, past, NOW)
    if decision.reason in ("wait", "not_open"):
        assert may_start(rules, past, decision.when).may_start
        assert not may_start(rules, past, decision.when - timedelta(microseconds=1)).may_start
