"""A trainer marks a word in Wagtail's editor; a learner touches it, with a finger or a keyboard, without any script."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from courses.models import LessonPage, Term
from tests import cast
from tests.journeys.editing import fresh, publish
from tests.journeys.steps import sign_in


@pytest.fixture
def term(db) -> Term:
    return Term.objects.create(word="quorum", slug="kvorum", definition="The least number that may decide.")


@pytest.fixture
def lesson(course, term) -> LessonPage:
    text = cast.block("text", '<p>Without a <a linktype="term" id="kvorum">quorum</a> nobody decides.</p>')
    return publish(LessonPage.objects.child_of(course).first(), body=[cast.section("Votes", text)])


def test_a_trainer_marks_a_word_in_the_editor(desktop: BrowserContext, live_server, edith, course, term):
    lesson = LessonPage.objects.child_of(course).last()
    sign_in(desktop, edith, live_server.url)
    page = desktop.new_page()
    page.goto(f"/cms/pages/{lesson.pk}/edit/")
    page.wait_for_load_state("networkidle")
    editor = page.locator(".Draftail-Editor").filter(has_text="Second lesson, one").first
    editor.locator("span[data-text]").first.dblclick(position={"x": 15, "y": 8})
    page.locator("button[name=TERM]:visible").first.click()
    page.locator(".modal-body a[data-chooser-modal-choice]", has_text="quorum").click()
    expect(editor.locator("a")).to_have_text(re.compile("Second"))
    page.wait_for_timeout(1000)  # the text editor hands its text over to the form a moment after each change
    page.get_by_role("button", name="Зберегти чернетку").click()
    for _ in range(100):
        if '<a linktype="term" id="kvorum">Second</a>' in draft_of(lesson):
            break
        page.wait_for_timeout(100)
    draft = draft_of(lesson)
    assert '<a linktype="term" id="kvorum">Second</a>' in draft, draft


def draft_of(lesson: LessonPage) -> str:
    return str(fresh(lesson).get_latest_revision_as_object().body.raw_data[0])


@pytest.fixture
def unscripted(browser, live_server) -> Page:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 700}
    )
    yield context.new_page()
    context.close()


def test_a_touch_opens_the_card_without_script_and_closes_it_again(unscripted: Page, lesson):
    unscripted.goto(lesson.url)
    card = unscripted.locator("#term-kvorum")
    expect(card).to_be_hidden()
    unscripted.get_by_role("button", name="quorum").click()
    expect(card).to_be_visible()
    expect(card).to_contain_text("The least number that may decide.")
    card.get_by_role("button").click()
    expect(card).to_be_hidden()


def test_the_keyboard_opens_the_card_goes_into_it_and_escape_closes_it(page: Page, lesson):
    page.goto(lesson.url)
    word, card = page.get_by_role("button", name="quorum"), page.locator("#term-kvorum")
    word.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(word).to_be_focused()
