"""What the admin offers for a course, a lesson and a quiz beside Wagtail's own: for whoever edits the page."""

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from learning.access import may_create_course, may_edit, may_publish, may_use_bank
from learning.models import User
from quizzes.models import BankTopic, QuizPage


def page_buttons(page: Page, user: User, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    kind = page.specific_class or Page
    offered = next((offer for model, offer in OFFERS if issubclass(kind, model)), None)
    if offered and may_edit(user, page):
        yield from offered(page, user)


def for_course(page: Page, user: User) -> Iterator[Button]:
    yield button(_("Try as a learner"), "try_course", page, "view", 54)
    yield button(_("Export as files"), "export_course", page, "download", 55)
    if may_create_course(user):
        yield button(_("Copy the course"), "copy_course", page, "copy", 56)


def for_lesson(page: Page, user: User) -> Iterator[Button]:
    yield button(_("Copy the lesson"), "copy_lesson", page, "copy", 56)


def for_quiz(page: Page, user: User) -> Iterator[Button]:
    if may_use_bank(user):
        yield button(_("Questions and the bank"), "quiz_bank", page, "help", 54)
    yield button(_("Import questions"), "import_into_quiz", page, "upload", 55)
    yield button(_("Export questions"), "export_of_quiz", page, "download", 56)
    if may_publish(user, page):
        yield button(_("Mark attempts anew"), "regrade", page, "rotate", 57)
    yield button(_("Sheet to print"), "quiz_paper", page, "doc-full", 58)


def topic_buttons(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:
    """For a topic of the bank; its list shows only topics this person may fill."""
    if isinstance(snippet, BankTopic):
        yield button(_("Import questions"), "import_into_topic", snippet, "upload", 55)
        yield button(_("Export questions"), "export_of_topic", snippet, "download", 56)


def button(label: str, name: str, to: Model, icon: str, priority: int) -> Button:
    return Button(label, reverse(f"learning_reports:{name}", args=[to.pk]), icon_name=icon, priority=priority)


OFFERS = ((CoursePage, for_course), (LessonPage, for_lesson), (QuizPage, for_quiz))
