import pytest
from wagtail.models import Revision

from courses.models import CourseIndexPage, CoursePage, LessonPage, RolePath
from home.path_planting import plant_role_paths
from tests import cast
from tests.translated import front_in_english

pytestmark = pytest.mark.django_db

WORDS = """
paths:
  - {id: residents, audience: residents, title: For residents, text: Where to begin., lessons: [L1, L2, L3]}
"""


@pytest.fixture
def words(tmp_path):
    file = tmp_path / "site.yaml"
    file.write_text(WORDS)
    return file


@pytest.fixture
def lessons(course) -> list[LessonPage]:
    """Two of the three lessons that the words name: the first and the last."""
    first, second = LessonPage.objects.child_of(course).order_by("path")
    name(first, "L1")
    name(second, "L3")
    return [first, second]


def name(lesson: LessonPage, starter_id: str) -> None:
    LessonPage.objects.filter(pk=lesson.pk).update(starter_id=starter_id)


def index() -> CourseIndexPage:
    return CourseIndexPage.objects.get()


def listed() -> list[str]:
    return [row.lesson.starter_id for path in index().role_paths.all() for row in path.lessons.all()]


def take_out(starter_id: str) -> None:
    page = index()
    path = page.role_paths.get()
    path.lessons = [row for row in path.lessons.all() if row.lesson.starter_id != starter_id]
    page.role_paths = [path]
    page.save_revision().publish()


def test_a_path_gets_the_lessons_that_are_there(lessons, words):
    assert plant_role_paths(words) == 2
    assert listed() == ["L1", "L3"]


def test_a_path_without_any_lesson_waits(course, words):
    assert plant_role_paths(words) == 0
    assert not RolePath.objects.exists()


def test_a_lesson_that_comes_later_takes_its_place(lessons, words, course):
    plant_role_paths(words)
    name(cast.add_lesson(CoursePage.objects.get(pk=course.pk), "Later"), "L2")
    assert plant_role_paths(words) == 1
    assert listed() == ["L1", "L2", "L3"]


def test_what_an_editor_took_out_stays_out(lessons, words):
    plant_role_paths(words)
    take_out("L3")
    assert plant_role_paths(words) == 0
    assert listed() == ["L1"]


def test_a_path_that_an_editor_removed_stays_away(lessons, words, course):
    plant_role_paths(words)
    page = index()
    page.role_paths = []
    page.save_revision().publish()
    name(cast.add_lesson(CoursePage.objects.get(pk=course.pk), "Later"), "L2")
    assert plant_role_paths(words) == 0
    assert listed() == []


def test_an_older_revision_brings_back_no_memory_of_planting(lessons, words):
    older = index().save_revision()
    older.publish()
    plant_role_paths(words)
    Revision.objects.get(pk=older.pk).publish()
    assert index().planted_paths == {"residents": ["L1", "L3"]}


def test_a_draft_of_the_catalogue_is_neither_published_nor_lost(lessons, words):
    page = index()
    page.title = "A draft"
    page.save_revision()
    assert plant_role_paths(words) == 0
    assert index().get_latest_revision_as_object().title == "A draft"


def test_a_catalogue_in_english_gets_the_same_lessons_under_english_words(course, lessons, words):
    english = front_in_english(course)
    said = "paths: [{id: residents, title: For those who live here, text: Begin here.}]"
    words.with_suffix(".en.yaml").write_text(said)
    plant_role_paths(words)
    path = CourseIndexPage.objects.get(pk=english.pk).role_paths.get()
    assert (path.title, path.audience) == ("For those who live here", "residents")
    assert [row.lesson for row in path.lessons.all()] == lessons
    assert plant_role_paths(words) == 0


def test_a_catalogue_without_words_for_a_path_has_none(course, lessons, words):
    english = front_in_english(course)
    plant_role_paths(words)
    assert not CourseIndexPage.objects.get(pk=english.pk).role_paths.exists()
