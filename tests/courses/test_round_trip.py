"""Export, import, export: the same bytes, whatever the course is made of."""

from pathlib import Path

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.models import CourseIndexPage, CoursePage, LegalAct, LessonPage, Term
from courses.portable.exporter import Exported, export_course, write_folder
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from quizzes.models import QuizPage
from tests import cast
from tests.courses.everything import make_everything

pytestmark = pytest.mark.django_db
STARTER = sorted(path.parent for path in Path("courses/starter").glob("*/course.md"))


@pytest.fixture
def catalogue(db) -> CourseIndexPage:
    return cast.make_site()


def bring(folder: Path, catalogue: CourseIndexPage, **options) -> CoursePage:
    report = import_course(source=read_course(folder), parent=catalogue, **options)
    assert report.notices == ()
    return CoursePage.objects.get(pk=report.course_id)


def carry(course: CoursePage, folder: Path) -> tuple[Exported, dict[str, bytes]]:
    """What is written, and the bytes of the folder."""
    exported = export_course(course)
    write_folder(exported, folder)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return exported, {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def forget(course: CoursePage) -> None:
    """As on a site that never saw the course."""
    for page in CoursePage.objects.filter(translation_key=course.translation_key):
        page.delete()
    get_image_model().objects.all().delete()
    get_document_model().objects.all().delete()
    Term.objects.all().delete()
    LegalAct.objects.all().delete()


@pytest.mark.parametrize("folder", STARTER, ids=lambda path: path.name)
def test_a_starter_course_comes_back_the_same_anywhere(folder, catalogue, tmp_path):
    course = bring(folder, catalogue)
    exported, first = carry(course, tmp_path / "first")
    assert exported.losses == ()
    forget(course)
    _exported, second = carry(bring(tmp_path / "first", catalogue), tmp_path / "second")
    assert second == first


def test_a_course_of_the_editor_comes_back_the_same_on_another_site(catalogue, tmp_path):
    course = make_everything(catalogue)
    exported, first = carry(course, tmp_path / "first")
    assert exported.losses == ()
    forget(course)
    _exported, second = carry(bring(tmp_path / "first", catalogue), tmp_path / "second")
    assert second == first


def test_a_course_imported_over_itself_changes_nothing(catalogue, tmp_path):
    course = make_everything(catalogue)
    before = {page.pk: page.latest_revision_id for page in course.get_descendants(inclusive=True)}
    pictures = get_image_model().objects.count()
    _exported, first = carry(course, tmp_path / "first")
    report = import_course(source=read_course(tmp_path / "first"))
    assert {item.state for item in report.items} == {"unchanged"}
    assert {page.pk: page.latest_revision_id for page in course.get_descendants(inclusive=True)} == before
    assert get_image_model().objects.count() == pictures
    _exported, second = carry(CoursePage.objects.get(pk=course.pk), tmp_path / "second")
    assert second == first


def test_everything_is_there_again(catalogue, tmp_path):
    course = make_everything(catalogue)
    pages = [(page.title, page.slug, page.translation_key) for page in course.get_descendants(inclusive=True)]
    carry(course, tmp_path)
    forget(course)
    again = bring(tmp_path, catalogue)
    assert [(page.title, page.slug, page.translation_key) for page in again.get_descendants(inclusive=True)] == pages
    assert QuizPage.objects.get(slug="test").show_answers == "never"
    assert LessonPage.objects.get(slug="second").group == "шлях: а"
    assert LessonPage.objects.get(slug="second").review_months == 6
    assert [(term.slug, term.word, term.articles) for term in Term.objects.order_by("slug")] == [
        ("a-komirka", "комірка", ""),
        ("kvorum", "кворум: межа", "46"),
    ]
    assert Term.objects.get(slug="a-komirka").more == "<p>Ще: «слово» &amp; край.</p>"
    assert [(row.course.slug, row.required) for row in again.prerequisites.all()] == [
        ("first", False),
        ("basics", True),
    ]
    assert (again.order, QuizPage.objects.get(slug="quiz").test_out) == ("in_turn", True)
    rules = [(rule.activity.slug, rule.percent) for rule in LessonPage.objects.get(slug="second").unlock_rules.all()]
    assert rules == [("first_lesson", None), ("quiz", 80)]
    assert QuizPage.objects.get(slug="final").unlock_rules.get().opens_at.isoformat() == "2026-03-01T07:30:00+00:00"
    assert get_image_model().objects.get().description == "Опис"
