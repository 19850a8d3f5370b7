"""A course that cannot be completed is told so, with the reason, before learners meet it. One planted fault each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import assume, given

from courses.models import CoursePage, CoursePrerequisite, LessonPage
from courses.outline import Activity, Outline, SectionRef
from courses.outline_rules import CourseBefore, Rule
from courses.proof import Course, course_faults, reached
from courses.proving import faults_in
from quizzes.definitions import QuizDefinition
from quizzes.models import QuizPage
from quizzes.publishing import Fault, checked_later
from tests import cast
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


# --- at publishing ------------------------------------------------------------------------------


@pytest.fixture
def site(db) -> CoursePage:
    return cast.make_course()


@pytest.fixture
def trainer(admin_client, site) -> Client:
    return admin_client


def lessons(course: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.child_of(course))


def test_saving_a_live_page_is_refused_for_its_own_fault(site):
    first, second = lessons(site)
    cast.add_rule(second, activity=first)
    second.save()
    first.unlock_rules.add(first.unlock_rules.model(activity=second))
    with pytest.raises(ValidationError, match="wait for each other"):
        first.save()


def test_scheduled_publishing_is_refused_for_it_too(site):
    first, second = lessons(site)
    cast.add_rule(second, activity=first)
    second.save()
    first.unlock_rules.add(first.unlock_rules.model(activity=second))
    revision = first.save_revision(clean=False)
    with pytest.raises(ValidationError, match="wait for each other"):
        revision.publish()
    assert not LessonPage.objects.get(pk=first.pk).unlock_rules.exists()


def test_a_lesson_is_published_whatever_else_the_course_lacks(site):
    """Its sister waits for something that is not public: that is hers to mend, and the report tells it."""
    first, second = lessons(site)
    draft = cast.add_lesson(CoursePage.objects.get(pk=site.pk), "Draft", live=False)
    with checked_later():
        cast.add_rule(second, activity=draft)
        second.save()
    first.title = "New title"
    first.save_revision().publish()
    assert [fault.kind for fault in faults_in(site)] == ["unpublished"]


def test_the_last_activity_that_a_course_requires_stays_so(site):
    first, second = lessons(site)
    first.requirement = second.requirement = "optional"  # and with them their quizzes
    first.save()
    with pytest.raises(ValidationError, match="requires nothing") as refused:
        second.save()
    assert list(refused.value.message_dict) == ["requirement"]
    with checked_later():
        second.save()
    assert [fault.kind for fault in faults_in(site)] == ["nothing_required"]
    first.save()


def test_the_first_lesson_of_a_course_may_be_optional(site):
    empty = site.get_parent().specific.add_child(
        instance=CoursePage(title="Empty", slug="empty", summary="None.", hours=1, number=9)
    )
    cast.add_lesson(empty, "Only one", requirement="optional")


def test_a_page_is_refused_for_what_it_makes_of_another(site):
    first, second = lessons(site)
    cast.add_rule(second, activity=first)
    first.requirement = "optional"
    with pytest.raises(ValidationError, match="“Second lesson” waits for “First lesson”") as refused:
        first.save()
    assert list(refused.value.message_dict) == ["requirement"]
    first.title, first.requirement = "Another title", "required"
    first.save()


def test_a_quiz_that_is_closed_already_is_not_published_and_one_that_closed_meanwhile_is_mended(site):
    quiz = QuizPage.objects.descendant_of(site).get()
    quiz.closes_at = timezone.now() - timedelta(days=1)
    with pytest.raises(ValidationError, match="is closed: nobody can begin it") as refused:
        quiz.save()
    assert list(refused.value.message_dict) == ["closes_at"]
    QuizPage.objects.filter(pk=quiz.pk).update(closes_at=quiz.closes_at)
    quiz.title = "Mended"
    quiz.save()
    assert [fault.kind for fault in faults_in(site)] == ["closed"]


@pytest.mark.parametrize("change", ["order", "least_grade", "prerequisite"])
def test_a_course_is_refused_for_what_it_itself_sets(site, change):
    first, second = lessons(site)
    other = cast.make_course(site.get_parent().specific, title="Other")
    act: dict[str, Callable[[], object]] = {
        "order": lambda: cast.add_rule(first, activity=second),
        "least_grade": lambda: QuizPage.objects.descendant_of(site).delete(),
        "prerequisite": lambda: CoursePrerequisite.objects.create(page=other, course=site, required=True),
    }
    act[change]()
    site = CoursePage.objects.get(pk=site.pk)
    site.save()
    site.order = "in_turn" if change == "order" else "free"
    site.least_grade = 80 if change == "least_grade" else None
    if change == "prerequisite":
        site.prerequisites.add(CoursePrerequisite(course=other, required=True))
    with pytest.raises(ValidationError) as caught:
        site.save()
    assert list(caught.value.error_dict) == [{"prerequisite": "prerequisites"}.get(change, change)]
