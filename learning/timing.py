"""The clock of a timed attempt: its end, and what is given back for a gap. Pure, and only by the server's clock.

While a timed attempt is open its page shows a sign of life every minute, and every save is one. Where the server saw
none for a while and then one again, the time between was lost to a power cut, a dead network or a locked phone: it is
given back, up to the quiz's cap.
"""

from datetime import datetime, timedelta

# A form sent in the last second may be on its way for so long.
GRACE = timedelta(seconds=30)
# How often the page shows that it is alive; it comes to the page in a data attribute.
BEAT = timedelta(seconds=60)
# Signs closer than this are not written down.
LEAST_BEAT = timedelta(seconds=20)
# A gap is longer than this: a browser may leave out a beat or two of a page in the background.
LEAST_GAP = timedelta(minutes=3)
NOTHING = timedelta(0)


def deadline_of(
    started_at: datetime, limit: timedelta | None, extra: timedelta, credited: timedelta, closes_at: datetime | None
) -> datetime | None:
    """When an attempt ends by itself: its time is used up, or the quiz closes; nothing where neither is set."""
    ends = [started_at + limit + extra + credited] if limit else []
    return min([*ends, *([closes_at] if closes_at else [])], default=None)


def credit(
    last_seen: datetime | None,
    now: datetime,
    already: timedelta,
    cap: timedelta,
    least_gap: timedelta = LEAST_GAP,
) -> timedelta:
    """What is given back when the page shows itself at `now` after it was `last_seen`: the whole gap, as far as the
    cap has room beside what was given back `already`. Nothing for a page that never showed itself: it cannot fall
    silent."""
    if last_seen is None or now - last_seen <= least_gap:
        return NOTHING
    return max(NOTHING, min(now - last_seen, cap - already))


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two ends; no end is the latest."""
    return max(one, other) if one and other else None
