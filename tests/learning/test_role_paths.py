"""The lists of lessons for one kind of reader: in the catalogue, and behind the front page's paths."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction

from courses.models import CourseIndexPage, CoursePage, LessonPage, RolePath, RolePathLesson
from courses.outline import course_outline
from home.paths import facts_of_path
from learning.learners import Learner
from learning.models import Enrolment, User
from learning.selectors.role_paths import role_paths
from learning.services.sections import complete_section
from tests import cast
from tests.translated import course_in_english

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(course) -> RolePath:
    """For residents: the second lesson, then the first."""
    path = RolePath(audience="residents", title="For residents", text="Where to begin.")
    lessons = LessonPage.objects.child_of(course).order_by("-path")
    path.lessons = [RolePathLesson(lesson=lesson, sort_order=place) for place, lesson in enumerate(lessons)]
    index = CourseIndexPage.objects.get()
    index.role_paths = [path]
    index.save_revision().publish()
    return RolePath.objects.get()


def titles(**options) -> list[str]:
    return [stop.title for path in role_paths(CourseIndexPage.objects.get(), None, **options) for stop in path.stops]


def test_the_lessons_stand_in_the_order_of_the_path(path):
    assert titles(audience="residents") == ["Second lesson", "First lesson"]


def test_a_lesson_is_listed_in_the_language_of_the_interface_where_it_is_translated(path, course):
    course_in_english(course, lessons=1)
    with translation.override("en"):
        found = [(stop.title, stop.course_title) for path in role_paths(path.page, None) for stop in path.stops]
    assert found == [("Second lesson", "Foundations in English"), ("First lesson in English", "Foundations in English")]


def test_other_readers_are_not_shown_it(path):
    assert titles(audience="officials") == []


def test_a_lesson_taken_offline_or_locked_leaves_the_path(path):
    first, second = LessonPage.objects.order_by("path")
    first.unpublish()
    assert titles() == ["Second lesson"]
    PageViewRestriction.objects.create(page=second, restriction_type="login")
    assert titles() == []


def test_a_lesson_of_a_course_that_is_not_public_is_not_shown(path):
    CoursePage.objects.get().unpublish()
    assert titles() == []


def test_learners_see_their_own_marks_and_nobody_elses(path, alice, charlie, course):
    enrolment = Enrolment.objects.get(user=alice)
    outline = course_outline(CoursePage.objects.get())
    first, second = outline.lessons
    sections = [(first, first.sections[0]), *((second, section) for section in second.sections)]
    for lesson, section in sections:
        complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson.key, section_id=section.id)
    index = CourseIndexPage.objects.get()
    states = {
        person.email: [stop.state for stop in role_paths(index, Learner(user=person))[0].stops]
        for person in (alice, charlie)
    }
    assert states == {"alice@example.org": ["done", "here"], "charlie@example.org": ["new", "new"]}


def test_a_longer_path_costs_no_more_queries(path, alice):
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            role_paths(CourseIndexPage.objects.get(), Learner(user=alice))
        return len(counted)

    cost()  # what Wagtail looks up once
    before = cost()
    for number in range(5):
        lesson = cast.add_lesson(CoursePage.objects.get(), f"More {number}")
        RolePathLesson.objects.create(path=path, lesson=lesson, sort_order=number + 2)
    assert cost() == before


def test_the_catalogue_shows_the_paths_below_the_courses_and_the_chosen_one_above(client, path):
    catalogue = CourseIndexPage.objects.get().url
    everything, chosen = (client.get(address).content.decode() for address in (catalogue, f"{catalogue}?for=residents"))
    assert everything.index("course-row") < everything.index('href="?for=residents"')
    assert chosen.index('class="route"') < chosen.index("course-row")
    assert "For\N{NO-BREAK SPACE}residents" in chosen or "For residents" in chosen


def test_a_path_of_the_front_page_counts_the_lessons_of_the_list(path, course):
    cast.add_lesson(CoursePage.objects.get(), "Not in the list")
    facts = facts_of_path(CourseIndexPage.objects.get(), "residents")
    assert (facts.courses, facts.lessons, facts.hours) == (0, 2, 2)


def test_an_editor_sees_the_paths_and_their_lessons(client, path):
    client.force_login(User.objects.create_superuser("admin@example.org", "a long password"))
    index = CourseIndexPage.objects.get()
    html = client.get(f"/cms/pages/{index.pk}/edit/").content.decode()
    assert "role_paths-0-lessons-1-lesson" in html
