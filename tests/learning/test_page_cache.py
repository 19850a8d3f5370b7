"""Lessons and courses are kept drawn. Whatever shows in them and changes must show at once; a draft must not."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from courses.models import CourseOutcome, CoursePrerequisite, LegalAct, LegalSource, LessonPage
from home.models import AcademySettings, StandardPage
from tests import cast
from tests.courses.samples import COURSE, LESSON, QUIZ
from tests.journeys.editing import fresh, publish


def picture(colour: str) -> ImageFile:
    drawn = BytesIO()
    Picture.new("RGB", (640, 480), colour).save(drawn, "PNG")
    return ImageFile(BytesIO(drawn.getvalue()), name=f"{colour}.png")


@pytest.fixture
def linked(course) -> StandardPage:
    home = course.get_parent().get_parent()
    return home.add_child(instance=StandardPage(title="About us", slug="about"))


@pytest.fixture
def image(db) -> Image:
    return Image.objects.create(title="Map", file=picture("red"))


@pytest.fixture
def document(db) -> Document:
    return Document.objects.create(title="Form", file=ContentFile(b"words", name="form.pdf"))


@pytest.fixture
def act(db) -> LegalAct:
    return LegalAct.objects.create(title="On local self-government", number="280/97-ВР")


@pytest.fixture
def lesson(course, linked, image, document, act) -> LessonPage:
    """Shows one of everything that can change without it, and has been read once."""
    lesson = LessonPage.objects.child_of(course).first()
    blocks = [
        cast.block("text", f'<p><a linktype="page" id="{linked.pk}">Read on</a></p>'),
        cast.block("picture", {"image": image.pk, "alt": "A map", "caption": ""}),
        cast.block("file", {"document": document.pk, "label": ""}),
    ]
    LegalSource.objects.create(page=lesson, act=act)
    return publish(fresh(lesson), body=[cast.section("Everything", *blocks), *lesson.body.raw_data])


@pytest.fixture
def reader(client, lesson):
    """What a reader sees in the lesson; asked twice, so that it is kept."""

    def read() -> str:
        return [client.get(fresh(lesson).url).content.decode() for _ in range(2)][1]

    read()
    return read


def test_a_linked_page_that_moves_is_linked_where_it_is(reader, linked):
    assert 'href="/about/"' in reader()
    publish(linked, slug="about-the-centre")
    assert 'href="/about-the-centre/"' in reader()


def test_a_page_above_the_linked_one_that_moves_is_followed(reader, linked):
    above = linked.get_parent().add_child(instance=StandardPage(title="Above", slug="above"))
    linked.move(above, pos="last-child")
    assert 'href="/above/about/"' in reader()
    publish(fresh(above), slug="higher")
    assert 'href="/higher/about/"' in reader()


def test_a_linked_page_that_is_gone_is_linked_no_more(reader, linked):
    fresh(linked).delete()
    html = reader()
    assert "Read on" in html
    assert 'href="/about/"' not in html


def test_a_picture_replaced_is_shown(reader, image, admin_client):
    before = reader()
    form = {"title": image.title, "collection": image.collection_id, "file": picture("blue"), "description": ""}
    assert admin_client.post(reverse("wagtailimages:edit", args=[image.pk]), form).status_code == 302
    assert "/red" in before
    assert "/red" not in reader()
    assert "/blue" in reader()


def test_a_document_changed_is_shown(reader, document):
    document.title = "A newer form"
    document.save()
    assert "A newer form" in reader()


def test_a_legal_act_changed_is_shown(reader, act):
    act.title = "On local self-government in Ukraine"
    act.save()
    assert "On local self-government in Ukraine" in reader().replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_published_is_shown_and_a_draft_is_not(reader, lesson):
    lesson.title = "Only a draft"
    revision = lesson.save_revision()
    assert "Only a draft" not in reader()
    revision.publish()
    assert "Only a draft" in reader()


def test_a_lesson_beside_it_changed_is_shown_at_the_foot(reader, course, lesson):
    quiz = lesson.get_children().get().specific
    publish(quiz, title="A quiz renamed")
    assert "A quiz renamed" in reader()


def test_the_name_of_the_course_is_shown_in_its_lessons(reader, course):
    publish(fresh(course), title="Foundations renamed")
    assert "Foundations renamed" in reader()


def test_the_name_of_the_academy_is_shown(reader):
    settings = AcademySettings.of_default_site()
    settings.name = "Академія перейменована"
    settings.save()
    assert "Академія перейменована" in reader().replace("\N{NO-BREAK SPACE}", " ")


def test_an_import_over_a_lesson_is_shown(client, db, tmp_path):
    cast.make_site()
    for name, text in (("course.md", COURSE), ("01-council.md", LESSON), ("01-council.gift", QUIZ)):
        Path(tmp_path, name).write_text(text)
    call_command("import_course", str(tmp_path), verbosity=0)
    lesson = LessonPage.objects.get()
    assert "Draw a map." in client.get(lesson.url).content.decode()
    Path(tmp_path, "01-council.md").write_text(LESSON.replace("Draw a map.", "Draw two maps."))
    call_command("import_course", str(tmp_path), verbosity=0)
    assert "Draw two maps." in client.get(lesson.url).content.decode()


def test_the_kept_lesson_holds_no_answer(reader, lesson):
    assert "Who decides?" in reader()
    assert "Yes." not in reader()
    assert str(fresh(lesson).body.raw_data).count("Yes.") == 1


class TestCourse:
    @pytest.fixture
    def reader(self, client, course, edith):
        def read() -> str:
            return [client.get(fresh(course).url).content.decode() for _ in range(2)][1]

        read()
        return read

    def test_a_lesson_added_renamed_and_taken_down_shows(self, reader, course):
        lesson = cast.add_lesson(fresh(course), "Third lesson")
        assert "Third lesson" in reader()
        publish(lesson, title="Third lesson renamed")
        assert "Third lesson renamed" in reader()
        fresh(lesson).unpublish()
        assert "Third lesson" not in reader()

    def test_a_draft_of_a_lesson_does_not_show(self, reader, course):
        lesson = LessonPage.objects.child_of(course).first()
        lesson.title = "Only a draft"
        lesson.save_revision()
        assert "Only a draft" not in reader()

    def test_lessons_moved_show_in_their_new_order(self, reader, course):
        LessonPage.objects.child_of(course).first().move(fresh(course), pos="last-child")
        html = reader()
        assert html.index("Second lesson") < html.index("First lesson")

    def test_an_outcome_published_shows(self, reader, course):
        course = fresh(course)
        course.outcomes.add(CourseOutcome(text="write a petition"))
        publish(course)
        assert "write a petition" in reader().replace("\N{NO-BREAK SPACE}", " ")

    def test_a_course_that_is_better_taken_before_shows_as_it_is_called(self, reader, course):
        other = cast.make_course(course.get_parent().specific, title="Hearings")
        course = fresh(course)
        course.prerequisites.add(CoursePrerequisite(course=other))
        publish(course)
        assert "Hearings" in reader()
        publish(fresh(other), title="Public hearings")
        assert "Public hearings" in reader().replace("\N{NO-BREAK SPACE}", " ")

    def test_a_trainer_who_changes_their_name_is_named_so(self, reader, edith):
        assert "Бойко" in reader()
        edith.full_name = "Едіт Сергіївна Шевченко"
        edith.save()
        assert "Шевченко" in reader()
        assert "Бойко" not in reader()
