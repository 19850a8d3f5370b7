"""Pages and courses by which a course could not be completed are not published, whoever publishes them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from courses.models import CoursePage, CoursePrerequisite, LessonPage
from courses.proving import faults_in
from quizzes.models import QuizPage
from quizzes.publishing import checked_later
from tests import cast


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
