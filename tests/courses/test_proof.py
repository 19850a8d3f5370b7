"""A course that cannot be completed is told so, with the reason, before learners meet it. One planted fault each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given

from courses.outline import Activity, Outline, SectionRef
from courses.outline_rules import CourseBefore, Rule
from courses.proof import Course, course_faults, reached
from quizzes.definitions import QuizDefinition
from quizzes.publishing import Fault
from tests.learning.test_unlocking import after, courses, quiz
from tests.learning.test_unlocking import lesson as bare_lesson
from tests.learning.test_unlocking import outline as bare_outline
from tests.quizzes import samples

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECTIONS = (SectionRef(id="s", title="S"),)


def lesson(key: str, *rules: Rule, **fields) -> Activity:
    return bare_lesson(key, *rules, sections=SECTIONS, **fields)


def proof(outline: Outline, quizzes: dict[str, QuizDefinition] | None = None, **fields) -> tuple[Fault, ...]:
    return course_faults(Course(outline=outline, now=NOW, quizzes=quizzes or {}, **fields))


def kinds(*activities: Activity, quizzes: dict[str, QuizDefinition] | None = None, **fields) -> list[str]:
    return [fault.kind for fault in proof(bare_outline(*activities, **fields), quizzes)]


# --- planted faults -----------------------------------------------------------------------------


def test_a_sound_course_has_no_faults():
    sound = [lesson("a"), quiz("q", lesson_key="a", pass_mark=Decimal("0.7")), lesson("b", after("q", "0.9"))]
    assert kinds(*sound, in_turn=True, least_grade=Decimal("0.8"), quizzes={"q": samples.quiz()}) == []


def test_a_course_still_without_lessons_is_under_construction_and_no_fault():
    assert kinds(least_grade=Decimal("0.8")) == []


def test_two_lessons_that_wait_for_each_other():
    found = proof(bare_outline(lesson("a", after("b")), lesson("b", after("a")), lesson("c")))
    assert {(fault.kind, fault.field, fault.row) for fault in found} == {("cycle", "activity", 0)}
    assert "“A” → “B” → “A”" in found[0].message


def test_a_lesson_that_waits_for_a_later_one_in_a_course_one_after_another():
    assert kinds(lesson("a", after("b")), lesson("b")) == []
    assert kinds(lesson("a", after("b")), lesson("b"), in_turn=True) == ["cycle"]


def test_a_lesson_that_waits_for_its_own_quiz():
    assert kinds(lesson("a", after("q")), quiz("q", lesson_key="a")) == ["cycle"]


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (Rule(), "deleted"),
        (after("gone"), "unpublished"),
        (after("o"), "optional"),
        (after("x"), "optional"),
        (after("q", "0.9"), "grade"),
        (Rule(opens_at=NOW + timedelta(days=20_000)), "date"),
    ],
)
def test_a_lesson_locked_behind_something_impossible(rule, kind):
    hard = samples.quiz(samples.single(samples.choice("a", 0), samples.choice("b", "0.5")), pass_mark=Decimal("0.3"))
    others = [
        lesson("o", requirement="optional"),
        lesson("x", requirement="one_of", group="g"),
        quiz("q", requirement="optional" if kind != "grade" else "required"),
    ]
    found = proof(bare_outline(*others, lesson("a", rule)), {"q": hard})
    assert kind in {fault.kind for fault in found if fault.row == 0 and "“A”" in fault.message}


def test_a_lesson_that_opens_after_it_is_taken_down():
    assert kinds(lesson("a", Rule(opens_at=NOW), expires_at=NOW)) == ["date"]


@pytest.mark.parametrize(
    ("activity", "kind", "field"),
    [
        (quiz("q", closes_at=NOW), "closed", "closes_at"),
        (quiz("q", opens_at=NOW + timedelta(days=4000)), "date", "opens_at"),
        (quiz("q", Rule(opens_at=NOW + timedelta(days=2)), closes_at=NOW + timedelta(days=1)), "date", "opens_at"),
    ],
)
def test_dates_by_which_nobody_can_begin_a_quiz(activity, kind, field):
    assert [(fault.kind, fault.field) for fault in proof(bare_outline(lesson("a"), activity))] == [(kind, field)]


def test_a_lesson_that_opens_after_its_quiz_is_closed():
    late = lesson("a", Rule(opens_at=NOW + timedelta(days=2)))
    closing = quiz("q", lesson_key="a", closes_at=NOW + timedelta(days=1))
    found = proof(bare_outline(late, closing))
    assert [(fault.kind, fault.field, fault.row) for fault in found] == [("date", "opens_at", 0)]
    assert kinds(late, replace(closing, test_out=True)) == []
    assert kinds(late, replace(closing, requirement="optional")) == []


def test_of_several_ways_one_may_be_closed():
    ways = {"requirement": "one_of", "group": "g"}
    closed = quiz("q", closes_at=NOW, **ways)
    assert kinds(lesson("a", **ways), closed) == []
    assert kinds(quiz("p", closes_at=NOW, **ways), closed) == ["group"]


def test_a_pass_mark_above_the_points_on_offer():
    half = samples.single(samples.choice("a", 0), samples.choice("b", "0.5"))
    found = {fault.kind for fault in proof(bare_outline(quiz("q")), {"q": samples.quiz(half)})}
    assert {"pass_mark", "unanswerable"} <= found


def test_a_pass_mark_where_nothing_is_graded():
    assert kinds(quiz("q"), quizzes={"q": samples.quiz(samples.reflection())}) == ["pass_mark"]


@pytest.mark.parametrize("requirement", ["required", "optional"])
def test_a_quiz_with_a_question_nobody_can_answer_counts_where_it_is_required(requirement):
    broken = samples.quiz(
        samples.single(id="q1"), samples.short(samples.accepted("x", 0), id="q2"), pass_mark=Decimal(0)
    )
    found = kinds(lesson("a"), quiz("q", requirement=requirement), quizzes={"q": broken})
    assert found == (["unanswerable"] if requirement == "required" else [])


def test_every_sample_question_can_be_answered():
    assert kinds(quiz("q", pass_mark=Decimal(1)), quizzes={"q": samples.quiz(pass_mark=Decimal(1))}) == []


def test_a_course_that_requires_nothing():
    assert kinds(lesson("a", requirement="optional")) == ["nothing_required"]


def test_a_group_whose_only_way_is_impossible():
    way = lesson("a", after("gone"), requirement="one_of", group="g")
    empty = replace(way, sections=(), rules=())
    assert kinds(lesson("b"), empty) == ["group"]


@pytest.mark.parametrize(("activities", "least"), [([lesson("a")], "0.1"), ([quiz("q")], "0.9")])
def test_a_least_grade_nobody_can_reach(activities, least):
    half = samples.quiz(samples.single(samples.choice("a", 0), samples.choice("b", "0.5")), pass_mark=Decimal("0.3"))
    assert "least_grade" in kinds(*activities, least_grade=Decimal(least), quizzes={"q": half})


def test_a_required_course_that_is_gone():
    gone = CourseBefore(key="x", title="X", url_path="/x/", is_live=False)
    assert kinds(lesson("a"), courses_before=(gone,)) == ["course_gone"]


def test_courses_that_wait_for_each_other():
    other = CourseBefore(key="x", title="X", url_path="/x/")
    course = bare_outline(lesson("a"), courses_before=(other,))
    graph = {"course": frozenset({"x"}), "x": frozenset({"y"}), "y": frozenset({"course"})}
    assert [fault.kind for fault in proof(course, required=graph)] == ["course_cycle"]
    assert proof(course, required={"course": frozenset({"x"})}) == ()


@given(courses())
def test_where_nothing_is_found_everything_can_be_reached(outline):
    outline = replace(
        outline,
        activities=tuple(
            replace(item, sections=SECTIONS if item.kind == "lesson" else ()) for item in outline.activities
        ),
    )
    assume(not proof(outline))
    assert reached(Course(outline=outline, now=NOW)) == {item.key for item in outline.activities}


def test_what_people_mark_may_be_needed_to_pass():
    """Somebody will give the mark; so it is on offer."""
    marked = samples.quiz(samples.reflection(max_mark=Decimal(5)))
    assert kinds(quiz("q"), quizzes={"q": marked}) == []
