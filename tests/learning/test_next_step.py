"""Where a learner is sent on to: a course they may open, in the language they are reading."""

import pytest
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from courses.models import CourseIndexPage, CoursePage
from learning.models import Enrolment
from learning.selectors.dashboard import course_card, next_step
from tests import cast


@pytest.fixture
def english(course) -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def enrolment(bob) -> Enrolment:
    return bob.enrolments.get()


def another(title: str, **fields) -> CoursePage:
    return cast.make_course(CourseIndexPage.objects.get(), title=title, **fields)


def test_nobody_is_sent_to_a_course_behind_a_password(enrolment):
    PageViewRestriction.objects.create(page=another("Private"), restriction_type="password", password="x")
    assert next_step(enrolment) is None
    another("Hearings")
    assert next_step(enrolment).title == "Hearings"


def test_a_course_in_the_readers_language_comes_first(enrolment, english):
    another("In English", locale=english)
    another("Українською")
    assert next_step(enrolment).title == "Українською"
    with translation.override("en"):
        assert next_step(enrolment).title == "In English"


def test_a_course_in_another_language_is_better_than_none(enrolment, english):
    another("In English", locale=english)
    assert next_step(enrolment).title == "In English"


def test_a_card_shows_the_course_in_the_readers_language(course, enrolment, english):
    another("In English", locale=english, translation_key=course.translation_key)
    assert course_card(enrolment).title == "Foundations"
    with translation.override("en"):
        assert course_card(enrolment).title == "In English"


def test_whoever_has_work_behind_a_password_still_finds_it(course, enrolment):
    PageViewRestriction.objects.create(page=course, restriction_type="password", password="x")
    assert course_card(enrolment).url == course.url
