"""Answering a quiz in a real browser: nothing a learner answered is lost, and the page says only what is true."""

import pytest
from playwright.sync_api import Route, expect

from courses.models import LessonPage
from tests import cast
from tests.journeys.steps import ORDER_QUESTION, begin, choose, expect_line, open_attempt, sign_in, stored

pytestmark = pytest.mark.browser


def test_one_question_is_shown_at_a_time_and_the_link_of_the_place_leads_to_its_question(alices, attempt):
    page = open_attempt(alices, attempt, cast.NUMBER_QUESTION)
    expect(page.locator(".question:visible")).to_have_count(1)
    expect(page.locator(".question:visible legend")).to_contain_text("How many years?")
    expect(page.locator(".question:visible legend")).to_be_focused()
    page.get_by_role("link", name="Next question").click()
    expect(page.locator(".question:visible legend")).to_contain_text("Whom would you ask?")
    expect(page.locator(".stops [aria-current]")).to_have_attribute("data-stop", cast.REFLECTION)
    page.get_by_role("link", name="To the end").click()
    expect(page.locator("#unanswered")).to_contain_text("question 1, question 2, question 3")


def test_on_paper_there_are_all_questions(alices, attempt):
    page = open_attempt(alices, attempt)
    page.emulate_media(media="print")
    expect(page.locator(".question:visible")).to_have_count(3)


def test_an_answer_is_saved_at_once_and_the_page_says_so(alices, attempt):
    page = open_attempt(alices, attempt)
    choose(page, "The community")
    expect_line(page, "Saved on the server at")
    assert stored(attempt) == cast.RIGHT
    expect(page.locator("#answered")).to_have_text("Answered: 1 of 3.")
    expect(page.locator(".stops a").first).to_have_attribute("data-state", "done")
    assert page.evaluate("localStorage.length") == 0


def test_answers_survive_a_closed_tab(alices, attempt):
    page = open_attempt(alices, attempt)
    alices.set_offline(True)
    choose(page, "The community")
    expect_line(page, "kept on this phone, 1 not sent yet")
    page.close()
    assert stored(attempt) is None
    alices.set_offline(False)
    page = open_attempt(alices, attempt, cast.CHOICE_QUESTION)
    expect(page.get_by_label("The community")).to_be_checked()
    expect_line(page, "Saved on the server at")
    assert stored(attempt) == cast.RIGHT


def test_answers_given_without_a_network_arrive_later_and_the_line_says_so(alices, attempt):
    page = open_attempt(alices, attempt)
    alices.set_offline(True)
    choose(page, "The community")
    page.get_by_role("link", name="Next question").click()
    page.locator(".question:visible input[inputmode=decimal]").fill("5")
    expect_line(page, "kept on this phone, 2 not sent yet")
    expect(page.locator("#saved")).to_have_class("saved saved--phone")
    alices.set_offline(False)
    expect_line(page, "Saved on the server at")
    assert (stored(attempt), stored(attempt, cast.NUMBER_QUESTION)) == (cast.RIGHT, "5")


def test_a_reply_that_got_lost_neither_loses_nor_doubles_nor_turns_back_an_answer(alices, attempt):
    page = open_attempt(alices, attempt)
    lost: list[str] = []

    def lose_the_first_reply(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch().text())
        return route.abort()

    page.route("**/save/", lose_the_first_reply)
    choose(page, "The community")
    expect_line(page, "kept on this phone")
    assert stored(attempt) == cast.RIGHT
    choose(page, "The ministry")
    expect_line(page, "Saved on the server at")
    assert stored(attempt) == cast.WRONG
    expect(page.locator("[data-note]")).to_have_count(0)


def test_another_device_is_told_of_a_newer_answer_and_may_keep_its_own(alices, other, attempt):
    here, there = open_attempt(alices, attempt), open_attempt(other, attempt)
    choose(here, "The community")
    expect_line(here, "Saved on the server at")
    choose(there, "The ministry")
    expect(there.locator("[data-note]")).to_contain_text("changed in another tab or on another device")
    expect_line(there, "everything but the answer to question 1")
    assert stored(attempt) == cast.RIGHT
    there.get_by_role("button", name="Keep my answer").click()
    expect_line(there, "Saved on the server at")
    assert stored(attempt) == cast.WRONG


