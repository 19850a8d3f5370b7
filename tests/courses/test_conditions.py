"""What opens a lesson, in a folder: read, written, refused with its line."""

import pytest

from courses.models import LessonPage
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.source import PortableError
from quizzes.models import QuizPage
from tests.courses.samples import LESSON
from tests.courses.test_reader import faults

pytestmark = pytest.mark.django_db


def with_opens(folder, *lines: str) -> None:
    opens = "\n".join(["opens:", *lines])
    (folder / "01-council.md").write_text(LESSON.replace("minutes: 30", f"minutes: 30\n{opens}"))


def second_lesson(folder, opens: str) -> None:
    text = LESSON.replace("id: L1", "id: L2").replace("one-of:way", "required").replace("minutes: 30", opens)
    (folder / "02-second.md").write_text(text.partition("quiz:\n")[0] + "---\n\n## One\n\nText.\n")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["  - date: tomorrow"], "must be a date like"),
        (["  - after: council"], "must be lesson:ID or quiz:ID"),
        (["  - percent: 80"], "either a date or an “after”"),
        (["  - date: 2026-03-01", "    after: lesson:L1"], "either a date or an “after”"),
        (["  - after: lesson:L1", "    percent: 80"], "only a quiz has a grade"),
        (["  - after: quiz:L1", "    percent: 101"], "must be a number from 1 to 100"),
        (["  - afterwards: quiz:L1"], "is not a setting we know"),
    ],
)
def test_a_condition_that_says_nothing_or_too_much_is_refused_at_its_line(folder, lines, said):
    with_opens(folder, *lines)
    found = faults(folder)
    assert any(said in fault for fault in found) and all(fault.startswith("01-council.md:1") for fault in found)


def test_conditions_are_read_with_the_time_of_the_academy(folder):
    with_opens(folder, "  - date: 2026-03-01 09:00", "  - date: 2026-03-01")
    first, second = read_course(folder).lessons[0].opens
    assert (first.opens_at.isoformat(), second.opens_at.isoformat()) == (
        "2026-03-01T09:00:00+02:00",
        "2026-03-01T00:00:00+02:00",
    )


def test_a_lesson_may_wait_for_what_stands_behind_it_in_the_folder(folder, catalogue):
    """The pages come one by one, so what a condition names may not be public yet when its page is."""
    with_opens(folder, "  - after: lesson:L2")
    second_lesson(folder, "minutes: 10")
    import_course(source=read_course(folder), parent=catalogue)
    first = LessonPage.objects.get(starter_id="L1")
    assert first.unlock_rules.get().activity.specific == LessonPage.objects.get(starter_id="L2")


def test_a_condition_that_names_nothing_in_the_folder_is_refused(folder, catalogue):
    with_opens(folder, "  - after: lesson:L9")
    with pytest.raises(PortableError, match="There is no “lesson:L9” in this course"):
        import_course(source=read_course(folder), parent=catalogue)


def test_a_course_nobody_can_complete_is_not_imported(folder, catalogue):
    with_opens(folder, "  - after: lesson:L2")
    second_lesson(folder, "opens:\n  - after: quiz:L1")
    with pytest.raises(PortableError, match="wait for each other"):
        import_course(source=read_course(folder), parent=catalogue)
    assert not QuizPage.objects.exists()
