"""A trainer brings questions from Moodle, one with a wrong key; people answer; the key is mended, the attempts are
marked anew, and whom it had wronged gets the grade and takes the record."""

import re

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from courses.models import CoursePage, LessonPage
from learning.models import Certificate, QuizAttempt, User
from learning.saving import Given
from quizzes.models import QuizPage
from tests import cast
from tests.journeys.desk import IMPACT, LISTING, publish
from tests.journeys.editing import hand_in
from tests.journeys.steps import begin, sign_in

pytestmark = pytest.mark.browser

MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 101 -->
  <question type="multichoice">
    <name><text>Строк</text></name>
    <questiontext format="html"><text><![CDATA[<p>Скільки днів збирають підписи?</p>]]></text></questiontext>
    <defaultgrade>1.0000000</defaultgrade>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answer fraction="0" format="html"><text>Дев’яносто</text></answer>
    <answer fraction="100" format="html"><text>Тридцять</text></answer>
  </question>
  <question type="calculated">
    <name><text>Сума</text></name>
    <questiontext><text>{a} + {b}</text></questiontext>
  </question>
</quiz>
"""
REASON = "У ключі була помилка."


@pytest.fixture
def quiz(course: CoursePage) -> QuizPage:
    """Empty so far, and not public."""
    second = LessonPage.objects.child_of(course).last()
    return cast.add_quiz(second, title="Підписи", slug="signatures", questions=[], live=False)


def test_a_wrong_key_from_a_file_is_mended_and_nobody_pays_for_it(
    desk, phone, live_server, course, quiz, alice, charlie
):
    bring_the_questions(desk, quiz)
    publish_the_quiz(desk, quiz)
    attempt = finish_all_but_for_the_wrong_key(alice, course, quiz)
    begin(charlie, course, quiz)
    mend_the_key(desk, quiz)
    mark_anew(desk, quiz)
    see_the_better_grade_and_take_the_record(phone, alice, attempt, live_server.url)


def bring_the_questions(desk: Page, quiz: QuizPage) -> None:
    """The kind that nobody here knows is named at its line, and does not keep the other out."""
    desk.goto(f"/cms/learning/quizzes/{quiz.pk}/import/")
    file = {"name": "moodle.xml", "mimeType": "text/xml", "buffer": MOODLE.encode()}
    desk.locator("main input[type=file]").set_input_files(file)
    desk.locator("main form[enctype] button[type=submit]").click()
    expect(desk.locator("main")).to_contain_text("Скільки днів збирають підписи?")
    expect(desk.locator(".la-entry--fault")).to_contain_text("calculated")
    desk.locator("main input[name=only_sound]").check()
    desk.locator("main form button[type=submit]").click()
    desk.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    assert not QuizPage.objects.get(pk=quiz.pk).live


def publish_the_quiz(desk: Page, quiz: QuizPage) -> None:
    desk.goto(f"/cms/pages/{quiz.pk}/edit/")
    publish(desk)
    desk.wait_for_url(LISTING)
    assert QuizPage.objects.get(pk=quiz.pk).live


def finish_all_but_for_the_wrong_key(alice: User, course: CoursePage, quiz: QuizPage) -> QuizAttempt:
    """What the key calls wrong is right in truth."""
    enrolment = cast.enrol_person(alice, course)
    cast.read_lessons(enrolment, course)
    cast.pass_quiz(enrolment, QuizPage.objects.descendant_of(course).exclude(pk=quiz.pk).get())
    attempt = begin(alice, course, QuizPage.objects.get(pk=quiz.pk))
    (question,) = attempt.definition.questions
    ninety = next(choice.id for choice in question.body.choices if choice.text == "Дев’яносто")
    hand_in(attempt, {question.id: Given(answer=ninety)})
    assert not hasattr(enrolment, "completion")
    return attempt


def mend_the_key(desk: Page, quiz: QuizPage) -> None:
    """One is in the middle of the quiz and one has finished: the editor says so before anything is published."""
    desk.goto(f"/cms/pages/{quiz.pk}/edit/")
    for place in (0, 1):
        box = desk.locator(f"[name=questions-0-value-choices-{place}-value-right]")
        box.set_checked(not box.is_checked())
    publish(desk)
    desk.wait_for_url(IMPACT)
    expect(desk.locator("main")).to_contain_text("1 спроба")
    desk.get_by_role("button", name="Опублікувати").click()
    desk.wait_for_url(LISTING)


def mark_anew(desk: Page, quiz: QuizPage) -> None:
    desk.goto(f"/cms/learning/quizzes/{quiz.pk}/regrade/")
    expect(desk.locator("main")).to_contain_text("Аліса Петрівна Коваль")
    desk.locator("main [name=reason]").fill(REASON)
    desk.locator("main form[method=post] button[type=submit]").click()
    desk.wait_for_url(re.compile(r"/regrad"))
    expect(desk.locator("main")).to_contain_text("Аліса Петрівна Коваль")


def see_the_better_grade_and_take_the_record(
    phone: BrowserContext, alice: User, attempt: QuizAttempt, url: str
) -> None:
    (letter,) = mail.outbox
    assert letter.to == [alice.email] and REASON in letter.body
    sign_in(phone, alice, url)
    page = phone.new_page()
    page.goto(f"/learn/attempts/{attempt.pk}/result/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Тест складено")
    expect(page.locator("main")).to_contain_text(REASON)
    page.get_by_role("link", name="Курс пройдено").click()
    page.get_by_label("Ім’я повністю").fill("Аліса Петрівна Коваль")
    page.get_by_role("button", name="Видати запис").click()
    expect(page.locator("main")).to_contain_text(Certificate.objects.get().number)
