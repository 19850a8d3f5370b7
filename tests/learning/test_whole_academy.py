"""The academy as `make run` opens it: every page light, every link leading somewhere, every norm with its act."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from bench.weight import Visit, fetch_with, first_visit
from courses.models import CoursePage, LegalAct, LessonPage, Term
from home.path_planting import plant_role_paths
from home.planting import plant_glossary, plant_site
from quizzes.models import QuizPage
from tests.learning.crawling import crawl, missing_places
from tests.soundness import pictures

# One process opens the academy, and all these tests look at it.
pytestmark = pytest.mark.django_db

STARTER = Path(settings.BASE_DIR) / "courses" / "starter"
HEAVIEST, MOST_REQUESTS = 60_000, 8
# From two digits on: houses and minutes of a meeting have numbers, too.
NUMBER = re.compile(r"(?:№|No\.) ?(\d\d[\d/к]*(?:-(?:[IVX]+|ВР|р))?)")
NAMED = {"Конституція": "254к/96-ВР", "Бюджетний": "2456-VI", "Податковий": "2755-VI", "Кримінальний": "2341-III"}


@pytest.fixture(scope="module")
def academy(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Nobody searches in it, and finding the word forms of a lesson is a third of its import."""
    quiet = {"default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(settings, "WAGTAILSEARCH_BACKENDS", quiet)
        plant_glossary(plant_site(), STARTER / "glossary.yaml")
        for folder in sorted(path.parent for path in STARTER.glob("*/course.md")):
            call_command("import_course", folder, verbosity=0)
        plant_role_paths()
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture(scope="module")
def pages(academy, django_db_blocker) -> dict[str, str]:
    with django_db_blocker.unblock():
        return crawl({"/", "/en/", *(page.url for page in Page.objects.live().filter(depth__gt=1).specific())})


def visit(lesson: LessonPage) -> Visit:
    return first_visit(lesson.url, fetch_with(Client(), "gzip"))


def test_a_first_visit_to_any_lesson_is_light_and_asks_nobody_else(academy, settings):
    settings.WHITENOISE_USE_FINDERS = True
    visits = {lesson.slug: visit(lesson) for lesson in LessonPage.objects.live()}
    assert len(visits) == len(list(STARTER.rglob("[0-9]*.md")))
    assert {slug: found.sent for slug, found in visits.items() if found.sent > HEAVIEST} == {}
    assert {slug: len(found.files) for slug, found in visits.items() if len(found.files) > MOST_REQUESTS} == {}
    assert {slug: found.strangers for slug, found in visits.items() if found.strangers} == {}


def test_every_course_lesson_and_quiz_is_open(academy):
    ukrainian = [model.objects.live().filter(locale__language_code="uk") for model in (CoursePage, LessonPage)]
    assert [found.count() for found in ukrainian] == [7, 27]
    assert QuizPage.objects.live().filter(locale__language_code="uk").count() == 27


def test_every_link_leads_to_a_page_and_to_a_place_in_it(pages):
    assert len(pages) > 150
    assert missing_places(pages) == set()


def test_every_picture_and_drawing_says_what_it_shows(pages):
    assert {address: faults for address, html in pages.items() if (faults := silent(html))} == {}


def silent(html: str) -> list[str]:
    page = BeautifulSoup(html, "html.parser")
    return [*pictures(page), *(f"says nothing: {picture}" for picture in page.select('article img[alt=""]'))]


def test_every_citation_leads_to_its_act(academy):
    """A treaty has no number, and names that of the law that ratified it in its title."""
    known = {number for act in LegalAct.objects.all() for number in (act.number, *acts_in(act.title))}
    assert {lesson.title for lesson in LessonPage.objects.live() if not lesson.sources} == set()
    assert {number: place for number, place in citations() if number not in known} == {}


def citations() -> Iterator[tuple[str, str]]:
    """(number of an act, where it is named): in questions, lessons and the glossary."""
    for quiz in QuizPage.objects.live():
        for question in quiz.definition().questions:
            yield from ((number, question.title) for number in acts_in(question.source))
    for lesson in LessonPage.objects.live():
        yield from ((number, lesson.title) for number in acts_in(str(lesson.body.raw_data)))
    for term in Term.objects.all():
        yield from ((number, term.word) for number in acts_in(f"{term.definition} {term.more}"))


def acts_in(text: str) -> set[str]:
    return {*NUMBER.findall(text), *(number for name, number in NAMED.items() if re.search(rf"\b{name}\b", text))}
