"""A trainer begins a course, writes a lesson and its quiz, is told what does not hold together, publishes, and corrects
a question while a learner is in the middle of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from courses.models import CoursePage, LessonPage
from learning.models import Enrolment, QuizAttempt
from quizzes.models import QuizPage
from tests.journeys.desk import IMPACT, LISTING, insert, publish

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(desktop, edith) -> Iterator[Page]:
    """The trainer's computer, where they have signed in with the password."""
    page = desktop.new_page()
    page.goto("/cms/")
    page.get_by_label("Електронна пошта").fill(edith.email)
    page.get_by_label("Пароль").fill("pass-word-7")
    page.get_by_role("button", name="Увійти з паролем").click()
    yield page
    page.goto("about:blank")  # leaving an editor tells the server so: let that happen while it is there


def test_a_trainer_writes_publishes_and_corrects_a_question_somebody_is_answering(desk, phone):
    course = begin_a_course(desk)
    lesson = write_a_lesson(desk, course)
    quiz = write_a_quiz(desk, lesson)
    look_at_it_as_a_learner(desk, quiz)
    publish_the_course(desk, course)
    learner = begin_the_quiz(phone.new_page(), quiz)
    correct_the_question(desk, quiz)
    finish_on_the_old_words(learner)


def begin_a_course(desk: Page) -> CoursePage:
    desk.goto("/cms/learning/new-course/")
    desk.locator("main input[name=title]").fill("Участь")
    desk.locator("main button[type=submit]").click()
    desk.wait_for_url("**/edit/")
    return CoursePage.objects.get(title="Участь")


def write_a_lesson(desk: Page, course: CoursePage) -> LessonPage:
    desk.goto(f"/cms/pages/add/courses/lessonpage/{course.pk}/")
    desk.locator("#id_title").fill("Хто вирішує")
    desk.locator("#id_goal").fill("Знати, хто вирішує.")
    insert(desk, "body")
    desk.locator("[name=body-0-value-title]").fill("Рада і голова")
    insert(desk, "body", nth=1, kind="Текст")
    desk.locator("[id$=body-section] [contenteditable=true]").first.fill("Рада ухвалює рішення.")
    publish(desk)
    desk.wait_for_url(LISTING)
    return LessonPage.objects.get(title="Хто вирішує")


def write_a_quiz(desk: Page, lesson: LessonPage) -> QuizPage:
    """First with a question nobody can answer: the editor says so at the question and publishes nothing."""
    desk.goto(f"/cms/pages/add/quizzes/quizpage/{lesson.pk}/")
    desk.locator("#id_title").fill("Перевірка")
    insert(desk, "questions", kind="Вибір одного")
    desk.locator("[id$=questions-section] [contenteditable=true]").first.fill("Хто ухвалює рішення?")
    desk.locator("[name=questions-0-value-choices-0-value-text]").fill("Рада")
    desk.locator("[data-contentpath=choices]").get_by_role("button", name="Додати").last.click()
    desk.locator("[name=questions-0-value-choices-1-value-text]").fill("Міністерство")
    publish(desk)
    expect(desk.locator("[id$=questions-section]")).to_contain_text("Жоден варіант не правильний.")
    assert not QuizPage.objects.live().filter(title="Перевірка").exists()
    desk.locator("[name=questions-0-value-choices-0-value-right]").check()
    publish(desk)
    desk.wait_for_url(LISTING)
    return QuizPage.objects.get(title="Перевірка")


def look_at_it_as_a_learner(desk: Page, quiz: QuizPage) -> None:
    desk.goto(f"/cms/pages/{quiz.pk}/view_draft/")
    desk.get_by_label("Рада").check()
    desk.locator("main form button").last.click()
    expect(desk.locator("main .verdict--right").first).to_be_visible()
    assert not Enrolment.objects.exists()


def publish_the_course(desk: Page, course: CoursePage) -> None:
    desk.goto(f"/cms/pages/{course.pk}/edit/")
    desk.locator("#id_summary").fill("Хто в громаді вирішує.")
    desk.locator("#id_hours").fill("1")
    publish(desk)
    desk.wait_for_url(LISTING)
    assert CoursePage.objects.get(pk=course.pk).live


def begin_the_quiz(page: Page, quiz: QuizPage) -> Page:
    page.goto(QuizPage.objects.get(pk=quiz.pk).url)
    page.get_by_role("button", name="Почати тест").click()
    page.get_by_label("Рада").check()
    expect(page.locator("#saved-words")).to_contain_text("Збережено на сервері")
    return page


def correct_the_question(desk: Page, quiz: QuizPage) -> None:
    desk.goto(f"/cms/pages/{quiz.pk}/edit/")
    desk.locator("[id$=questions-section] [contenteditable=true]").first.fill("Хто ухвалює рішення в громаді?")
    publish(desk)
    confirm_what_it_does(desk)
    desk.wait_for_url(LISTING)


def confirm_what_it_does(desk: Page) -> None:
    """Somebody is in the middle of the quiz, so the trainer is told whom the edit meets before it is published."""
    desk.wait_for_url(IMPACT)
    expect(desk.locator("main")).to_contain_text("1 незавершена спроба")
    desk.get_by_role("button", name="Опублікувати").click()


def finish_on_the_old_words(page: Page) -> None:
    page.reload()
    expect(page.locator("main")).to_contain_text("Хто ухвалює рішення?")
    expect(page.get_by_label("Рада")).to_be_checked()
    page.get_by_role("button", name="Завершити тест").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Тест складено")
    assert QuizAttempt.objects.get().grades.get().fraction == 1
