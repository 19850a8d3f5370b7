"""What of a course is open to a learner, what is not, why, and what opens it. Pure.

An activity is open when all its conditions are met, those of the lesson above it too, and when the course itself is
open. One after another, all before it that count must be done: what is optional is passed over, and of a group one way
is enough once all its ways lie before. A quiz that may be taken instead of its lesson does not wait for it.

What was begun or completed stays open, and a finished course is open as a whole: a condition added later closes nothing
behind a learner. A condition that names what is not, or no longer, in the course locks nothing: nobody could ever open
it. `courses.proof` tells the trainer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from courses.outline import Activity, Outline
from courses.outline_rules import Rule

Why = Literal["date", "completed", "grade", "turn", "course"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one learner is. Keys are activity keys, those of `courses` course keys; fractions 0..1."""

    done: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    fractions: Mapping[str, Decimal] = field(default_factory=dict)
    # Other courses that this learner has completed.
    courses: frozenset[str] = frozenset()
    is_finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is locked and what opens it: a date, or the page at `url_path` and a grade of it."""

    why: Why
    opens_at: datetime | None = None
    key: str = ""
    title: str = ""
    url_path: str = ""
    language: str = ""
    least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """Never without a reason."""

    reasons: tuple[Reason, ...]


def locks(outline: Outline, standing: Standing, now: datetime) -> dict[str, Lock]:
    """Activity key -> its lock, for what is locked now; in the order of the outline."""
    if standing.is_finished or not outline.has_locks:
        return {}
    found = ((item.key, lock_of(outline, item, standing, now)) for item in outline.activities)
    return {key: lock for key, lock in found if lock}


def lock_of(outline: Outline, activity: Activity, standing: Standing, now: datetime) -> Lock | None:
    if standing.is_finished or activity.key in standing.begun or activity.key in standing.done:
        return None
    reasons = tuple(dict.fromkeys(reasons_of(outline, activity, standing, now)))
    return Lock(reasons) if reasons else None


def reasons_of(outline: Outline, activity: Activity, standing: Standing, now: datetime) -> Iterator[Reason]:
    yield from course_reasons(outline, standing)
    lesson = outline.find(activity.lesson_key) if activity.lesson_key else None
    for rule in (*(lesson.rules if lesson else ()), *activity.rules):
        yield from rule_reasons(outline, rule, standing, now)
    for first in undone_before(outline, activity, standing)[:1] if outline.in_turn else ():
        yield reason_for(first, "turn")


def course_reasons(outline: Outline, standing: Standing) -> Iterator[Reason]:
    """Whoever has begun the course is in it."""
    if any(item.key in standing.begun or item.key in standing.done for item in outline.activities):
        return
    for course in outline.courses_before:
        if course.is_live and course.key not in standing.courses:
            yield Reason(why="course", key=course.key, title=course.title, url_path=course.url_path)


def rule_reasons(outline: Outline, rule: Rule, standing: Standing, now: datetime) -> Iterator[Reason]:
    if rule.opens_at and now < rule.opens_at:
        yield Reason(why="date", opens_at=rule.opens_at)
    first = outline.find(rule.key) if rule.key else None
    if first is None:
        return
    if rule.least is None and first.key not in standing.done:
        yield reason_for(first, "completed")
    if rule.least is not None and standing.fractions.get(first.key, Decimal(-1)) < rule.least:
        yield reason_for(first, "grade", rule.least)


def reason_for(first: Activity, why: Why, least: Decimal | None = None) -> Reason:
    return Reason(
        why=why, key=first.key, title=first.title, url_path=first.url_path, language=first.language, least=least
    )


# --- one after another --------------------------------------------------------------------------


def undone_before(outline: Outline, activity: Activity, standing: Standing) -> list[Activity]:
    """What has to be done before this one's turn, in the order of the outline; of a group its first way."""
    undone = (
        next(item for item in ways[0] if item.key not in standing.done)
        for ways in needed_before(outline, activity)
        if not any(all(item.key in standing.done for item in way) for way in ways)
    )
    return sorted(undone, key=outline.activities.index)


def needed_before(outline: Outline, activity: Activity) -> Iterator[list[tuple[Activity, ...]]]:
    """Each as the ways to do it, of which one is enough: a single activity, or the ways of a group."""
    earlier = outline.activities[: outline.activities.index(activity)]
    for item in earlier:
        if is_own_lesson(item, activity):
            yield [()] if activity.test_out else [(item,)]
        elif item.requirement == "required" or is_same_way(item, activity):
            yield [(item,)]
    for group in groups_of(earlier):
        ways = alternatives(outline, group)
        if group != activity.group and all(step in earlier for way in ways for step in way):
            yield ways


def is_same_way(item: Activity, activity: Activity) -> bool:
    is_same_group = item.requirement == "one_of" and item.group == activity.group
    return is_same_group and way_key(item) == way_key(activity)


def is_own_lesson(item: Activity, activity: Activity) -> bool:
    return bool(activity.lesson_key) and item.key == activity.lesson_key


def way_key(activity: Activity) -> str:
    """An alternative is a lesson with its quizzes, or a quiz of the course."""
    return activity.lesson_key or activity.key


def alternatives(outline: Outline, group: str) -> list[tuple[Activity, ...]]:
    """The ways to satisfy a group, in the order of the outline."""
    ways: dict[str, list[Activity]] = {}
    for activity in outline.activities:
        if activity.requirement == "one_of" and activity.group == group:
            ways.setdefault(way_key(activity), []).append(activity)
    return [tuple(way) for way in ways.values()]


def groups_of(activities: Iterable[Activity]) -> list[str]:
    return list(dict.fromkeys(item.group for item in activities if item.requirement == "one_of"))
