"""The outline is what learners can see now, in order; its stamp changes with it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from courses.models import CourseIndexPage, CoursePage, LessonPage
from courses.outline import course_outline
from quizzes.models import QuizPage
from tests.courses.samples import block, question, quiz_questions, section

pytestmark = pytest.mark.django_db


def fresh(course: CoursePage) -> CoursePage:
    return CoursePage.objects.get(pk=course.pk)


def outline(course: CoursePage):
    return course_outline(fresh(course))


def stamp(course: CoursePage):
    return fresh(course).outline_stamp


def titles(course: CoursePage) -> list[str]:
    return [activity.title for activity in outline(course).activities]


def add_lesson(course: CoursePage, title: str) -> LessonPage:
    page = LessonPage(title=title, goal="Know it.", body=[section("One")])
    return fresh(course).add_child(instance=page)


def test_an_outline_holds_each_lesson_and_then_its_quizzes(course, lesson, quiz):
    add_lesson(course, "Second")
    final = QuizPage(title="Final", questions=quiz_questions())
    fresh(course).add_child(instance=final)
    assert titles(course) == ["The council", "Quiz", "Second", "Final"]
    assert [activity.lesson_key for activity in outline(course).activities] == ["", lesson.key, "", ""]
    assert [activity.title for activity in outline(course).quizzes_of("")] == ["Final"]


def test_an_activity_knows_its_sections_checks_and_rules(course, lesson, quiz):
    check = block("check", [question()])
    lesson.body = [section("One", check), section("Two")]
    lesson.save()
    activity, test = outline(course).activities
    assert [part.title for part in activity.sections] == ["One", "Two"]
    assert activity.checks == (check["id"],)
    assert (test.question_count, test.pass_mark, test.grading_method) == (2, Decimal("0.7"), "best")


def test_the_least_grade_is_a_fraction(course):
    assert outline(course).least_grade is None
    course.least_grade = 60
    course.save()
    assert course_outline(course).least_grade == Decimal("0.6")


def test_a_quiz_below_a_lesson_is_asked_for_as_its_lesson_is(course, lesson, quiz):
    lesson.requirement, lesson.group = "one_of", "way"
    lesson.save()
    found = outline(course).activity(quiz.key)
    assert (found.requirement, found.group) == ("one_of", "way")


def test_a_quiz_that_is_optional_itself_stays_optional(course, lesson, quiz):
    quiz.requirement = "optional"
    quiz.save()
    assert outline(course).activity(quiz.key).requirement == "optional"


def test_drafts_and_what_is_below_them_are_left_out(course, lesson, quiz):
    lesson.unpublish()
    assert titles(course) == []


def test_an_unknown_key_is_a_key_error(course):
    assert outline(course).find("nobody") is None
    with pytest.raises(KeyError):
        outline(course).activity("nobody")


def test_a_kept_outline_costs_no_query(course, lesson, quiz, django_assert_num_queries):
    course = fresh(course)
    with django_assert_num_queries(5):
        first = course_outline(course)
    with django_assert_num_queries(0):
        assert course_outline(course) == first


def test_publishing_a_lesson_shows_and_gives_the_course_no_revision(course, lesson):
    course_outline(fresh(course))
    lesson.title = "Renamed"
    lesson.save_revision().publish()
    assert titles(course) == ["Renamed"]
    assert not fresh(course).revisions.exists()


def test_saving_a_draft_changes_no_stamp(course, lesson):
    before = stamp(course)
    lesson.title = "Not yet"
    lesson.save_revision()
    assert stamp(course) == before


def test_unpublishing_from_the_base_page_shows(course, lesson):
    course_outline(fresh(course))
    lesson.page_ptr.unpublish()
    assert titles(course) == []


def test_deleting_shows(course, lesson, quiz):
    course_outline(fresh(course))
    lesson.delete()
    assert titles(course) == []


def test_reordering_shows(course, lesson):
    second = add_lesson(course, "Second")
    course_outline(fresh(course))
    second.move(LessonPage.objects.get(pk=lesson.pk), pos="left")
    assert titles(course) == ["Second", "The council"]


def test_moving_a_lesson_shows_in_both_courses(catalogue, course, lesson):
    other = CourseIndexPage.objects.get(pk=catalogue.pk).add_child(
        instance=CoursePage(title="Other", summary="How.", hours=1)
    )
    assert titles(course) == ["The council"] and titles(other) == []
    LessonPage.objects.get(pk=lesson.pk).move(fresh(other), pos="last-child")
    assert titles(course) == [] and titles(other) == ["The council"]


def test_a_new_slug_above_the_course_shows_in_every_address(
    catalogue, course, lesson, django_capture_on_commit_callbacks
):
    assert outline(course).lessons[0].url_path.endswith("/courses-of-a-test/democracy/council/")
    catalogue = CourseIndexPage.objects.get(pk=catalogue.pk)
    catalogue.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        catalogue.save()
    assert outline(course).lessons[0].url_path.endswith("/renamed/democracy/council/")


def test_publishing_on_schedule_shows(course, lesson):
    course_outline(fresh(course))
    lesson.title = "On time"
    lesson.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert titles(course) == ["On time"]


def test_an_older_revision_brings_no_older_stamp_back(course):
    revision = course.save_revision()
    before = stamp(course)
    course.save()
    revision = Revision.objects.get(pk=revision.pk)
    assert revision.as_object().outline_stamp == stamp(course)
    revision.publish()
    assert stamp(course) not in (before, course.outline_stamp)


def test_a_copied_course_has_an_outline_of_its_own(course, lesson, quiz):
    copied = fresh(course).copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
    keys = {activity.key for activity in outline(copied).activities}
    assert len(keys) == 2
    assert not keys & {lesson.key, quiz.key}
