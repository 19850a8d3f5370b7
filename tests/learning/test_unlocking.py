"""What is open, what is locked and why: on made-up courses, for every standing a learner can have."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.outline import Activity, Outline
from courses.outline_rules import CourseBefore, Rule
from courses.unlocking import Lock, Standing, locks
from learning.lock_words import lock_words, words_of

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(days=1), NOW - timedelta(days=1)


def lesson(key: str, *rules: Rule, **fields) -> Activity:
    usual = {"kind": "lesson", "page_id": 1, "title": key.upper(), "url_path": f"/{key}/", "requirement": "required"}
    return Activity(key=key, rules=rules, **{**usual, **fields})


def quiz(key: str, *rules: Rule, **fields) -> Activity:
    return lesson(key, *rules, kind="quiz", **fields)


def outline(*activities: Activity, **fields) -> Outline:
    usual = {"course_key": "course", "course_id": 1, "title": "Course", "least_grade": None}
    return Outline(activities=activities, **{**usual, **fields})


def in_turn(*activities: Activity) -> Outline:
    return outline(*activities, in_turn=True)


def after(key: str, least: str | None = None) -> Rule:
    return Rule(key=key, title=key, least=least and Decimal(least))


def done(*keys: str, **fields) -> Standing:
    return Standing(done=frozenset(keys), **fields)


NOTHING = Standing()


def locked(course: Outline, standing: Standing = NOTHING, now: datetime = NOW) -> dict[str, list[str]]:
    """Activity -> why, and what opens it."""
    found = locks(course, standing, now)
    return {key: [f"{one.why} {one.key}".strip() for one in lock.reasons] for key, lock in found.items()}


# --- conditions ---------------------------------------------------------------------------------


def test_a_course_without_conditions_locks_nothing():
    assert not outline(lesson("a"), quiz("q", lesson_key="a")).has_locks
    assert locked(outline(lesson("a"), quiz("q", lesson_key="a"))) == {}


def test_a_date_opens_a_lesson_and_the_quiz_below_it():
    course = outline(lesson("a", Rule(opens_at=LATER)), quiz("q", lesson_key="a"), lesson("b"))
    assert locked(course) == {"a": ["date"], "q": ["date"]}
    assert locked(course, now=LATER) == {}


def test_another_activity_opens_a_lesson():
    course = outline(lesson("a"), lesson("b", after("a")))
    assert locked(course) == {"b": ["completed a"]}
    assert locked(course, done("a")) == {}


@pytest.mark.parametrize(("fraction", "is_locked"), [(None, True), ("0.79", True), ("0.8", False), ("1", False)])
def test_a_grade_opens_a_lesson_even_where_the_quiz_was_passed_with_less(fraction, is_locked):
    course = outline(quiz("q"), lesson("b", after("q", "0.8")))
    standing = done("q", fractions={"q": Decimal(fraction)} if fraction else {})
    assert locked(course, standing) == ({"b": ["grade q"]} if is_locked else {})


def test_all_conditions_of_an_activity_must_be_met():
    course = outline(lesson("a"), lesson("b", after("a"), Rule(opens_at=LATER)))
    assert locked(course) == {"b": ["completed a", "date"]}
    assert locked(course, done("a")) == {"b": ["date"]}


@pytest.mark.parametrize("rule", [Rule(), after("gone"), after("gone", "0.5")])
def test_a_condition_nobody_could_meet_locks_nothing(rule):
    assert locked(outline(lesson("a", rule))) == {}


# --- one after another --------------------------------------------------------------------------


def test_one_after_another_each_waits_for_the_one_before():
    course = in_turn(lesson("a"), quiz("q", lesson_key="a"), lesson("b"))
    assert locked(course) == {"q": ["turn a"], "b": ["turn a"]}
    assert locked(course, done("a")) == {"b": ["turn q"]}
    assert locked(course, done("a", "q")) == {}


def test_what_is_optional_is_passed_over():
    course = in_turn(lesson("a", requirement="optional"), lesson("b"))
    assert locked(course) == {}


def test_of_a_group_one_way_is_enough_and_its_ways_do_not_wait_for_each_other():
    group = {"requirement": "one_of", "group": "g"}
    course = in_turn(lesson("a", **group), quiz("q", lesson_key="a", **group), lesson("b", **group), lesson("c"))
    assert locked(course) == {"q": ["turn a"], "c": ["turn a"]}
    assert locked(course, done("a")) == {"c": ["turn q"]}
    assert locked(course, done("b"))["q"] == ["turn a"]
    assert "c" not in locked(course, done("b"))


def test_a_group_that_goes_on_behind_is_not_waited_for():
    group = {"requirement": "one_of", "group": "g"}
    assert locked(in_turn(lesson("a", **group), lesson("b"), lesson("c", **group))) == {"c": ["turn b"]}


def test_a_quiz_that_may_be_taken_instead_does_not_wait_for_its_lesson():
    course = in_turn(lesson("a"), lesson("b"), quiz("q", lesson_key="b", test_out=True))
    assert locked(course) == {"b": ["turn a"], "q": ["turn a"]}
    assert locked(course, done("a")) == {}


# --- another course -----------------------------------------------------------------------------


def before(key: str = "basics", **fields) -> CourseBefore:
    return CourseBefore(key=key, title="Basics", url_path="/basics/", **fields)


def test_another_course_opens_the_whole_course():
    course = outline(lesson("a"), lesson("b"), courses_before=(before(),))
    assert locked(course) == {"a": ["course basics"], "b": ["course basics"]}
    assert locked(course, Standing(courses=frozenset({"basics"}))) == {}


def test_a_course_that_was_taken_down_locks_nothing():
    assert locked(outline(lesson("a"), courses_before=(before(is_live=False),))) == {}


def test_whoever_has_begun_a_course_is_in_it():
    course = outline(lesson("a"), lesson("b"), courses_before=(before(),))
    assert locked(course, Standing(begun=frozenset({"a"}))) == {}


# --- what is said -------------------------------------------------------------------------------


def test_a_lock_says_what_opens_it_and_where_that_is(db):
    course = outline(quiz("q"), lesson("b", after("q", "0.8"), Rule(opens_at=LATER)))
    first, second = (words_of(reason) for reason in locks(course, NOTHING, NOW)["b"].reasons)
    assert "80" in first.text and "Q" in first.text and first.title == "Q"
    assert "2026" in second.text and second.url == ""


# --- whatever the course and the standing -------------------------------------------------------

KEYS = [f"k{number}" for number in range(6)]
FRACTIONS = st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)])


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    if draw(st.booleans()):
        return Rule(opens_at=draw(st.sampled_from([EARLIER, LATER])))
    return after(draw(st.sampled_from([*KEYS, "gone"])), draw(st.sampled_from([None, "0.5", "1"])))


@st.composite
def courses(draw: st.DrawFn) -> Outline:
    made: list[Activity] = []
    for key in KEYS:
        lessons = [item for item in made[-1:] if item.kind == "lesson"]
        parent = lessons[0].key if lessons and draw(st.booleans()) else ""
        requirement = draw(st.sampled_from(["required", "optional", "one_of"]))
        made.append(
            lesson(
                key,
                *draw(st.lists(rules(), max_size=2)),
                kind="quiz" if parent else draw(st.sampled_from(["lesson", "quiz"])),
                lesson_key=parent,
                requirement=requirement,
                group=draw(st.sampled_from(["g", "h"])) if requirement == "one_of" else "",
                test_out=bool(parent) and draw(st.booleans()),
            )
        )
    others = (before(),) if draw(st.booleans()) else ()
    return outline(*made, in_turn=draw(st.booleans()), courses_before=others)


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    some = st.frozensets(st.sampled_from(KEYS))
    return Standing(
        done=draw(some),
        begun=draw(some),
        fractions=draw(st.dictionaries(st.sampled_from(KEYS), FRACTIONS)),
        courses=draw(st.sampled_from([frozenset(), frozenset({"basics"})])),
        is_finished=draw(st.integers(0, 9)) == 0,
    )


def more(less: Standing, other: Standing) -> Standing:
    """Both: what happened is never undone, and grades only rise."""
    keys = {*less.fractions, *other.fractions}
    return Standing(
        done=less.done | other.done,
        begun=less.begun | other.begun,
        fractions={key: max(less.fractions.get(key, 0), other.fractions.get(key, 0)) for key in keys},
        courses=less.courses | other.courses,
        is_finished=less.is_finished or other.is_finished,
    )


@given(courses(), standings(), standings())
def test_nothing_a_learner_does_ever_locks_anything(course, before, then):
    assert locks(course, more(before, then), NOW).keys() <= locks(course, before, NOW).keys()


@given(courses(), standings())
def test_time_never_locks_anything(course, standing):
    assert locks(course, standing, LATER).keys() <= locks(course, standing, NOW).keys()


@given(courses(), standings())
def test_what_was_begun_or_done_is_open_whatever_conditions_are_added(course, standing):
    strict = replace(
        course,
        in_turn=True,
        activities=tuple(replace(item, rules=(*item.rules, Rule(opens_at=LATER))) for item in course.activities),
    )
    assert not locks(strict, standing, NOW).keys() & (standing.done | standing.begun)


@given(courses(), standings())
def test_a_finished_course_is_open_as_a_whole(course, standing):
    assert locks(course, replace(standing, is_finished=True), NOW) == {}


@given(courses(), standings())
def test_every_lock_says_why_and_everything_named_is_there_and_undone(course, standing):
    for lock in locks(course, standing, NOW).values():
        assert isinstance(lock, Lock) and lock.reasons and lock_words(lock)
        for reason in lock.reasons:
            assert reason.opens_at or reason.url_path
            assert reason.why != "completed" or reason.key not in standing.done


@given(courses(), standings())
def test_whatever_opens_the_reasons_opens_the_activity_or_gives_new_ones(course, standing):
    """No lock lists a reason that is already met."""
    for key, lock in locks(course, standing, NOW).items():
        keys = frozenset(reason.key for reason in lock.reasons)
        best = {reason.key: Decimal(1) for reason in lock.reasons if reason.why == "grade"}
        opened = replace(
            standing,
            done=standing.done | keys,
            fractions={**standing.fractions, **best},
            courses=standing.courses | keys,
        )
        assert not set(lock.reasons) & set(getattr(locks(course, opened, LATER).get(key), "reasons", ()))
