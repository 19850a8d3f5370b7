"""Whether a learner may begin an attempt now, and if not, why and until when. Pure: the page and the service ask here.

`Rules` are those of the quiz with what was granted to this learner already in them (`for_learner`). All moments are
the server's.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from learning.timing import deadline_of

Reason = Literal["", "not_open", "closed", "used_up", "wait", "too_late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`attempt_limit` 0 is any number; no `limit` is no time limit; no `opens_at`, `closes_at` is open always."""

    attempt_limit: int = 0
    limit: timedelta | None = None
    extra: timedelta = timedelta(0)
    cap: timedelta = timedelta(0)
    wait: timedelta = timedelta(0)
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one learner was granted. Own dates stand in place of the quiz's; numbers come on top of them."""

    extra: timedelta = timedelta(0)
    extra_attempts: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The attempts that count: how many were submitted, and when the latest ended."""

    used: int = 0
    last_ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`when` is what the reason is about: when it opens, closed, or the next attempt becomes possible."""

    reason: Reason = ""
    when: datetime | None = None
    attempts_left: int | None = None
    # When an attempt begun now would end by itself; nothing where it waits for its learner.
    ends_at: datetime | None = None

    @property
    def may_start(self) -> bool:
        return not self.reason


def for_learner(rules: Rules, allowance: Allowance | None) -> Rules:
    """The quiz's rules as they are for a learner with this allowance."""
    if allowance is None:
        return rules
    return replace(
        rules,
        # Where there is no limit there is nothing to add to.
        attempt_limit=rules.attempt_limit + allowance.extra_attempts if rules.attempt_limit else 0,
        extra=allowance.extra if rules.limit else timedelta(0),
        opens_at=allowance.opens_at or rules.opens_at,
        closes_at=allowance.closes_at or rules.closes_at,
    )


def attempts_left(attempt_limit: int, used: int) -> int | None:
    return max(0, attempt_limit - used) if attempt_limit else None


def may_start(rules: Rules, past: Past, now: datetime) -> Decision:
    """What cannot be waited for is said first: a learner without attempts is not told to come back tomorrow."""
    left = attempts_left(rules.attempt_limit, past.used)
    reason, when = hindrance(rules, past, left, now)
    ends_at = None if reason else deadline_of(now, rules.limit, rules.extra, timedelta(0), rules.closes_at)
    return Decision(reason=reason, when=when, attempts_left=left, ends_at=ends_at)


def hindrance(rules: Rules, past: Past, left: int | None, now: datetime) -> tuple[Reason, datetime | None]:
    if left == 0:
        return "used_up", None
    if rules.closes_at and now >= rules.closes_at:
        return "closed", rules.closes_at
    next_at = max((at for at in (rules.opens_at, rested_at(rules, past)) if at), default=now)
    if next_at <= now:
        return "", None
    if rules.closes_at and next_at >= rules.closes_at:
        return "too_late", rules.closes_at
    return ("not_open" if next_at == rules.opens_at else "wait"), next_at


def rested_at(rules: Rules, past: Past) -> datetime | None:
    """When the wait after the latest attempt is over."""
    return past.last_ended_at + rules.wait if past.last_ended_at and rules.wait else None
