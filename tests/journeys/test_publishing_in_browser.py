"""The editor saves drafts by itself: a press on “Publish” meanwhile is taken, and no draft comes after it."""

import pytest
from playwright.sync_api import Page, Request

from courses.models import CoursePage, LessonPage
from tests.journeys.desk import LISTING, insert, publish

pytestmark = pytest.mark.browser


# The server hears of a draft at once, and the editor of its answer three seconds later.
SLOW_LINE = """
const fetched = window.fetch;
window.fetch = async (address, options) => {
  const response = await fetched(address, options);
  if (options?.method?.toUpperCase() === "POST") await new Promise((done) => setTimeout(done, 3000));
  return response;
};
"""


def is_draft(request: Request) -> bool:
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def test_a_press_while_the_first_draft_is_saved_publishes_the_page_once(desk, course):
    desk.add_init_script(SLOW_LINE)
    write_a_lesson(desk, course)
    publish(desk)
    desk.wait_for_url(LISTING)
    (page,) = LessonPage.objects.child_of(course).filter(title="Хто вирішує")
    assert page.live and not page.has_unpublished_changes


def write_a_lesson(desk: Page, course: CoursePage) -> None:
    """Until its first draft is on the way."""
    desk.goto(f"/cms/pages/add/courses/lessonpage/{course.pk}/")
    desk.locator("#id_title").fill("Хто вирішує")
    insert(desk, "body")
    desk.locator("[name=body-0-value-title]").fill("Рада і голова")
    insert(desk, "body", nth=1, kind="Текст")
    desk.locator("[id$=body-section] [contenteditable=true]").first.fill("Рада ухвалює рішення.")
    desk.wait_for_timeout(3000)  # the editor watches for changes only after a while
    with desk.expect_response(lambda response: is_draft(response.request) and response.ok):
        desk.locator("#id_goal").fill("Знати, хто вирішує.")
