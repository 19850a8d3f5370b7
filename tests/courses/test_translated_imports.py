"""A folder in two languages becomes two pages of one key, with the same sections, questions and choices."""

import pytest
from wagtail.models import Locale, Revision

from courses.models import CourseIndexPage, CoursePage, LegalActTitle, LessonPage
from courses.outline import course_outline
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.source import PortableError
from quizzes.models import QuizPage
from tests.courses.test_translated_folders import LESSON, QUIZ, change

pytestmark = pytest.mark.django_db


def bring(folder, catalogue, **options):
    return import_course(source=read_course(folder), parent=catalogue, **options)


def both(model):
    """The Ukrainian page and the English one."""
    return [model.objects.get(locale__language_code=code) for code in ("uk", "en")]


def states(report) -> dict[str, str]:
    return {item.file: item.state for item in report.items if item.file.startswith("en/")}


def test_an_import_makes_the_translation_with_the_originals_keys(bilingual, catalogue):
    report = bring(bilingual, catalogue)
    assert set(states(report).values()) == {"created"}
    for model in (CoursePage, LessonPage, QuizPage):
        original, english = both(model)
        assert english.translation_key == original.translation_key
        assert english.live
        assert "in English" in english.title
    assert both(CoursePage)[1].slug == "demo-in-english"
    assert both(LessonPage)[1].slug == "council-in-english"


def test_sections_checks_questions_and_choices_have_the_originals_ids(bilingual, catalogue):
    bring(bilingual, catalogue)
    ids = [[section.id for section in page.body] for page in both(LessonPage)]
    assert ids[0] == ids[1]
    original, english = (page.checks() for page in both(LessonPage))
    assert list(original) == list(english)
    for theirs, ours in [*zip(original.values(), english.values(), strict=True), *questions_of_both()]:
        assert ours.id == theirs.id
        assert [choice.id for choice in ours.body.choices] == [choice.id for choice in theirs.body.choices]
        assert ours.prompt != theirs.prompt


def questions_of_both():
    original, english = (page.definition().questions for page in both(QuizPage))
    return zip(original, english, strict=True)


def test_the_rules_are_the_originals(bilingual, catalogue):
    bring(bilingual, catalogue)
    lesson, quiz, course = (both(model)[1] for model in (LessonPage, QuizPage, CoursePage))
    assert (lesson.minutes, lesson.requirement, lesson.group, lesson.audience) == (30, "one_of", "way", "residents")
    assert (quiz.pass_mark, quiz.attempt_limit) == (60, 3)
    assert (course.hours, str(course.ects)) == (2, "0.10")


def test_the_catalogue_is_translated_as_a_draft_to_hang_the_course_under(bilingual, catalogue):
    bring(bilingual, catalogue)
    original, english = both(CourseIndexPage)
    assert both(CoursePage)[1].get_parent().pk == english.pk
    assert english.translation_key == original.translation_key
    assert not english.live


def test_an_act_gets_its_english_name_once(bilingual, catalogue):
    bring(bilingual, catalogue)
    original, english = both(LessonPage)
    assert [source.name for source in english.sources] == ["On local self-government, in English"]
    assert [source.name for source in original.sources] == ["On local self-government"]
    LegalActTitle.objects.update(title="As staff call it")
    bring(bilingual, catalogue, force=True)
    assert LegalActTitle.objects.get().title == "As staff call it"


def test_the_same_folder_again_changes_nothing(bilingual, catalogue):
    bring(bilingual, catalogue)
    before = Revision.objects.count(), [page.outline_stamp for page in both(CoursePage)]
    assert set(states(bring(bilingual, catalogue)).values()) == {"unchanged"}
    assert (Revision.objects.count(), [page.outline_stamp for page in both(CoursePage)]) == before


def test_a_changed_english_file_is_updated_and_keeps_every_id(bilingual, catalogue):
    bring(bilingual, catalogue)
    before = [(page.pk, page.translation_key) for page in both(LessonPage)]
    sections = [section.id for section in both(LessonPage)[1].body]
    change(bilingual, LESSON, "## Who decides in English", "## Who it is that decides")
    change(bilingual, QUIZ, "How many votes in English?", "How many votes are needed in English?")
    report = bring(bilingual, catalogue)
    english = both(LessonPage)[1]
    assert states(report) == {"en/course.md": "unchanged", LESSON: "updated", QUIZ: "updated"}
    assert [(page.pk, page.translation_key) for page in both(LessonPage)] == before
    assert [section.id for section in english.body] == sections
    assert english.body[0].value["title"] == "Who it is that decides"


def test_what_a_trainer_changed_in_the_translation_stays(bilingual, catalogue):
    bring(bilingual, catalogue)
    english = both(LessonPage)[1]
    english.title = "By hand"
    english.save_revision().publish()
    change(bilingual, "01-council.md", "Nina asks", "Olena asks")
    bring(bilingual, catalogue)
    assert both(LessonPage)[1].title == "By hand"


def test_a_translation_added_later_finds_the_course(bilingual, catalogue):
    course_id = import_course(source=without_translations(bilingual), parent=catalogue).course_id
    report = bring(bilingual, catalogue)
    assert report.course_id == course_id
    assert set(states(report).values()) == {"created"}


def without_translations(folder):
    from dataclasses import replace

    return replace(read_course(folder), translations=())


def test_a_deleted_or_offline_translation_stays_so(bilingual, catalogue):
    bring(bilingual, catalogue)
    both(LessonPage)[1].unpublish()
    change(bilingual, LESSON, "Nina asks", "Olena asks")
    bring(bilingual, catalogue)
    assert not both(LessonPage)[1].live
    both(LessonPage)[1].delete()
    bring(bilingual, catalogue)
    assert LessonPage.objects.count() == 1


def test_a_lesson_that_is_offline_is_not_translated_anew(bilingual, catalogue):
    import_course(source=without_translations(bilingual), parent=catalogue)
    LessonPage.objects.get().unpublish()
    bring(bilingual, catalogue)
    assert LessonPage.objects.count() == 1


def test_parts_changed_in_the_editor_are_told_before_anything_is_written(bilingual, catalogue):
    import_course(source=without_translations(bilingual), parent=catalogue)
    lesson = LessonPage.objects.get()
    lesson.body = list(lesson.body.raw_data)[:1]
    lesson.save_revision().publish()
    with pytest.raises(PortableError, match=f"{LESSON}: The original was changed in the editor"):
        bring(bilingual, catalogue)
    assert not CoursePage.objects.filter(locale__language_code="en").exists()
    bring(bilingual, catalogue, force=True)
    assert both(LessonPage)[1].live


def test_a_dry_run_makes_no_translation(bilingual, catalogue):
    assert set(states(bring(bilingual, catalogue, dry_run=True)).values()) == {"created"}
    assert not Locale.objects.filter(language_code="en").exists() or not CoursePage.objects.exists()


def test_a_lesson_not_translated_yet_stands_in_the_english_outline_as_it_is(bilingual, catalogue):
    """No language is a shorter course."""
    text = (bilingual / "01-council.md").read_text().replace("id: L1", "id: L2").replace("one-of:way", "required")
    (bilingual / "02-more.md").write_text(
        text.replace("quiz:\n  title", "x:\n  title").split("x:")[0] + "---\n\n## A\n\nB\n"
    )
    bring(bilingual, catalogue)
    original, english = (course_outline(page) for page in both(CoursePage))
    assert [item.key for item in english.activities] == [item.key for item in original.activities]
    assert [item.language for item in english.activities] == ["", "", "uk"]
    assert english.activities[2] != english.activities[0]
    assert english.title == "Demo course in English"
