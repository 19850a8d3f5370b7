"""Before a page with records goes: the numbers. After: the records."""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from wagtail.models import Page

from learning import roles
from learning.learners import Learner
from learning.models import ActivityCompletion, Enrolment, QuizAttempt
from learning.selectors.impact import Impact, impact_of
from learning.services.certificates import issue_certificate
from learning.services.enrolment import enrol
from learning.templatetags.learning_admin import impact_words
from tests import cast


@pytest.fixture
def as_admin(client, db):
    user = cast.make_person("admin")
    user.groups.add(Group.objects.get(name=roles.ADMINISTRATORS))
    client.force_login(user)
    return client


def impact_sentence(course) -> str:
    with translation.override("uk"):
        return escape(impact_words(impact_of([course])))


def test_the_impact_counts_people_guests_and_records(course, alice, bob):
    enrol(learner=Learner(guest_key="guest"), course=course)
    issue_certificate(enrolment=bob.enrolments.get(), holder_name=bob.full_name, key=str(uuid.uuid4()))
    assert impact_of([course]) == Impact(people=2, guests=1, records=1)


def test_a_lesson_and_a_quiz_count_those_who_left_a_trace_in_them(course, quiz, alice, bob):
    lesson = quiz.get_parent()
    assert impact_of([lesson]) == impact_of([quiz]) == Impact(people=1, guests=0, records=0)


def test_a_page_above_counts_what_is_below_it_once(course, bob):
    assert impact_of([course.get_parent(), course]).people == 1


def test_where_nobody_was_there_is_nothing_to_warn_of(course):
    assert impact_of([course]) is None
    assert impact_of([Page.objects.get(depth=1)]) is None
    assert impact_of([]) is None


@pytest.mark.parametrize("act", ["delete", "unpublish"])
def test_removing_a_course_is_asked_about_with_the_numbers(as_admin, course, alice, bob, act):
    url = reverse(f"wagtailadmin_pages:{act}", args=[course.pk])
    assert impact_sentence(course) in as_admin.get(url).content.decode()


@pytest.mark.parametrize("act", ["delete", "unpublish"])
def test_removing_several_pages_is_asked_about_too(as_admin, course, alice, bob, act):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    assert impact_sentence(course) in as_admin.get(url, {"id": course.pk}).content.decode()


@pytest.mark.parametrize("act", ["delete", "unpublish"])
def test_a_page_without_records_goes_without_a_warning(as_admin, course, act):
    response = as_admin.get(reverse(f"wagtailadmin_pages:{act}", args=[course.pk]))
    assert response.status_code == 200
    assert "help-warning" not in response.content.decode() and not list(response.context["messages"])


def test_after_a_deletion_the_records_remain(as_admin, course, bob):
    as_admin.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))
    assert not Page.objects.filter(pk=course.pk).exists()
    assert Enrolment.objects.get().course_title == "Foundations"
    assert ActivityCompletion.objects.count() == 3 and QuizAttempt.objects.count() == 1
