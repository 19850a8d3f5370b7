"""A newcomer with a phone: from the link a neighbour sent to a record that anybody can check."""

import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from courses.models import LessonPage
from learning.models import Certificate, CourseCompletion, Enrolment, QuizAttempt, User
from tests.learning.pdf_text import pdf_text

pytestmark = pytest.mark.browser

NAME = "Ґалина Євгенівна Їжакевич"


def test_a_newcomer_learns_signs_up_finishes_and_takes_the_record(page, course):
    first, second = LessonPage.objects.child_of(course).order_by("path")
    open_the_link(page, first)
    read_all_sections(page)
    assert Enrolment.objects.get().guest_key
    answer_the_quiz_half_right(page)
    sign_up(page)
    expect_everything_kept(page)
    read_the_other_lesson(page, second)
    pass_the_quiz(page)
    number = take_the_record(page)
    expect_the_pdf_says(page, number)
    check_it_as_anybody_would(page, number)


def open_the_link(page: Page, lesson: LessonPage) -> None:
    page.goto(lesson.url)
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.title)
    assert not Enrolment.objects.exists()


def read_all_sections(page: Page) -> None:
    while page.locator("form.section__end").count():
        page.locator("form.section__end button").first.click()
        page.wait_for_load_state()


def answer_the_quiz_half_right(page: Page) -> None:
    page.locator("#next").get_by_role("link", name="Quiz").click()
    page.get_by_role("button", name="Почати тест").click()
    answer(page, number="6")
    expect(page.locator("main")).to_contain_text("50")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ще не складено")


def answer(page: Page, *, number: str) -> None:
    """The first question right, the second as given, the reflection left out."""
    page.get_by_label("The community").check()
    page.get_by_role("link", name="Наступне питання").click()
    page.locator(".question:visible input[inputmode=decimal]").fill(number)
    page.get_by_role("link", name="До завершення").click()
    page.get_by_role("button", name="Завершити тест").click()


def sign_up(page: Page) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Електронна пошта").fill("halyna@example.org")
    page.get_by_label(re.compile("Погоджуюся")).check()
    page.get_by_role("button", name="Надіслати код").click()
    page.get_by_label("Код із листа").fill(code_of_the_letter())
    page.locator("main").get_by_role("button", name="Увійти").click()


def code_of_the_letter() -> str:
    (letter,) = mail.outbox
    return re.search(r"\b\d{6}\b", letter.body)[0]


def expect_everything_kept(page: Page) -> None:
    page.goto("/my/")
    expect(page.locator("main")).to_contain_text("Foundations")
    enrolment = Enrolment.objects.get()
    assert enrolment.user == User.objects.get(email="halyna@example.org")
    assert enrolment.sections.count() == 2
    assert QuizAttempt.objects.get().grades.exists()


def read_the_other_lesson(page: Page, lesson: LessonPage) -> None:
    page.goto(lesson.url)
    read_all_sections(page)


def pass_the_quiz(page: Page) -> None:
    page.goto("/my/")
    page.get_by_role("link", name="Продовжити").click()
    page.get_by_role("button", name="Спробувати ще раз").click()
    answer(page, number="5")
    expect(page.get_by_role("heading", level=1)).to_have_text("Тест складено")
    assert CourseCompletion.objects.count() == 1


def take_the_record(page: Page) -> str:
    page.get_by_role("link", name="Курс пройдено").click()
    page.get_by_label("Ім’я повністю").fill(NAME)
    page.get_by_role("button", name="Видати запис").click()
    record = Certificate.objects.get()
    expect(page.locator("main")).to_contain_text(record.number)
    return record.number


def expect_the_pdf_says(page: Page, number: str) -> None:
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    words = pdf_text(Path(download.value.path()).read_bytes())
    assert NAME in words
    assert number in words


def check_it_as_anybody_would(page: Page, number: str) -> None:
    page.context.clear_cookies()
    page.goto(f"/v/{number}/")
    expect(page.locator("main")).to_contain_text(NAME)
    expect(page.locator("main")).not_to_contain_text("example.org")
