"""A course goes out as a zip and comes in as one, by people who may; what learners did stays theirs."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, ModelLogEntry, PageLogEntry

from courses.models import CourseIndexPage, CoursePage, CourseTeamMember, LessonPage, Term
from courses.portable.exporter import export_course, write_folder, write_zip
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from learning import uploads
from learning.models import Enrolment, QuizAttempt, Response, SectionCompletion
from tests import cast
from tests.courses.everything import png
from tests.courses.samples import COURSE, LESSON, QUIZ

IMPORT = reverse("learning_reports:import_course")
NEW = {"course.md": COURSE, "01-council.md": LESSON, "01-council.gift": QUIZ}
MARKED = "The [council](term:rada) has a [quorum](term:kvorum)."
GLOSSARY = """- id: rada
  word: council
  definition: As the zip says.
- id: kvorum
  word: quorum
  definition: The least number.
"""
WITH_TERMS = {**NEW, "01-council.md": LESSON.replace("The council does.", MARKED), "glossary.yaml": GLOSSARY}


def export_url(course: CoursePage) -> str:
    return reverse("learning_reports:export_course", args=[course.pk])


def zipped(files: dict[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def as_zip(course: CoursePage) -> bytes:
    made = BytesIO()
    write_zip(export_course(course), made)
    return made.getvalue()


def files_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def send(client, content: bytes):
    archive = SimpleUploadedFile("course.zip", content, "application/zip")
    return client.post(IMPORT, {"archive": archive, "catalogue": CourseIndexPage.objects.get().pk})


def agree(client, answer, **data):
    initial = answer.context["confirmation"].initial
    return client.post(IMPORT, {"upload": initial["upload"], "catalogue": initial["catalogue"].pk, **data})


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


@pytest.fixture
def others(course):
    return cast.make_course(CourseIndexPage.objects.get(), title="Others")


def test_a_trainer_downloads_their_course_and_it_is_written_down(trainer, edith, course):
    page = trainer.get(export_url(course))
    assert not PageLogEntry.objects.filter(action="courses.export").exists()
    answer = trainer.post(export_url(course))
    files = files_of(b"".join(answer.streaming_content))
    assert set(files) == {"course.md", "01-first-lesson.md", "01-first-lesson.gift", "02-second-lesson.md"}
    assert "course team" in page.content.decode() or page.context["exported"].losses
    assert PageLogEntry.objects.get(action="courses.export").user == edith


def test_the_button_is_there_for_who_may(trainer, course, others):
    assert export_url(course) in trainer.get(reverse("wagtailadmin_explore", args=[course.pk])).content.decode()
    assert trainer.get(export_url(others)).status_code == trainer.post(export_url(others)).status_code == 404


def test_a_new_course_is_looked_at_and_then_its_senders(trainer, edith):
    answer = send(trainer, zipped(NEW))
    assert not CoursePage.objects.filter(starter_id="demo").exists()
    assert [item.state for item in answer.context["report"].items] == ["created"] * 3
    agree(trainer, answer)
    course = CoursePage.objects.get(starter_id="demo")
    assert (course.live, course.owner) == (False, edith)
    assert CourseTeamMember.objects.get(page=course).user == edith
    assert trainer.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).status_code == 200
    assert PageLogEntry.objects.get(action="courses.import").user == edith
    with pytest.raises(FileNotFoundError):
        uploads.name_of(answer.context["confirmation"].initial["upload"], edith)


def test_new_pages_are_public_when_asked_for(trainer):
    answer = agree(trainer, send(trainer, zipped(NEW)), publish="on")
    assert answer.status_code == 302, answer.context["problems"]
    assert CoursePage.objects.get(starter_id="demo").live
    assert LessonPage.objects.get(starter_id="L1").live


def test_a_trainer_brings_the_terms_that_are_new_and_leaves_those_of_editors(trainer, edith):
    Term.objects.create(slug="rada", word="council", definition="As the editors say.")
    answer = send(trainer, zipped(WITH_TERMS))
    assert "quorum" in answer.content.decode()
    assert [term.slug for term in Term.objects.all()] == ["rada"]
    agree(trainer, answer)
    assert set(Term.objects.values_list("slug", "definition")) == {
        ("rada", "As the editors say."),
        ("kvorum", "The least number."),
    }
    assert ModelLogEntry.objects.get(action="wagtail.create", label="quorum").user == edith


def test_who_may_not_add_terms_is_told_so_with_the_line(trainer, edith):
    Permission.objects.get(codename="add_term").group_set.clear()
    answer = send(trainer, zipped(WITH_TERMS))
    assert answer.status_code == 422
    line = 1 + WITH_TERMS["01-council.md"].partition(MARKED)[0].count("\n")
    problems = answer.context["problems"]
    assert [(one.file, one.line) for one in problems] == [("01-council.md", line)] * 2
    assert ["council" in problems[0].message, "quorum" in problems[1].message] == [True, True]
    assert not Term.objects.exists()


def test_who_may_not_add_terms_uses_those_that_are_there(trainer):
    Permission.objects.get(codename="add_term").group_set.clear()
    for slug, word in (("rada", "council"), ("kvorum", "quorum")):
        Term.objects.create(slug=slug, word=word, definition="Known.")
    assert agree(trainer, send(trainer, zipped(WITH_TERMS))).status_code == 302
    assert LessonPage.objects.filter(starter_id="L1").exists()


def test_the_files_of_a_new_course_lie_where_its_team_works_and_not_in_a_folder_of_that_name(trainer, edith):
    theirs = Collection.get_first_root_node().add_child(name="demo")
    lesson = f'{LESSON}\n![A plan](media/plan.png "The hall")\n'
    agree(trainer, send(trainer, zipped({**NEW, "01-council.md": lesson, "media/plan.png": png()})))
    collection = get_image_model().objects.get().collection
    assert collection != theirs
    assert collection.group_permissions.filter(group__user=edith).exists()


def test_faults_are_shown_with_file_and_line_and_nothing_is_kept(trainer):
    answer = send(trainer, zipped({**NEW, "01-council.md": LESSON.replace("minutes: 30", "minutes: soon")}))
    assert answer.status_code == 422
    assert "01-council.md:8: minutes" in answer.content.decode()
    assert not CoursePage.objects.filter(starter_id="demo").exists()


@pytest.mark.parametrize("content", [b"no zip", zipped({"../course.md": COURSE}), zipped({"a.md": ""})])
def test_a_hostile_zip_is_told_so(trainer, content):
    answer = send(trainer, content)
    assert answer.status_code == 422
    assert answer.context["problems"]


def test_nobody_imports_over_the_course_of_others(trainer, others):
    files = {name: text.replace("Others", "Mine") for name, text in files_of(as_zip(others)).items()}
    answer = send(trainer, zipped(files))
    assert answer.status_code == 422
    assert "not of its team" in str(answer.context["problems"][0]) or answer.context["problems"]
    assert CoursePage.objects.get(pk=others.pk).title == "Others"


def test_a_lesson_of_others_is_not_reached_by_its_key(trainer, others):
    theirs = LessonPage.objects.child_of(others).first()
    lesson = LESSON.replace("id: L1", f"id: {theirs.translation_key}")
    answer = send(trainer, zipped({**NEW, "01-council.md": lesson}))
    agree(trainer, answer)
    assert answer.context["report"].notices
    assert LessonPage.objects.get(pk=theirs.pk).title == "First lesson"


def test_a_translation_of_the_course_of_others_is_not_begun(trainer, others):
    course = COURSE.replace("id: demo", f"id: {others.translation_key}").replace("language: uk", "language: en")
    assert send(trainer, zipped({**NEW, "course.md": course})).status_code == 422


def test_an_upload_is_its_senders_alone(trainer, client, staff, course):
    answer = send(trainer, zipped(NEW))
    administrator = cast.make_person("root", is_superuser=True)
    client.force_login(administrator)
    agree(client, answer)
    assert not CoursePage.objects.filter(starter_id="demo").exists()


def test_an_import_over_a_course_keeps_what_learners_did(course, bob, alice, tmp_path):
    before = facts()
    outline = [(page.pk, page.translation_key) for page in course.get_descendants()]
    sections = [part.id for lesson in LessonPage.objects.child_of(course) for part in lesson.body]
    write_folder(export_course(course), tmp_path)
    for path in tmp_path.glob("0*.md"):
        path.write_text(path.read_text().replace("the text", "another text").replace(", one {", ", first {"))
    changed = change(tmp_path / "01-first-lesson.gift")
    report = import_course(source=read_course(tmp_path))
    assert report.count("updated") == 3
    assert changed
    assert [(page.pk, page.translation_key) for page in course.get_descendants()] == outline
    assert [part.id for lesson in LessonPage.objects.child_of(course) for part in lesson.body] == sections
    assert [
        list(model.objects.order_by("pk").values()) for model in (SectionCompletion, QuizAttempt, Response)
    ] == before
    assert Enrolment.objects.get(user=bob).completion


def facts() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in (SectionCompletion, QuizAttempt, Response)]


def change(path: Path) -> bool:
    text = path.read_text()
    path.write_text(text.replace("Who decides?", "Who is it that decides?"))
    return path.read_text() != text
