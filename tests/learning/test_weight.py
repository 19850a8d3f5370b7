"""A first visit on a cheap phone: what every lesson of the starter courses costs, everything counted."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from bench.weight import Visit, fetch_with, first_visit
from courses.models import LessonPage
from home.planting import plant_site

STARTER = Path(settings.BASE_DIR) / "courses" / "starter"
HEAVIEST, MOST_REQUESTS = 60_000, 8


@pytest.fixture
def lessons(db, settings) -> list[LessonPage]:
    settings.WHITENOISE_USE_FINDERS = True
    plant_site()
    for folder in sorted(path.parent for path in STARTER.glob("*/course.md")):
        call_command("import_course", folder, verbosity=0)
    return list(LessonPage.objects.live())


def visit(lesson: LessonPage) -> Visit:
    return first_visit(lesson.url, fetch_with(Client(), "gzip"))


def test_a_first_visit_to_any_lesson_is_light_and_asks_nobody_else(lessons):
    visits = {lesson.slug: visit(lesson) for lesson in lessons}
    assert len(visits) == len(list(STARTER.rglob("[0-9]*.md")))
    assert {slug: found.sent for slug, found in visits.items() if found.sent > HEAVIEST} == {}
    assert {slug: len(found.files) for slug, found in visits.items() if len(found.files) > MOST_REQUESTS} == {}
    assert {slug: found.strangers for slug, found in visits.items() if found.strangers} == {}
