"""The numbers of the front page are true: they come and go with what they count."""

import pytest
from django.core.cache import cache

from courses.models import CourseIndexPage, CoursePage
from learning.selectors import numbers
from tests import cast

pytestmark = pytest.mark.django_db


def counted() -> numbers.Numbers:
    cache.delete(numbers.CACHE_KEY)
    return numbers.front_page_numbers(CourseIndexPage.objects.get())


def test_what_is_public_is_counted(course):
    found = counted()
    assert (found.courses, found.lessons, found.questions, found.hours) == (1, 2, 3, 2)


def test_what_is_taken_offline_is_counted_no_more(course):
    CoursePage.objects.get().unpublish()
    assert (counted().courses, counted().lessons) == (0, 0)


def test_few_learners_are_not_counted_and_many_are(course, monkeypatch):
    monkeypatch.setattr(numbers, "FEWEST_PEOPLE", 2)
    cast.finish_course(cast.make_person("first"), course)
    assert counted().learners == 0
    cast.enrol_person(cast.make_person("second"), course)
    assert counted().learners == 2
    assert counted().records == 0


def test_a_number_that_is_zero_is_not_shown(client, course):
    html = client.get("/").content.decode()
    assert "питання в тестах" in html
    assert "людей навчаються" not in html
    assert "записів про завершення" not in html


def test_counting_people_costs_nothing_the_second_time(course, django_assert_num_queries):
    numbers.people()
    with django_assert_num_queries(0):
        numbers.people()
