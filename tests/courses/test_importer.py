"""A folder becomes pages; a second import changes only what changed in the folder."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Revision

from courses.models import CoursePage, LegalAct, LessonPage
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.source import PortableError
from quizzes.models import QuizPage

pytestmark = pytest.mark.django_db


def bring(folder, catalogue, **options):
    return import_course(source=read_course(folder), parent=catalogue, **options)


def change(folder, name: str, old: str, new: str) -> None:
    path = folder / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_folder_becomes_a_published_course_with_lesson_quiz_and_law(folder, catalogue):
    report = bring(folder, catalogue)
    course = CoursePage.objects.get(pk=report.course_id)
    lesson, quiz = LessonPage.objects.get(), QuizPage.objects.get()
    assert [item.state for item in report.items] == ["created"] * 3
    assert course.live and lesson.live and quiz.live
    assert (lesson.slug, lesson.requirement, lesson.group) == ("council", "one_of", "way")
    assert (quiz.title, quiz.pass_mark, quiz.attempt_limit) == ("Quiz: the council", 60, 3)
    assert lesson.legal_sources.get().act == LegalAct.objects.get(number="280/97-ВР")
    assert [outcome.text for outcome in course.outcomes.all()] == ["decide"]


def test_when_the_norms_were_checked_and_are_to_be_checked_again_comes_with_the_lesson(folder, catalogue):
    bring(folder, catalogue)
    assert (LessonPage.objects.get().checked_on, LessonPage.objects.get().review_months) == (None, 12)
    change(folder, "01-council.md", "minutes: 30", "minutes: 30\nchecked_on: 2026-03-01\nreview_months: 6")
    bring(folder, catalogue)
    assert LessonPage.objects.get().review_due_on.isoformat() == "2026-09-01"


def test_the_lesson_has_its_sections_and_blocks(folder, catalogue):
    bring(folder, catalogue)
    sections = LessonPage.objects.get().body
    assert [section.value["title"] for section in sections] == ["Who decides", "In short"]
    kinds = [[block.block_type for block in section.value["content"]] for section in sections]
    assert kinds == [["case", "text", "table", "check"], ["text", "exercise"]]
    assert sections[1].value["content"][1].value["minutes"] == 15


def test_the_same_folder_again_changes_nothing(folder, catalogue):
    bring(folder, catalogue)
    before = Revision.objects.count(), CoursePage.objects.get().outline_stamp
    report = bring(folder, catalogue)
    assert {item.state for item in report.items} == {"unchanged"}
    assert (Revision.objects.count(), CoursePage.objects.get().outline_stamp) == before


def test_an_import_keeps_what_trainers_changed_in_an_unchanged_file(folder, catalogue):
    bring(folder, catalogue)
    lesson = LessonPage.objects.get()
    lesson.title = "By hand"
    lesson.save_revision().publish()
    bring(folder, catalogue)
    assert LessonPage.objects.get().title == "By hand"


def test_force_writes_the_folder_over_it(folder, catalogue):
    bring(folder, catalogue)
    LessonPage.objects.update(goal="By hand")
    bring(folder, catalogue, force=True)
    assert LessonPage.objects.get().goal == "Understand the council."


def test_an_import_over_an_edited_course_keeps_the_pages_and_their_keys(folder, catalogue):
    bring(folder, catalogue)
    before = [(page.pk, page.translation_key) for page in (LessonPage.objects.get(), QuizPage.objects.get())]
    lesson = LessonPage.objects.get()
    lesson.title, lesson.slug = "By hand", "by-hand"
    lesson.save_revision().publish()
    change(folder, "01-council.md", "Nina asks", "Olena asks")
    bring(folder, catalogue)
    lesson = LessonPage.objects.get()
    assert [(page.pk, page.translation_key) for page in (lesson, QuizPage.objects.get())] == before
    assert (lesson.title, lesson.slug) == ("The council: how it works", "by-hand")


def test_a_corrected_title_keeps_the_section(folder, catalogue):
    bring(folder, catalogue)
    before = [section.id for section in LessonPage.objects.get().body]
    change(folder, "01-council.md", "## Who decides", "## Who it is that decides")
    bring(folder, catalogue)
    assert [section.id for section in LessonPage.objects.get().body] == before


def test_a_new_section_leaves_the_ids_of_the_others_alone(folder, catalogue):
    bring(folder, catalogue)
    before = [section.id for section in LessonPage.objects.get().body]
    change(folder, "01-council.md", "## In short", "## Between\n\nText.\n\n## In short")
    bring(folder, catalogue)
    first, _between, last = LessonPage.objects.get().body
    assert [first.id, last.id] == before


def test_a_changed_file_alone_is_updated(folder, catalogue):
    bring(folder, catalogue)
    change(folder, "course.md", "Demo course", "Demo")
    report = bring(folder, catalogue)
    assert [item.state for item in report.items] == ["updated", "unchanged"]
    assert CoursePage.objects.get().title == "Demo"


def test_a_lesson_taken_offline_stays_offline(folder, catalogue):
    bring(folder, catalogue)
    LessonPage.objects.get().unpublish()
    change(folder, "01-council.md", "Nina", "Olena")
    bring(folder, catalogue)
    lesson = LessonPage.objects.get()
    assert not lesson.live
    assert "Olena" in str(lesson.get_latest_revision_as_object().body[0].value["content"][0].value["text"])


def test_a_deleted_lesson_does_not_come_back(folder, catalogue):
    bring(folder, catalogue)
    LessonPage.objects.get().delete()
    bring(folder, catalogue)
    assert not LessonPage.objects.exists()


def test_a_new_lesson_is_put_in_its_place(folder, catalogue):
    bring(folder, catalogue)
    for name, id in (("00-before", "L0"), ("02-after", "L2")):
        text = (folder / "01-council.md").read_text().replace("id: L1", f"id: {id}")
        (folder / f"{name}.md").write_text(
            text.replace("quiz:\n  title", "x:\n  title").split("x:")[0] + "---\n\n## A\n\nB\n"
        )
    report = bring(folder, catalogue)
    lessons = CoursePage.objects.get(pk=report.course_id).get_children()
    assert [page.specific.starter_id for page in lessons] == ["L0", "L1", "L2"]


def test_a_page_that_cannot_be_published_leaves_nothing_behind(folder, catalogue):
    change(
        folder, "01-council.gift", "::Q1::How many votes are needed? {\n~All\n=More than half#Right.\n}", "Think. {}"
    )
    change(folder, "01-council.gift", "type single", "type reflection")
    with pytest.raises(PortableError) as error:
        bring(folder, catalogue)
    assert error.value.problems[0].file == "01-council.gift"
    assert not CoursePage.objects.exists() and not LegalAct.objects.exists()


def test_a_dry_run_says_and_does_nothing(folder, catalogue, capsys):
    call_command("import_course", str(folder), parent=catalogue.pk, dry_run=True)
    assert "created   01-council.md: The council: how it works" in capsys.readouterr().out
    assert not CoursePage.objects.exists()


def test_the_command_names_every_fault(folder, catalogue):
    change(folder, "course.md", "summary: What it is about.\n", "")
    change(folder, "01-council.md", "minutes: 30", "minutes: soon")
    with pytest.raises(CommandError, match=r"(?s)01-council.md:8: minutes.*course.md:1: summary"):
        call_command("import_course", str(folder))


def test_a_copied_course_is_not_the_folders(folder, catalogue):
    report = bring(folder, catalogue)
    course = CoursePage.objects.get(pk=report.course_id)
    copied = course.copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
    assert (copied.starter_id, copied.starter_digests) == ("", {})
    assert copied.outline_stamp != course.outline_stamp
    change(folder, "course.md", "Demo course", "Demo")
    bring(folder, catalogue)
    assert CoursePage.objects.get(pk=copied.pk).title == "Copy"


def test_the_starter_course_is_imported_and_drawn(catalogue):
    report = bring("courses/starter/osnovy-mistsevoi-demokratii", catalogue)
    lessons = LessonPage.objects.descendant_of(CoursePage.objects.get(pk=report.course_id))
    html = "".join(section.render({"page": lesson}) for lesson in lessons for section in lesson.body)
    assert report.count("created") == 19  # nine pages, each in English too, and the terms they mark
    assert html.count("<form") == sum(len(lesson.checks()) for lesson in lessons) >= 12
    assert ":::" not in html and "|---" not in html and "####" not in html
