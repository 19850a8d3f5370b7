"""Every fault of a folder is named with file and line, all at once."""

import pytest

from courses.portable.reader import read_course
from courses.portable.source import PortableError
from tests.courses.samples import LESSON

REAL = "courses/starter/osnovy-mistsevoi-demokratii"


def faults(folder) -> list[str]:
    with pytest.raises(PortableError) as error:
        read_course(folder)
    return [str(problem) for problem in error.value.problems]


def fault_after(folder, old: str, new: str, name: str = "01-council.md") -> str:
    """The one fault that a change of a sound file brings."""
    path = folder / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    (fault,) = faults(folder)
    return fault


def line_of(text: str) -> int:
    return LESSON.split("\n").index(text) + 1


def test_a_sound_folder_is_read(folder):
    course = read_course(folder)
    (lesson,) = course.lessons
    assert (course.id, str(course.hours), course.audience) == ("demo", "2", "everyone")
    assert course.introduction == "<p>Welcome to <strong>all</strong>.</p>"
    assert (lesson.slug, lesson.requirement, lesson.group) == ("council", "one_of", "way")
    assert (lesson.acts[0].number, lesson.acts[0].articles) == ("280/97-ВР", "2, 4–6")


def test_the_starter_course_is_sound():
    course = read_course(REAL)
    assert [len(lesson.quizzes[0].questions) for lesson in course.lessons] == [8, 8, 8, 8]
    assert all(4 <= len(lesson.sections) <= 6 for lesson in course.lessons)


def test_a_table_becomes_columns_and_rows_with_links_where_there_are_some(folder):
    table = next(block for block in read_course(folder).lessons[0].sections[0].blocks if block.type == "table")
    assert table.value["caption"] == "Who does what"
    assert [column["type"] for column in table.value["columns"]] == ["text", "rich"]
    assert table.value["rows"][1]["values"] == ["Committee", "<p><strong>carries out</strong></p>"]


def test_links_stay_and_scripts_cannot_come_in(folder):
    text = read_course(folder).lessons[0].sections[0].blocks[1].value
    assert '<a href="https://zakon.rada.gov.ua">the law</a>' in text
    assert "A link must begin" in fault_after(folder, "(https://zakon.rada.gov.ua)", "(ftp://example.org)")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("minutes: 30", "minutes: soon", "minutes: 30", "minutes: must be a number from 1 to 600."),
        ("minutes: 30", "minuts: 30", "minutes: 30", "minuts: is not a setting we know."),
        ("audience: residents", "audience: cats", "audience: residents", "audience: must be one of"),
        ("  pass_mark: 60", "  pass_mark: 160", "  pass_mark: 60", "pass_mark: must be a number from 0 to 100."),
        ("  attempts: 3", "  opens_at: soon", "  attempts: 3", "opens_at: must be a date with a time like 2026-03-01"),
        ("  attempts: 3", "  opens_at: 2026-03-01", "  attempts: 3", "opens_at: must be a date with a time"),
        ("    date: 1997-05-21", "    date: May", "    date: 1997-05-21", "date: must be a date like 2026-03-01."),
        ("goal: Understand", "goal: a: b", "goal: Understand the council.", "put texts with a colon in quotes"),
        ("requirement: one-of:way", "requirement: maybe", "requirement: one-of:way", "must be required, optional"),
        ("::: case A situation", "::: case", "::: case A situation", "The box needs a label"),
        ("::: case A situation", "::: story A", "::: case A situation", "There is no such box"),
        ("Nina asks", "<b>Nina</b> asks", "Nina asks **who** decides.", "HTML is not read"),
        ("Draw a map.", "![map](map.png)", "Draw a map.", "A picture stands in a paragraph of its own"),
        ("- One line.", "##### Deep", "- One line.", "Only “###” and “####” headings"),
        ("- One line.", "#### Deep", "- One line.", "“Deep” is too small for its place"),
        ("=The council#", "~The council#", "Who approves the budget? {", "No choice is right"),
        ("Table: Who does what\n", "\n", "| Body | Role |", "Write the table’s title"),
    ],
)
def test_a_fault_in_a_lesson_is_named_with_its_line(folder, old, new, line, message):
    fault = fault_after(folder, old, new)
    assert fault.startswith(f"01-council.md:{line_of(line)}: ")
    assert message in fault


def test_a_quiz_that_closes_before_it_opens_is_named_with_its_line(folder):
    fault = fault_after(folder, "  attempts: 3", "  opens_at: 2026-03-02 10:00\n  closes_at: 2026-03-01 10:00:00")
    assert fault.startswith(f"01-council.md:{line_of('  attempts: 3') + 1}: closes_at: The quiz would close before")


def test_a_box_left_open_is_named_where_it_opens(folder):
    fault = fault_after(folder, "Draw a map.\n:::", "Draw a map.")
    assert fault == f"01-council.md:{line_of('::: exercise Exercise, 15 min')}: The box is not closed with “:::”."


def test_a_fault_in_the_quiz_is_named_with_its_line(folder):
    fault = fault_after(folder, "=More than half#Right.", "~More than half", name="01-council.gift")
    assert fault.startswith("01-council.gift:2: ")


def test_text_before_the_first_section_is_named(folder):
    assert "Text before the first section" in fault_after(folder, "## Who decides", "Hello.\n\n## Who decides")


def test_all_faults_come_at_once_in_order(folder):
    (folder / "Lesson two.md").write_text("")
    (folder / "03-alone.gift").write_text("")
    (folder / "01-council.gift").unlink()
    (folder / "course.md").write_text("---\nid: demo\nhours: many\n---\n")
    files = [fault.split(":")[0] for fault in faults(folder)]
    assert files == ["01-council.md", "03-alone.gift", "Lesson two.md", *["course.md"] * 3]


def test_two_lessons_with_one_id_are_named(folder):
    (folder / "02-again.md").write_text("---\nid: L1\ntitle: Again\ngoal: Again.\n---\n\n## One\n\nText.\n")
    assert faults(folder) == ["02-again.md:1: “L1” is already used by 01-council.md."]


def test_a_folder_without_a_course_is_named(tmp_path):
    assert faults(tmp_path) == [f"{tmp_path}: There is no course.md in this folder."]


def test_a_file_that_is_not_utf8_is_named_with_its_line(folder):
    (folder / "01-council.md").write_bytes("---\nid: Ї\n".encode("cp1251"))
    assert any(
        fault.startswith("01-council.md:2: The file is not in UTF-8: it looks like Windows-1251")
        for fault in faults(folder)
    )
