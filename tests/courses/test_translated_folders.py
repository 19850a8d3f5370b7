"""The folder `en/` beside a course: the same parts in other words, or a problem with its line."""

import pytest

from courses.portable.reader import read_course
from courses.portable.source import PortableError

LESSON, QUIZ = "en/01-council-in-english.md", "en/01-council-in-english.gift"


def problems(folder) -> list[str]:
    with pytest.raises(PortableError) as error:
        read_course(folder)
    return [str(problem) for problem in error.value.problems]


def change(folder, name: str, old: str, new: str) -> None:
    path = folder / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_translation_is_read_beside_its_original(bilingual):
    (translation,) = read_course(bilingual).translations
    (lesson,) = translation.lessons
    assert (translation.language, translation.title) == ("en", "Demo course in English")
    assert (lesson.original, lesson.slug) == ("01-council.md", "council-in-english")
    assert [section.title for section in lesson.sections] == ["Who decides in English", "In short in English"]
    assert lesson.quiz.title == "Quiz in English"


def test_a_folder_without_translations_has_none(folder):
    assert read_course(folder).translations == ()


def test_words_alone_are_said_again(bilingual):
    """What the course asks for is said once."""
    change(bilingual, LESSON, "goal: Under", "minutes: 5\ngoal: Under")
    assert problems(bilingual) == [f"{LESSON}:4: minutes: is not a setting we know."]


def test_another_number_of_sections_is_named_with_its_line(bilingual):
    change(bilingual, LESSON, "## In short in English", "## More\n\nText.\n\n## In short in English")
    assert problems(bilingual) == [f"{LESSON}:40: The original has 2 sections, the translation 3."]


def test_another_number_of_check_yourself_questions_is_named_at_its_section(bilingual):
    change(bilingual, LESSON, "::: check\nWho approves", "::: check\nSky? {T}\n:::\n\n::: check\nWho approves")
    message = "The original has 1 check-yourself questions in this section, the translation 2."
    assert problems(bilingual) == [f"{LESSON}:14: {message}"]


def test_another_right_answer_is_named_at_its_question(bilingual):
    change(bilingual, LESSON, "~The head in English", "=The head in English")
    change(bilingual, LESSON, "=The council in English", "~The council in English")
    assert problems(bilingual) == [f"{LESSON}:28: Other answers are right here than in the original."]


def test_another_number_of_choices_is_named_at_its_question(bilingual):
    change(bilingual, QUIZ, "~All of them", "~Nobody\n~All of them")
    assert problems(bilingual) == [f"{QUIZ}:2: The original has 2 choices, the translation 3."]


def test_another_kind_of_question_is_named(bilingual):
    change(bilingual, QUIZ, "{\n~All of them in English\n=More than half in English#Right.\n}", "{TRUE}")
    change(bilingual, QUIZ, "type single", "type truefalse")
    assert problems(bilingual) == [f"{QUIZ}:2: The original asks this by a question of another type: Single choice."]


def test_another_number_of_questions_is_named(bilingual):
    path = bilingual / QUIZ
    path.write_text(path.read_text() + "\n::Q2::Blue? {TRUE}\n")
    assert problems(bilingual) == [f"{QUIZ}:7: The original has 1 questions, the translation 2."]


def test_another_number_is_not_another_way_to_say_it(folder, bilingual):
    (folder / "01-council.gift").write_text("// id Q1\n::Q1::Days? {#10:0}\n")
    (folder / QUIZ).write_text("// id Q1\n::Q1::Days? {#11:0}\n")
    assert problems(bilingual) == [f"{QUIZ}:2: Other answers are right here than in the original."]


def test_a_short_answer_has_words_of_its_own(folder, bilingual):
    (folder / "01-council.gift").write_text("// id Q1\n::Q1::Як? {=петиція}\n")
    (folder / QUIZ).write_text("// id Q1\n::Q1::What? {=petition =a petition}\n")
    assert read_course(bilingual).translations


def test_other_ids_outcomes_and_sources_are_named(bilingual):
    change(bilingual, "en/course.md", "id: demo\n", "id: another\n")
    change(bilingual, LESSON, "  - count the votes in English\n", "  - count\n  - recount\n")
    change(bilingual, LESSON, "280/97-ВР", "281/97-ВР")
    assert problems(bilingual) == [
        f"{LESSON}:5: outcomes: the original has 1, the translation 2.",
        f"{LESSON}:10: sources: the original has other acts, or has them in another order.",
        "en/course.md:2: id: the original’s is “demo”.",
    ]


def test_a_lesson_that_translates_nothing_is_named(bilingual):
    (bilingual / "en" / "02-more.md").write_text((bilingual / LESSON).read_text())
    assert problems(bilingual) == ["en/02-more.md: The course has no lesson of this number to translate."]


def test_a_translation_needs_its_course_file(bilingual):
    (bilingual / "en" / "course.md").unlink()
    assert "en/course.md: There is no course.md in this folder." in problems(bilingual)


def test_problems_of_both_languages_come_at_once(bilingual):
    change(bilingual, "01-council.md", "minutes: 30", "minutes: soon")
    change(bilingual, LESSON, "title: The council in English\n", "")
    files = [problem.partition(":")[0] for problem in problems(bilingual)]
    assert files == ["01-council.md", LESSON]
