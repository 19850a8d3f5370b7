"""Drafts, workflow, schedule and compare are Wagtail's own: they work on courses, lessons and quizzes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page

from courses.models import LessonPage
from learning import roles
from quizzes.models import QuizPage
from tests import cast
from tests.journeys.editing import fresh


@pytest.fixture
def lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


def schedule(page: Page, **fields) -> None:
    """To have gone live a minute ago."""
    page = fresh(page)
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()


def test_what_is_scheduled_goes_live_when_its_time_has_come(lesson):
    schedule(lesson, title="From today on")
    assert fresh(lesson).title == "First lesson"
    call_command("publish_scheduled")
    assert fresh(lesson).title == "From today on"


def test_a_page_that_cannot_be_published_keeps_no_other_waiting(lesson, quiz, trainer):
    schedule(quiz, questions=[])
    schedule(lesson, title="From today on")
    with pytest.raises(CommandError, match="Quiz"):
        call_command("publish_scheduled")
    assert fresh(lesson).title == "From today on"
    assert len(QuizPage.objects.get().questions) == 3
    history = trainer.get(reverse("wagtailadmin_pages:history", args=[quiz.pk])).content.decode()
    assert "Не опубліковано за графіком" in history
    call_command("publish_scheduled")


def test_a_trainer_compares_two_drafts_of_a_lesson_and_of_a_quiz(trainer, lesson, quiz):
    assert "Compare this" in comparison(trainer, lesson, goal="Compare this.")
    assert "Compare that" in comparison(trainer, quiz, questions=[cast.choice_question(prompt="Compare that?")])


def comparison(trainer, page: Page, **change) -> str:
    """The words of the page that compares the draft before the change with the one after it."""
    before = fresh(page).save_revision()
    page = fresh(page)
    for name, value in change.items():
        setattr(page, name, value)
    after = page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before.pk, after.pk])
    return " ".join(strip_tags(trainer.get(address).content.decode()).split())


def test_a_lesson_sent_for_approval_goes_live_when_it_is_approved(trainer, client, lesson):
    page = fresh(lesson)
    page.title = "For approval"
    page.save_revision()
    page.get_workflow().start(page, page.latest_revision.user)
    assert fresh(lesson).title == "First lesson"
    administrator = cast.make_person("administrator")
    administrator.groups.add(Group.objects.get(name=roles.ADMINISTRATORS))
    client.force_login(administrator)
    task = fresh(lesson).current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", task.pk]))
    assert fresh(lesson).title == "For approval"


def test_the_editor_of_a_trainer_offers_approval_schedule_and_publishing(trainer, lesson):
    html = trainer.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert 'name="action-submit"' in html
    assert 'name="action-publish"' in html
    assert 'name="go_live_at"' in html
