"""What trainers do again and again at their computer, in the editor."""

import re

from playwright.sync_api import Page

LISTING = re.compile(r"/cms/pages/\d+/$")
IMPACT = re.compile(r"/cms/learning/quizzes/\d+/publish/\d+/$")


def insert(desk: Page, field: str, *, nth: int = 0, kind: str = "") -> None:
    """One block at the nth place where a block can be added, of the kind chosen from the list if there is one."""
    desk.locator(f"[id$={field}-section]").get_by_role("button", name="Вставити блок").nth(nth).click()
    if kind:
        desk.get_by_role("option", name=kind, exact=True).click()


def publish(desk: Page) -> None:
    desk.wait_for_timeout(1000)  # the text editor hands its text over to the form a moment after each change
    desk.get_by_role("button", name="Більше дій").click()
    desk.get_by_role("button", name="Опублікувати", exact=True).click()
