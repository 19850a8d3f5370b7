"""Each page in the language of the interface where there is one, and otherwise in the one there is."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from courses.models import CoursePage, CoursePrerequisite, LessonPage
from learning.models import Enrolment
from learning.selectors.enrolments import course_titles
from learning.selectors.impact import impact_of
from learning.selectors.overview import overview
from quizzes.models import QuizPage
from tests import cast
from tests.translated import course_in_english, english_of, front_in_english

HOST = "http://testserver"


@pytest.fixture
def lessons(course) -> list[LessonPage]:
    return list(LessonPage.objects.child_of(course))


def html_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.get("Location")
    return answer.content.decode()


def alternates(html: str) -> dict[str, str]:
    links = [line for line in html.split("\n") if 'rel="alternate" hreflang=' in line]
    return {line.split('hreflang="')[1][:2]: line.split('href="')[1].rstrip('">') for line in links}


# --- addresses -----------------------------------------------------------------------------------


def test_a_translated_page_has_an_address_of_its_own_and_knows_the_other(client, course, lessons):
    english = course_in_english(course)
    for original, translated in [(course, english), (lessons[0], english_of(lessons[0]))]:
        assert translated.url.startswith("/en/courses-in-english/course-1-in-english/")
        for page in (original, translated):
            html = html_of(client, page.url)
            assert alternates(html) == {"uk": f"{HOST}{original.url}", "en": f"{HOST}{translated.url}"}
            assert f'<link rel="canonical" href="{HOST}{page.url}">' in html
            assert '<main id="main">' in html
        assert f'<a href="{original.url}" lang="uk"' in html_of(client, translated.url)
        assert f'<a href="{translated.url}" lang="en"' in html_of(client, original.url)


def test_a_page_in_one_language_has_no_alternates(client, course, lessons):
    course_in_english(course, lessons=1)
    for address in (lessons[1].url, f"/en{lessons[1].url}"):
        assert alternates(html_of(client, address)) == {}


def test_the_original_under_the_other_interface_leads_to_the_translation(client, course, lessons):
    english = course_in_english(course)
    assert client.get(f"/en{course.url}?utm=x").url == f"{english.url}?utm=x"
    assert client.get(f"/en{lessons[0].url}").url == english_of(lessons[0]).url
    assert client.get(english.url.removeprefix("/en")).url == course.url


def test_a_lesson_that_is_not_translated_is_served_as_it_is(client, course, lessons):
    english = course_in_english(course, lessons=1)
    html = html_of(client, f"/en{lessons[1].url}")
    assert '<html lang="en"' in html
    assert '<main id="main" lang="uk">' in html
    assert f'<link rel="canonical" href="{HOST}{lessons[1].url}">' in html
    outline = html_of(client, english.url)
    assert f'<a href="/en{lessons[1].url}" lang="uk">' in outline
    assert f'<a href="{english_of(lessons[0]).url}">' in outline


def test_the_way_on_from_a_translated_lesson_says_in_which_language_it_is(client, course, lessons):
    course_in_english(course, lessons=1)
    quiz = english_of(QuizPage.objects.child_of(lessons[0]).get())
    quiz.unpublish()
    assert '<b lang="uk">Quiz</b>' in html_of(client, english_of(lessons[0]).url)


def test_a_translation_that_is_published_or_taken_down_shows_at_once(client, course, lessons):
    """Also on pages that are kept."""
    course_in_english(course)
    translated = english_of(lessons[0])
    assert alternates(html_of(client, lessons[0].url))
    translated.unpublish()
    assert alternates(html_of(client, lessons[0].url)) == {}
    assert "First lesson" in html_of(client, f"/en{lessons[0].url}")
    translated.save_revision().publish()
    assert client.get(f"/en{lessons[0].url}").url == translated.url
    assert alternates(html_of(client, lessons[0].url))


def test_the_front_page_has_one_address_in_each_language(client, course):
    front_in_english(course)
    assert alternates(html_of(client, "/")) == {"uk": f"{HOST}/", "en": f"{HOST}/en/"}
    assert '<main id="main">' in html_of(client, "/en/")


def test_a_draft_of_the_front_page_shows_nobody_anything(client, course):
    course_in_english(course)
    home = english_of(course.get_parent().get_parent().specific)
    home.unpublish()
    assert '<main id="main" lang="uk">' in html_of(client, "/en/")


def test_the_map_of_the_site_has_the_pages_of_all_languages(client, course):
    english = course_in_english(course)
    locations = html_of(client, "/sitemap.xml")
    for page in (course, english):
        assert f"{page.url}</loc>" in locations


def test_translated_lessons_and_courses_keep_the_query_budget(client, course, alice, lessons):
    from django.db import connection

    english = course_in_english(course)
    cast.read_lessons(Enrolment.objects.get(user=alice), course)
    client.force_login(alice)
    for page in (english, english_of(lessons[0]), course, lessons[0]):
        html_of(client, page.url)
        with CaptureQueriesContext(connection) as counted:
            html_of(client, page.url)
        assert len(counted) <= 6, [query["sql"][:120] for query in counted]


# --- the catalogue ---------------------------------------------------------------------------------


@pytest.fixture
def other(course) -> CoursePage:
    """A course in Ukrainian alone, better taken after the first one."""
    other = cast.make_course(course.get_parent().specific, title="Tools")
    CoursePrerequisite.objects.create(page=other, course=course)
    return other


def titles_in(html: str) -> list[str]:
    return [part.split("</a>")[0].rpartition(">")[2] for part in html.split("<h3")[1:]]


def test_the_english_catalogue_has_each_course_once_in_english_where_there_is_one(client, course, other):
    english = course_in_english(course)
    html = html_of(client, english.get_parent().specific.url)
    assert titles_in(html) == ["Foundations in English", "Tools"]
    assert '<h3 lang="uk"><a href="/en/courses/course-2/">Tools' in html
    assert f'<h3><a href="{english.url}">' in html
    assert html.count("Language: Ukrainian") == 1
    assert "“Foundations in English”" in html


def test_the_ukrainian_catalogue_has_the_originals(client, course, other):
    course_in_english(course)
    assert titles_in(html_of(client, course.get_parent().specific.url)) == ["Foundations", "Tools"]


def test_a_catalogue_that_is_not_translated_shows_the_courses_that_are(client, course, other):
    english = course_in_english(course)
    english.get_parent().specific.unpublish()
    html = html_of(client, "/en/courses/")
    assert titles_in(html) == ["Foundations in English", "Tools"]
    assert '<h3 lang="en">' in html


def test_header_and_footer_lead_to_the_catalogue_of_the_language(client, course):
    english = course_in_english(course)
    assert f'href="{english.get_parent().specific.url}"' in html_of(client, english.url)
    assert f'href="{course.get_parent().specific.url}"' in html_of(client, course.url)


def test_the_next_course_after_a_finished_one_is_told_in_the_language(client, course, other, bob):
    course_in_english(other)
    client.force_login(bob)
    html = html_of(client, f"/en/learn/enrolments/{bob.enrolments.get().pk}/finish/")
    assert "Tools in English" in html


# --- staff -------------------------------------------------------------------------------------------


def test_reports_count_a_course_once(course, alice, bob):
    course_in_english(course)
    courses = CoursePage.objects.all()
    assert course_titles(courses, with_deleted=True) == {course.key: "Foundations"}
    with translation.override("en"):
        assert course_titles(courses, with_deleted=True) == {course.key: "Foundations in English"}
    counted = overview(course.key)
    assert (counted.enrolled, counted.completed, len(counted.activities)) == (2, 1, 3)


def test_a_course_begun_in_english_is_listed_under_the_originals_title(course, charlie):
    enrolment = cast.enrol_person(charlie, course_in_english(course))
    assert (enrolment.course, enrolment.course_title) == (course, "Foundations")


def test_removing_a_translation_leaves_no_records_behind(course, bob):
    english = course_in_english(course)
    assert impact_of([course, english]).people == 1
    assert impact_of([english]) is None
