"""What is translated leaves with its course, and comes back the same: words in `en/`, ids and rules of the original."""

from io import BytesIO
from pathlib import Path

import pytest
from wagtail.models import Locale

from courses.models import CoursePage, LegalActTitle, LessonPage
from courses.portable.archives import unpacked
from courses.portable.exporter import export_course, write_folder, write_zip
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.source import PortableError
from quizzes.models import QuizPage
from tests.courses.samples import section
from tests.courses.test_translated_folders import LESSON, QUIZ, change, problems

pytestmark = pytest.mark.django_db
MODELS = (CoursePage, LessonPage, QuizPage)


@pytest.fixture
def course(bilingual, catalogue) -> CoursePage:
    return bring(bilingual, catalogue)


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "out"


def bring(folder: Path, catalogue) -> CoursePage:
    return CoursePage.objects.get(pk=import_course(source=read_course(folder), parent=catalogue).course_id)


def bring_elsewhere(course: CoursePage, folder: Path, catalogue) -> CoursePage:
    """Carried to a site that never saw the course."""
    write_folder(exported(course), folder)
    forget(course)
    return bring(folder, catalogue)


def exported(course: CoursePage):
    return export_course(CoursePage.objects.get(pk=course.pk))


def forget(course: CoursePage) -> None:
    LegalActTitle.objects.all().delete()
    for page in CoursePage.objects.filter(translation_key=course.translation_key):
        page.delete()


def english(model):
    return model.objects.get(locale__language_code="en")


def publish(page) -> None:
    page.save_revision().publish()


def files(course: CoursePage) -> dict[str, str]:
    return {name: text for name, text in exported(course).texts.items() if name.startswith("en/")}


def losses(course: CoursePage) -> str:
    return "\n".join(map(str, exported(course).losses))


def test_a_translation_leaves_with_its_course(course):
    assert set(files(course)) == {"en/course.md", LESSON, QUIZ}
    assert losses(course) == ""


def test_its_files_say_words_alone(course):
    text = files(course)[LESSON]
    assert "title: The council in English" in text
    assert "title: On local self-government, in English" in text
    assert not any(word in text for word in ("minutes", "requirement", "pass_mark", "articles", "{#", "[choices"))
    assert "[choices" not in files(course)[QUIZ]


def test_exported_imported_and_exported_it_is_the_same(course, catalogue, out):
    before = exported(course).texts
    ids = [page.body.raw_data[0]["id"] for page in LessonPage.objects.order_by("pk")]
    assert exported(bring_elsewhere(course, out, catalogue)).texts == before
    assert [page.body.raw_data[0]["id"] for page in LessonPage.objects.order_by("pk")] == ids
    assert english(CoursePage).slug == "demo-in-english"


def test_a_zip_carries_it(course, catalogue):
    before, target = exported(course), BytesIO()
    write_zip(before, target)
    forget(course)
    with unpacked(target) as folder:
        assert exported(bring(folder, catalogue)).texts == before.texts


def test_imported_over_itself_it_changes_nothing(course, catalogue, out):
    write_folder(exported(course), out)
    before = [english(model).latest_revision_id for model in MODELS]
    report = import_course(source=read_course(out))
    assert {item.state for item in report.items} == {"unchanged"}
    assert [english(model).latest_revision_id for model in MODELS] == before


def test_what_pages_and_quizzes_have_besides_is_carried(course, catalogue, out):
    lesson, quiz = english(LessonPage), english(QuizPage)
    lesson.seo_title, lesson.search_description, lesson.show_in_menus = "Found", "As found", True
    quiz.intro = "<p>Before <b>you</b> begin.</p>"
    publish(lesson)
    publish(quiz)
    bring_elsewhere(course, out, catalogue)
    lesson = english(LessonPage)
    assert (lesson.seo_title, lesson.search_description, lesson.show_in_menus) == ("Found", "As found", True)
    assert english(QuizPage).intro == "<p>Before <strong>you</strong> begin.</p>"


def test_a_draft_stays_a_draft(course, catalogue, out):
    english(LessonPage).unpublish()
    assert "draft: true" in files(course)[LESSON]
    bring_elsewhere(course, out, catalogue)
    assert not english(LessonPage).live


def test_a_link_leads_to_the_page_in_its_language(bilingual, catalogue):
    """Also to a lesson that comes later in the folder."""
    add_second_lesson(bilingual)
    change(bilingual, LESSON, "The council does, in English.", "[The next](lesson:L2) does.")
    course = bring(bilingual, catalogue)
    there = LessonPage.objects.get(slug="more-in-english")
    assert f'linktype="page" id="{there.pk}"' in str(LessonPage.objects.get(slug="council-in-english").body.raw_data)
    assert "[The next](lesson:L2)" in files(course)[LESSON]
    assert losses(course) == ""


def add_second_lesson(folder: Path) -> None:
    for path in list(folder.rglob("01-*")):
        text = path.read_text().replace("id: L1", "id: L2").replace("one-of:way", "required")
        path.with_name(path.name.replace("01-council", "02-more")).write_text(text)


def test_a_link_to_a_lesson_that_is_not_there_is_a_fault(bilingual, catalogue):
    change(bilingual, LESSON, "The council does, in English.", "[The next](lesson:L2) does.")
    with pytest.raises(PortableError, match=f"{LESSON}.*There is no “lesson:L2” in this course"):
        bring(bilingual, catalogue)


def test_a_file_that_is_not_in_media_is_a_fault(bilingual):
    change(bilingual, LESSON, "The council does, in English.", "[A form](media/form.pdf)")
    assert problems(bilingual) == [f"{LESSON}:20: There is no file form.pdf in media/."]


def test_an_act_without_an_english_name_stays_without_one(course, catalogue, out):
    LegalActTitle.objects.all().delete()
    assert losses(course) == ""
    bring_elsewhere(course, out, catalogue)
    assert not LegalActTitle.objects.exists()


def test_a_translation_with_other_parts_is_left_out_and_told(course, out):
    lesson = english(LessonPage)
    lesson.body = [*lesson.body.raw_data, section("One more")]
    publish(lesson)
    assert set(files(course)) == {"en/course.md"}
    assert f"{LESSON}: “The council in English” has other parts than its original" in losses(course)
    write_folder(exported(course), out)
    assert read_course(out).translations


def test_a_translation_the_import_would_refuse_is_left_out_and_told(course):
    quiz = english(QuizPage)
    raw = list(quiz.questions.raw_data)
    raw[0]["value"]["max_mark"] = "2"
    quiz.questions = raw
    publish(quiz)
    assert set(files(course)) == {"en/course.md"}
    assert f"{QUIZ}:3: The original gives another mark for this question." in losses(course)


def test_a_translation_exported_by_itself_says_where_the_whole_is(course):
    assert "export “Demo course” to carry all its languages" in losses(english(CoursePage))


def test_an_export_over_an_older_one_takes_old_translations_away(course, out):
    write_folder(exported(course), out)
    (out / "en" / "notes.txt").write_text("mine")
    for page in CoursePage.objects.filter(locale=Locale.objects.get(language_code="en")):
        page.delete()
    write_folder(exported(course), out)
    assert [path.name for path in (out / "en").iterdir()] == ["notes.txt"]
