from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from courses.models import CoursePage, LessonPage
from learning.management.commands.prepare import Percents
from learning.models import Enrolment, User


class Paper:
    """A terminal that remembers."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str, ending: str = "\n") -> None:
        self.text += text + ending

    def flush(self) -> None:
        """Written is written."""


@pytest.fixture(scope="module")
def first_start(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Paper]:
    paper = Paper()
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
            call_command("prepare", stdout=paper)
        yield paper
        transaction.set_rollback(True)


@pytest.fixture
def prepared(first_start, db, settings, tmp_path) -> Paper:
    settings.STATIC_ROOT = tmp_path / "static"
    return first_start


def first_course(language: str) -> CoursePage:
    return CoursePage.objects.get(number=1, locale__language_code=language)


def test_a_first_start_brings_the_course_and_four_people(prepared):
    ukrainian, english = first_course("uk"), first_course("en")
    assert english.translation_key == ukrainian.translation_key
    for course in (ukrainian, english):
        assert LessonPage.objects.live().child_of(course).count() == 4
    assert set(User.objects.values_list("email", flat=True)) == {
        "learner@example.org",
        "trainer@example.org",
        "staff@example.org",
        "admin@example.org",
    }
    assert "learner@example.org" in prepared.text


def test_a_second_start_keeps_what_was_written_since(prepared):
    CoursePage.objects.update(title="Our own title")
    enrolments = set(Enrolment.objects.values_list("pk", "progress_percent"))
    call_command("prepare", stdout=prepared)
    assert first_course("uk").title == "Our own title"
    assert set(Enrolment.objects.values_list("pk", "progress_percent")) == enrolments


def test_migrations_are_shown_as_one_line_of_percents():
    paper = Paper()
    percents = Percents(paper, steps=30)
    for number in range(30):
        percents.write(f"  Applying learning.{number:04}…")
        percents.write(" OK\n")
    assert paper.text == "".join(f" {tenth * 10} %" for tenth in range(1, 11))
