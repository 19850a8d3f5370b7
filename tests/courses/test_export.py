"""The export tells what it cannot say; the import tells what it would change."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageLogEntry, PageViewRestriction

from courses.models import CoursePage, LessonPage
from courses.portable.exporter import export_course
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.source import PortableError
from quizzes.models import QuizPage
from tests import cast
from tests.courses.samples import section

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(db):
    return cast.make_site()


@pytest.fixture
def demo(folder, catalogue) -> CoursePage:
    return CoursePage.objects.get(pk=bring(folder).course_id)


def bring(folder, **options):
    return import_course(source=read_course(folder), **options)


def losses(course: CoursePage) -> str:
    return "\n".join(map(str, export_course(course).losses))


def change(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


@pytest.mark.parametrize("name", ["demo", "by-slug"])
def test_the_command_finds_a_course_by_id_or_slug(demo, name, tmp_path):
    if name == "by-slug":
        CoursePage.objects.update(slug="by-slug", starter_id="")
    call_command("export_course", name, str(tmp_path / "out"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "01-council.gift",
        "01-council.md",
        "course.md",
    ]
    assert PageLogEntry.objects.get(action="courses.export").page_id == demo.pk


def test_a_zip_goes_out_and_comes_in(demo, tmp_path, capsys):
    target = tmp_path / "demo.zip"
    call_command("export_course", "demo", str(target))
    first = target.read_bytes()
    demo.delete()
    call_command("import_course", str(target))
    call_command("export_course", "demo", str(target))
    assert target.read_bytes() == first
    assert zipfile.ZipFile(target).testzip() is None


def test_an_unknown_course_is_told_with_those_there_are(demo, tmp_path):
    with pytest.raises(CommandError, match="There are: demo"):
        call_command("export_course", "other", str(tmp_path))


def test_files_of_lessons_that_are_gone_go_from_the_folder(demo, tmp_path):
    call_command("export_course", "demo", str(tmp_path / "out"))
    (tmp_path / "out" / "07-old.md").write_text("old")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    call_command("export_course", "demo", str(tmp_path / "out"))
    assert not (tmp_path / "out" / "07-old.md").exists()
    assert (tmp_path / "out" / "notes.txt").exists()


def test_a_dry_run_shows_the_lines_that_would_change(demo, folder, capsys):
    change(folder / "01-council.md", "Nina asks **who** decides.", "Olena asks who decides.")
    call_command("import_course", str(folder), dry_run=True)
    said = capsys.readouterr().out
    assert "-Nina asks **who** decides." in said
    assert "+Olena asks who decides." in said
    assert "unchanged course.md" in said


def test_an_import_that_says_the_same_in_other_words_changes_nothing(demo, folder):
    change(folder / "01-council.md", "asks **who** decides", "asks __who__\ndecides")
    before = LessonPage.objects.get().latest_revision_id
    assert {item.state for item in bring(folder).items} == {"unchanged"}
    assert LessonPage.objects.get().latest_revision_id == before


def test_drafts_stay_drafts(demo, catalogue, tmp_path):
    draft = cast.add_lesson(demo, "Not yet", live=False)
    draft.body = [section("Newer")]
    draft.save_revision()
    call_command("export_course", "demo", str(tmp_path / "out"))
    assert "draft: true" in (tmp_path / "out" / "02-not-yet.md").read_text()
    assert "## Newer" in (tmp_path / "out" / "02-not-yet.md").read_text()
    CoursePage.objects.get(pk=demo.pk).delete()
    bring(tmp_path / "out")
    assert not LessonPage.objects.get(slug="not-yet").live


def test_what_the_folder_cannot_say_is_told(demo):
    lesson = LessonPage.objects.get()
    lesson.body = [section("One", {"type": "text", "value": "<p>a <sub>2</sub></p>", "id": str(lesson.body_stamp)})]
    lesson.save()
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    said = losses(demo)
    assert "What <sub> was for" in said
    assert "an import makes it public" in said


def test_a_draft_that_could_not_be_imported_is_told_at_the_export(catalogue):
    course = catalogue.add_child(instance=CoursePage(title="New", slug="new", summary="x", hours=0, live=False))
    assert "The course has no lessons" in losses(course)


def test_a_link_to_a_course_that_is_not_here_waits(demo, folder):
    change(folder / "01-council.md", "(https://zakon.rada.gov.ua)", "(course:other/L1)")
    report = bring(folder)
    assert [notice.file for notice in report.notices] == ["01-council.md"]
    assert "[the law]" not in "".join(export_course(demo).texts.values())
    other = cast.make_course(CoursePage.objects.get(pk=demo.pk).get_parent().specific, starter_id="other")
    LessonPage.objects.filter(pk=LessonPage.objects.child_of(other).first().pk).update(starter_id="L1")
    assert bring(folder).notices == ()
    text = export_course(CoursePage.objects.get(pk=demo.pk)).texts["01-council.md"]
    assert "[the law](course:other/L1)" in text


def test_links_within_the_course_lead_to_its_pages(demo, folder):
    change(folder / "01-council.md", "(https://zakon.rada.gov.ua)", "(quiz:L1)")
    bring(folder)
    lesson = LessonPage.objects.get()
    quiz = lesson.get_children().get()
    assert f'linktype="page" id="{quiz.pk}"' in str(lesson.body[0].value["content"][1].value.source)


@pytest.mark.parametrize(("sign", "name"), [("\0", "01-council.md"), ("\x1b", "course.md"), ("\0", "01-council.gift")])
def test_what_cannot_be_stored_is_refused_with_its_line(folder, sign, name):
    text = (folder / name).read_text()
    (folder / name).write_text(f"{text}x{sign}\n")
    with pytest.raises(PortableError) as error:
        read_course(folder)
    assert f"{name}:{text.count(chr(10)) + 1}: There is a character here" in str(error.value)


def test_a_billion_laughs_are_not_laughed(folder):
    change(folder / "course.md", "hours: 2", "hours: 2\na: &a [x, x]\nb: [*a, *a]")
    with pytest.raises(PortableError, match="(?i)aliases are not read"):
        read_course(folder)


def test_what_a_quiz_takes_from_the_bank_is_written_as_its_own_and_that_is_told(demo):
    lesson = LessonPage.objects.child_of(demo).first()
    quiz = QuizPage.objects.child_of(lesson).first()
    topic = cast.bank_topic()
    shared, *_others = cast.fill_bank(topic, 5)
    quiz.questions = [cast.shared_block(shared), cast.draw_block(topic, 3)]
    quiz.save_revision().publish()
    export = export_course(CoursePage.objects.get(pk=demo.pk))
    told = "\n".join(map(str, export.losses))
    assert "shared question" in told and "random draw of 3 questions out of 4" in told
    (written,) = [text for name, text in export.texts.items() if name.endswith(".gift") and "Bank question" in text]
    assert written.count("Bank question") == 4
