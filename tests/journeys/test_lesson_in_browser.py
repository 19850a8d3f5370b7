"""What a script adds to a lesson that reads well without it."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from courses.models import CoursePage, LessonPage
from quizzes.models import QuizPage
from tests import cast
from tests.journeys.steps import order_question

pytestmark = pytest.mark.browser

PLAYER = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0"


def test_a_section_read_without_a_network_is_told_to_the_server_later(alices, alice, course):
    lesson = LessonPage.objects.descendant_of(course).last()
    page = alices.new_page()
    page.goto(f"/en/courses/{course.slug}/{lesson.slug}/")
    alices.set_offline(True)
    page.locator("form.section__end button").first.click()
    expect(page.locator("form.section__end .saved--phone").first).to_contain_text("kept on this phone")
    alices.set_offline(False)
    expect(page.locator("form.section__end .saved").first).to_contain_text("saved on the server")
    assert cast.enrol_person(alice, course).sections.count() == 1


def test_what_was_read_without_a_network_opens_what_comes_next(alices, alice, course):
    course.order = "in_turn"
    course.save_revision().publish()
    first, second = LessonPage.objects.descendant_of(course)
    QuizPage.objects.descendant_of(course).get().delete()
    cast.enrol_person(alice, course)
    page = alices.new_page()
    page.goto(f"/en/courses/{course.slug}/{first.slug}/")
    expect(page.locator("#next")).to_contain_text("Not open yet")
    alices.set_offline(True)
    for button in page.locator("form.section__end button").all()[::-1]:
        button.click()
    alices.set_offline(False)
    expect(page.locator("#next")).not_to_contain_text("Not open yet")
    expect(page.locator("#next")).to_contain_text(second.title)


def test_a_video_loads_only_when_it_is_tapped_and_opens_in_its_place(alices, course):
    video = cast.block("video", {"link": "https://youtu.be/abcdefghijk", "title": "A council at work"})
    page = open_lesson(alices, course, video)
    expect(page.locator("iframe")).to_have_count(0)
    page.get_by_role("link", name="A council at work").click()
    expect(page.get_by_title("A council at work")).to_have_attribute("src", PLAYER)


def test_a_lesson_moves_the_steps_of_its_ordering_questions_too(alices, course):
    page = open_lesson(alices, course, {**cast.check_question(), "value": [order_question()]})
    page.locator(".sorter li").last.get_by_role("button", name="Move up").click()
    assert [field.input_value() for field in page.locator(".sorter select").all()] == ["1", "2", "3"]


def test_an_empty_answer_is_said_at_the_question(alices, course):
    page = open_lesson(alices, course, cast.check_question())
    page.get_by_role("button", name="Check").click()
    expect(page.locator("form.panel .complaint")).to_have_text("Choose or write an answer first, then check it.")
    page.get_by_label("The community").check()
    expect(page.locator(".complaint")).to_have_count(0)
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict--right")).to_be_visible()


def open_lesson(context: BrowserContext, course: CoursePage, *blocks: dict[str, Any]) -> Page:
    lesson = LessonPage(title="Third", slug="third", goal="Know.", body=[cast.section("One", *blocks)])
    course.add_child(instance=lesson)
    page = context.new_page()
    page.goto(f"/en/courses/{course.slug}/third/")
    return page
