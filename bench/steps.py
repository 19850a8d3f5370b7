"""What a visitor does in the browser before a picture is taken."""

import uuid
from collections.abc import Callable

from django.test import RequestFactory
from playwright.sync_api import Page

from learning.views.errors import server_error

Step = Callable[[Page], None]


def send(selector: str, **values: str) -> Step:
    """Fill fields in and send their form."""

    def step(page: Page) -> None:
        for name, value in values.items():
            page.fill(f'main [name="{name}"]', value)
        page.click(selector)
        page.wait_for_load_state()

    return step


def then(*steps: Step) -> Step:
    def step(page: Page) -> None:
        for each in steps:
            each(page)

    return step


def ask_for_code(page: Page) -> None:
    # Nothing counts how often the same address asks: each picture asks for another.
    page.fill("main [name=login]", f"olena.{uuid.uuid4().hex[:6]}@example.org")
    page.click("main button[name=code]")
    page.wait_for_load_state()


def read_first_section(page: Page) -> None:
    """What makes a guest: the first thing worth keeping."""
    page.click("form.section__end button")
    page.wait_for_load_state()


def check(*, right: bool) -> Step:
    """Answer the first check-yourself question of the first lesson."""

    def step(page: Page) -> None:
        wanted = "Від імені держави"
        choices = page.locator("form.panel").first.locator("label.choice")
        choices.filter(has_text=wanted).click() if right else choices.filter(has_not_text=wanted).first.click()
        page.locator("form.panel button").first.click()
        page.wait_for_load_state()

    return step


def start_quiz(page: Page) -> None:
    page.click('form[action$="/start/"] button')
    page.wait_for_load_state()


def go(path: str) -> Step:
    def step(page: Page) -> None:
        page.goto(path)

    return step


def without_token(page: Page) -> None:
    """A form whose page was open for too long."""
    page.context.clear_cookies()
    page.evaluate("document.querySelector('input[name=csrfmiddlewaretoken]').value = ''")
    page.click("footer button[value=light]")
    page.wait_for_load_state()


def open_folds(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true })")


def open_term(page: Page) -> None:
    """A word of the glossary, touched."""
    page.locator("main [popovertarget]").first.click()


def show_broken(page: Page) -> None:
    """The page of a fault of ours, as the server sends it."""
    body = server_error(RequestFactory().get("/")).content.decode()
    page.route("**/broken/", lambda route: route.fulfill(status=500, body=body, content_type="text/html"))
    page.goto("/broken/")


def ask_too_often(page: Page) -> None:
    for _ in range(61):
        page.request.get("/v/2026-999999/")
    page.goto("/v/2026-999999/")
