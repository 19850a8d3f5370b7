"""What every test stands on: a ready database, an empty cache, the default language, and a browser for the journeys."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Error, sync_playwright
from playwright.sync_api import Page as Tab
from wagtail.models import Page

from courses.models import CoursePage, CourseTeamMember, LessonPage
from learning import roles
from learning.lesson_bodies import renew
from learning.models import User
from quizzes.models import QuizPage
from tests import cast, chromium, database

# Playwright keeps an event loop in the test's thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A busy machine is slow, not wrong. The same examples each time: a change is judged by what it changed. New ones are
# looked for with --hypothesis-profile=search.
hypothesis_settings.register_profile("academy", deadline=None, derandomize=True)
hypothesis_settings.register_profile("search", deadline=None)
hypothesis_settings.load_profile("academy")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """See tests/database.py for what replaces pytest-django's own set-up and Django's flush, and why."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database.prepare()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: database.renew())
        yield
        database.discard()


@pytest.fixture(autouse=True)
def clean_start() -> None:
    """What one test leaves in the memory of its process must not decide the next one."""
    cache.clear()
    translation.deactivate()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    database.choose(database.COURSE if "beginning_with_a_course" in item.fixturenames else database.EMPTY)


@pytest.fixture
def beginning_with_a_course() -> None:
    """Whoever asks for it gets the database in which `cast.make_course()` was called."""


@pytest.fixture
def course(beginning_with_a_course, db) -> CoursePage:
    """With stamps of its own in each test: what the process keeps under them is not for the next test."""
    renew(Page.objects.type(CoursePage, LessonPage).values_list("pk", flat=True))
    return CoursePage.objects.get()


@pytest.fixture
def quiz(course) -> QuizPage:
    return QuizPage.objects.descendant_of(course).get()


@pytest.fixture
def alice(course) -> User:
    """Enrolled, nothing done yet."""
    user = cast.make_person("alice", full_name="Аліса Петрівна Коваль")
    cast.enrol_person(user, course)
    return user


@pytest.fixture
def bob(course) -> User:
    """Has finished the course."""
    user = cast.make_person("bob", full_name="Богдан Іванович Мельник")
    cast.finish_course(user, course)
    return user


@pytest.fixture
def charlie(db) -> User:
    """An outsider with an account."""
    return cast.make_person("charlie")


@pytest.fixture
def edith(course) -> User:
    """A trainer of the course."""
    user = cast.make_person("edith", full_name="Едіт Сергіївна Бойко")
    user.groups.add(Group.objects.get(name=roles.TRAINERS))
    CourseTeamMember.objects.create(page=course, user=user, role="trainer")
    roles.ensure_team(course)
    return user


@pytest.fixture
def staff(db) -> User:
    user = cast.make_person("staff")
    user.groups.add(Group.objects.get(name=roles.STAFF))
    return user


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = chromium.launch(playwright)
        except Error:
            leave_out = pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip
            leave_out(chromium.MISSING)
        yield browser
        browser.close()


@pytest.fixture
def phone(browser, live_server) -> Iterator[BrowserContext]:
    """A phone with nothing in its memory; `phone.new_page()` opens a tab, and addresses may leave out the host."""
    yield from visitor(browser, live_server, width=390, height=844, has_touch=True, is_mobile=True)


@pytest.fixture
def desktop(browser, live_server) -> Iterator[BrowserContext]:
    yield from visitor(browser, live_server, width=1280, height=900)


@pytest.fixture
def page(phone) -> Tab:
    """The one tab of a phone, for the stories that need no more."""
    return phone.new_page()


def visitor(browser: Browser, live_server, *, width: int, height: int, **options) -> Iterator[BrowserContext]:
    options = {"base_url": live_server.url, "locale": "uk-UA", **options}
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(15_000)
    yield context
    context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that opens a browser is a browser test, so that `-m "not browser"` leaves out them all."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if left_out := sum(chromium.MISSING in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"{chromium.MISSING} ({left_out} TESTS)", red=True, bold=True)


def pytest_unconfigure() -> None:
    """The test settings keep uploads and databases in a folder of their own process."""
    if settings.configured:
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