def test_another_device_may_take_the_newer_answer(alices, other, attempt):
    here, there = open_attempt(alices, attempt), open_attempt(other, attempt)
    choose(here, "The community")
    expect_line(here, "Saved on the server at")
    choose(there, "The ministry")
    there.get_by_role("button", name="Show the other answer").click()
    expect(there.get_by_label("The community")).to_be_checked()
    expect_line(there, "Saved on the server at")
    assert stored(attempt) == cast.RIGHT


def test_another_tab_of_the_same_phone_shows_what_was_answered_here(alices, attempt):
    here, there = open_attempt(alices, attempt), open_attempt(alices, attempt)
    choose(here, "The community")
    expect(there.get_by_label("The community")).to_be_checked()
    expect(there.locator("[data-note]")).to_contain_text("answered in another tab")
    choose(there, "The ministry")
    expect(here.get_by_label("The ministry")).to_be_checked()
    assert stored(attempt) == cast.WRONG


def test_steps_are_put_in_order_with_the_keyboard(alices, ordering):
    page = open_attempt(alices, ordering)
    expect(page.locator("#answered")).to_have_text("Answered: 0 of 1.")
    for step in ("sign", "write"):
        place = page.locator(".sorter li").filter(has_text=step)
        while place.get_by_role("button", name="Move up").is_enabled():
            place.get_by_role("button", name="Move up").focus()
            page.keyboard.press("Enter")
    expect(page.get_by_text("write: place 1 of 3")).to_be_attached()
    expect(page.locator("#answered")).to_have_text("Answered: 1 of 1.")
    expect_line(page, "Saved on the server at")
    assert stored(ordering, ORDER_QUESTION) == ["s1", "s2", "s3"]


def test_setting_one_place_moves_the_others_and_taking_it_back_leaves_no_answer(alices, ordering):
    page = open_attempt(alices, ordering)
    places = page.locator(".sorter select")
    page.get_by_label("Place of the step “write”").select_option("3")
    assert [places.nth(index).input_value() for index in range(3)] == ["1", "2", "3"]
    expect(page.locator(".sorter li").last).to_contain_text("write")
    expect_line(page, "Saved on the server at")
    page.get_by_label("Place of the step “write”").select_option("")
    expect(page.locator("#answered")).to_have_text("Answered: 0 of 1.")
    expect(page.locator("#saved")).not_to_have_class("saved saved--phone")
    assert stored(ordering, ORDER_QUESTION) is None


def test_what_the_server_does_not_take_is_said_at_the_question_and_stays_on_the_phone(alices, attempt):
    page = open_attempt(alices, attempt, cast.NUMBER_QUESTION)
    field = page.locator(".question:visible input[inputmode=decimal]")
    field.fill("five")
    field.blur()
    expect(page.locator("[data-note]")).to_contain_text("The server did not take this answer")
    expect_line(page, "everything but the answer to question 2")
    page.reload()
    expect(field).to_have_value("five")
    field.fill("5")
    field.blur()
    expect_line(page, "Saved on the server at")


def test_an_answer_the_server_did_not_take_does_not_count_as_given(alices, attempt):
    page = open_attempt(alices, attempt, cast.NUMBER_QUESTION)
    page.locator(".question:visible input[inputmode=decimal]").fill("five")
    page.get_by_role("link", name="Next question").press("Enter")
    expect(page.locator("#answered")).to_have_text("Answered: 0 of 3.")
    page.get_by_role("link", name="To the end").click()
    expect(page.locator("#unanswered")).to_contain_text("question 1, question 2, question 3")


