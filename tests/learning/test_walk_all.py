"""Every starter course from its page to its end, by what its pages offer: each section, check and question."""

import re
import uuid
from pathlib import Path

import pytest
from bs4 import Tag
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from courses.models import CoursePage
from learning.models import Enrolment
from quizzes.definitions import QuestionDefinition
from quizzes.formats import gift
from tests import cast
from tests.learning.reader import Reader, Wishes, answers, right, words_of, wrong

pytestmark = pytest.mark.django_db

COURSES = sorted(path.parent for path in (settings.BASE_DIR / "courses" / "starter").glob("*/course.md"))
CHECK = re.compile(r"^::: check[^\n]*\n(.*?)\n:::$", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"\d+(?:,\d+)?")


@pytest.fixture(autouse=True)
def unsearched(settings) -> None:
    """Nobody searches here, and finding the word forms of a lesson is a third of its import."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_a_course_is_finished_by_whoever_reads_it_and_answers_rightly(folder, reader):
    course = imported(folder)
    lessons = [link["href"] for link in reader.open(course.url).select("ol.route h3 a")]
    files = sorted(folder.glob("[0-9]*.md"))
    assert len(lessons) == len(files)
    for address, file in zip(lessons, files, strict=True):
        read(reader, address, file)
        pass_quiz(reader, address, questions_in(file.with_suffix(".gift").read_text()))
    enrolment = Enrolment.objects.get()
    assert enrolment.completion.completed_at
    assert enrolment.progress_percent == 100


def imported(folder: Path) -> CoursePage:
    cast.make_site()
    call_command("import_course", folder, verbosity=0)
    translation.activate("uk")
    return CoursePage.objects.get(locale__language_code="uk")


def questions_in(text: str) -> list[QuestionDefinition]:
    """With ids of their own: nothing but words can be recognised on a page."""
    return list(gift.parse(text, namespace=uuid.UUID(int=0)).definitions)


def read(reader: Reader, address: str, file: Path) -> None:
    """Check-yourself questions first, then section after section: each form is sent from the page it was found on."""
    page = reader.open(address)
    checks = [questions_in(text) for text in CHECK.findall(file.read_text())]
    forms = page.select("form[id^=check-]")
    assert len(forms) == len(checks)
    for form, questions in zip(forms, checks, strict=True):
        after = reader.send(form, answers(form, questions, right))
        assert after.select_one(f"#{form['id']} .verdict--right")
    while form := page.select_one("form.section__end"):
        page = reader.send(form)
    assert page.select_one('.facts .state[data-state="done"]')


def pass_quiz(reader: Reader, lesson: str, questions: list[QuestionDefinition]) -> None:
    """Nothing and the wrong things first."""
    quiz = reader.open(lesson).select_one("a.pager__next")["href"]
    total = f"{sum(question.max_mark for question in questions).normalize():f}".replace(".", ",")
    assert grade(attempt(reader, quiz, questions, nothing)) == ("0", "0", total)
    assert grade(failed := attempt(reader, quiz, questions, wrong)) != ("100", total, total)
    assert not failed.select(".verdict--right")
    passed = attempt(reader, quiz, questions, right)
    assert grade(passed) == ("100", total, total)
    assert len(passed.select("li.verdict--right")) == len(passed.select("li.verdict")) == len(questions)
    assert words_of(passed.h1) == "Тест складено"


def nothing(question: QuestionDefinition) -> list:
    return []


def attempt(reader: Reader, quiz: str, questions: list[QuestionDefinition], wishes: Wishes) -> Tag:
    """The page of the result."""
    form = reader.send(reader.open(quiz).select_one('form[action$="/start/"]')).select_one("form#attempt")
    return reader.send(form, answers(form, questions, wishes))


def grade(result: Tag) -> tuple[str, ...]:
    """Percent, points, and points there are."""
    percent, points = (words_of(result.select_one(place)) for place in (".grade__no", ".grade .lede"))
    return tuple(NUMBER.findall(percent) + NUMBER.findall(points)[:2])
