from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from courses.outline import Activity, Outline, SectionRef
from learning.progress import Facts, counted_activities, measure

AT = datetime(2026, 3, 1, tzinfo=UTC)


def lesson(key, sections=2, requirement="required", group=""):
    refs = tuple(SectionRef(id=f"{key}-{number}", title=f"{number}") for number in range(sections))
    return activity(key, "lesson", requirement, group, sections=refs)


def quiz(key, of="", requirement="required", group=""):
    return activity(key, "quiz", requirement, group, lesson_key=of)


def activity(key, kind, requirement, group, **more):
    values = {"page_id": 1, "title": key, "url_path": f"/{key}/"}
    return Activity(key=key, kind=kind, requirement=requirement, group=group, **values, **more)


def outline(*activities, least_grade=None):
    return Outline(course_key="c", course_id=1, title="C", activities=activities, least_grade=least_grade)


def done(*keys):
    return dict.fromkeys(keys, AT)


FOUNDATIONS = outline(
    lesson("m1"),
    quiz("q1", of="m1"),
    lesson("m2", 5, "one_of", "who"),
    quiz("q2", "m2", "one_of", "who"),
    lesson("m3", 4, "one_of", "who"),
    quiz("q3", "m3", "one_of", "who"),
    lesson("extra", 3, "optional"),
)


def test_a_newcomer_has_done_nothing_of_the_first_way_through():
    progress = measure(FOUNDATIONS, Facts())
    assert (progress.steps_done, progress.steps_total, progress.percent, progress.is_met) == (0, 9, 0, False)


def test_one_of_a_group_is_enough_and_optional_lessons_do_not_count():
    progress = measure(FOUNDATIONS, Facts(completed=done("m1", "q1", "m3", "q3")))
    assert progress.is_met
    assert progress.percent == 100


def test_half_of_each_alternative_does_not_satisfy_a_group():
    assert not measure(FOUNDATIONS, Facts(completed=done("m1", "q1", "m2", "q3"))).is_met


def test_the_alternative_the_learner_is_furthest_on_counts():
    facts = Facts(sections=frozenset({("m3", "m3-0")}))
    assert [item.key for item in counted_activities(FOUNDATIONS, facts)] == ["m1", "q1", "m3", "q3"]


def test_a_completed_lesson_stays_whole_when_a_section_is_added():
    course = outline(lesson("m1", 3))
    facts = Facts(sections=frozenset({("m1", "m1-0"), ("m1", "m1-1")}), completed=done("m1"))
    assert measure(course, facts).sections_done == 3


def test_a_removed_section_does_not_count_above_a_hundred():
    course = outline(lesson("m1", 1), quiz("q1", of="m1"))
    facts = Facts(sections=frozenset({("m1", "m1-0"), ("m1", "gone")}))
    assert measure(course, facts).percent == 50


def test_a_finished_course_stays_finished_and_tells_what_is_new():
    facts = Facts(completed=done("m1"), finished_at=AT, finished_keys=frozenset({"m1"}))
    progress = measure(outline(lesson("m1"), lesson("m9")), facts)
    assert progress.percent == 100
    assert [item.key for item in progress.new_since_finished] == ["m9"]


def test_the_least_grade_is_the_mean_of_the_quizzes_that_count():
    course = outline(quiz("q1"), quiz("q2"), least_grade=Decimal("0.8"))
    facts = Facts(completed=done("q1", "q2"), fractions={"q1": Decimal("0.7"), "q2": Decimal("0.9")})
    assert measure(course, facts).is_met
    lower = replace(facts, fractions={"q1": Decimal("0.7"), "q2": Decimal("0.8")})
    assert measure(course, lower).lacks_grade


def test_a_course_that_asks_for_nothing_is_never_met():
    assert not measure(outline(), Facts()).is_met
    assert not measure(outline(lesson("x", requirement="optional")), Facts(completed=done("x"))).is_met


keys = st.sets(st.sampled_from(["m1", "q1", "m2", "q2", "m3", "q3", "extra"]))
read = st.sets(st.tuples(st.sampled_from(["m1", "m2", "m3"]), st.integers(0, 6)))


@given(keys, read, keys, read)
def test_progress_only_ever_moves_forward(before, read_before, more, read_more):
    """More facts never mean a lower percentage of the way that was furthest, and never undo a met rule."""
    earlier = measure(FOUNDATIONS, facts(before, read_before))
    later = measure(FOUNDATIONS, facts(before | more, read_before | read_more))
    assert later.is_met or not earlier.is_met
    assert 0 <= earlier.percent <= 100
    assert (earlier.percent == 100) == earlier.is_met


def facts(completed, sections):
    return Facts(completed=done(*completed), sections=frozenset((key, f"{key}-{part}") for key, part in sections))