def test_a_refusal_is_said_once_and_goes_when_the_answer_is_put_right(alices, attempt):
    page = open_attempt(alices, attempt, cast.NUMBER_QUESTION)
    field = page.locator(".question:visible input[inputmode=decimal]")
    field.fill("five")
    page.goto(f"{page.url.split('#')[0]}#finish")
    page.get_by_role("button", name="Finish the quiz").click()
    expect(page.locator(".question:visible .complaint")).to_be_visible()
    expect_line(page, "everything but the answer to question 2")
    expect(page.locator("[data-note]")).to_have_count(0)
    field.fill("5")
    field.blur()
    expect_line(page, "Saved on the server at")
    expect(page.locator(".complaint, .trouble, .field--bad")).to_have_count(0)


def test_what_was_put_right_before_the_refusal_came_back_is_sent_after_it(alices, attempt):
    page = open_attempt(alices, attempt, cast.NUMBER_QUESTION)
    held: list[Route] = []
    page.route("**/save/", lambda route: held.append(route), times=1)
    field = page.locator(".question:visible input[inputmode=decimal]")
    for text in ("five", "5"):
        field.fill(text)
        field.blur()
    expect_line(page, "being sent to the server")
    held[0].continue_()
    expect_line(page, "Saved on the server at")
    assert stored(attempt, cast.NUMBER_QUESTION) == "5"


def test_without_a_network_the_quiz_is_not_finished_and_nothing_is_lost(alices, attempt):
    page = open_attempt(alices, attempt)
    choose(page, "The community")
    page.get_by_role("link", name="To the end").click()
    alices.set_offline(True)
    page.get_by_role("button", name="Finish the quiz").click()
    expect_line(page, "No connection, so nothing was sent")
    alices.set_offline(False)
    page.get_by_role("button", name="Finish the quiz").click()
    page.wait_for_url("**/result/")
    attempt.refresh_from_db()
    assert attempt.submitted_at
    assert stored(attempt) == cast.RIGHT


def test_an_attempt_finished_elsewhere_leads_to_its_result(alices, other, attempt):
    here, there = open_attempt(alices, attempt), open_attempt(other, attempt)
    there.goto(f"{there.url.split('#')[0]}#finish")
    there.get_by_role("button", name="Finish the quiz").click()
    there.wait_for_url("**/result/")
    here.get_by_label("The community").click()
    here.wait_for_url("**/result/")
    expect(here.get_by_text("This attempt is already finished")).to_be_visible()


def test_when_the_session_has_ended_the_answer_waits_for_the_next_one(alices, attempt, alice, live_server):
    page = open_attempt(alices, attempt)
    alices.clear_cookies()
    choose(page, "The community")
    expect_line(page, "Your session has ended")
    sign_in(alices, alice, live_server.url)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect_line(page, "Saved on the server at")
    assert stored(attempt) == cast.RIGHT


def test_enter_in_a_field_saves_and_stays(alices, attempt):
    page = open_attempt(alices, attempt, cast.NUMBER_QUESTION)
    field = page.locator(".question:visible input[inputmode=decimal]")
    field.fill("5")
    field.press("Enter")
    expect_line(page, "Saved on the server at")
    expect(field).to_be_focused()
    assert stored(attempt, cast.NUMBER_QUESTION) == "5"


def test_an_answer_checked_at_once_is_final_and_leaves_nothing_on_the_phone(alices, alice, course):
    lesson = LessonPage.objects.descendant_of(course).last()
    at_once = begin(alice, course, cast.add_quiz(lesson, slug="at-once", feedback_timing="at_once"))
    page = open_attempt(alices, at_once)
    choose(page, "The community")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".question:visible .verdict--right")).to_be_visible()
    expect(page.get_by_label("The community")).to_be_disabled()
    assert page.evaluate("localStorage.length") == 0


def test_closing_the_page_never_submits(alices, attempt):
    page = open_attempt(alices, attempt)
    choose(page, "The community")
    page.close(run_before_unload=True)
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_without_javascript_the_whole_form_is_there_and_saves(browser, live_server, alice, attempt):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, alice, live_server.url)
    page = open_attempt(context, attempt)
    expect(page.locator(".question:visible")).to_have_count(3)
    choose(page, "The community")
    page.get_by_role("button", name="Save and leave").click()
    assert stored(attempt) == cast.RIGHT
    context.close()
