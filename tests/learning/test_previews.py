"""A preview shows a draft to those who may edit it, marks it in memory, and leaves no trace."""

import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from courses.models import CoursePage, LessonPage
from learning import roles
from learning.models import CheckResponse, Enrolment, QuizAttempt
from learning.previews import FIELD
from tests import cast
from tests.cast import CHOICE_QUESTION, RIGHT, WRONG


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


def preview(client, page) -> str:
    page.save_revision()
    return client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Enrolment, QuizAttempt, CheckResponse))


def test_a_preview_shows_what_is_not_public_and_nobody_else_sees_it(trainer, client, course):
    lesson = LessonPage.objects.child_of(course).first()
    client.get(lesson.url)
    lesson.title = "Only a draft"
    assert "Only a draft" in preview(trainer, lesson)
    client.logout()
    assert "Only a draft" not in client.get(lesson.url).content.decode()


def test_a_preview_records_nothing_and_posts_to_nothing_live(trainer, course, quiz):
    before = counts()
    lesson = LessonPage.objects.child_of(course).first()
    html = preview(trainer, lesson) + preview(trainer, quiz)
    assert "/learn/" not in html
    assert reverse("preview_mark") in html
    assert counts() == before


def test_the_preview_of_a_quiz_shows_the_draft_and_no_answers(trainer, quiz):
    quiz.questions = [cast.choice_question(prompt="A question of the draft?")]
    html = preview(trainer, quiz)
    assert "A question of the draft?" in html
    assert "Yes." not in html


def test_a_preview_is_looked_at_by_the_checker_of_accessibility(trainer, course, quiz):
    for page in (LessonPage.objects.child_of(course).first(), quiz):
        html = preview(trainer, page)
        rules = json.loads(html.split('id="checker-axe-configuration"')[1].split(">", 1)[1].split("</script>")[0])
        assert {"heading-order", "empty-heading", "link-name"} <= set(rules["options"]["runOnly"])


def form_of(html: str) -> str:
    return html.split(f'name="{FIELD}" value="')[1].split('"')[0]


def test_a_preview_is_marked_in_memory_by_its_own_key(trainer, quiz):
    quiz.questions = [cast.choice_question(right=WRONG)]
    data = {FIELD: form_of(preview(trainer, quiz)), f"q-{CHOICE_QUESTION}": WRONG}
    before = counts()
    html = trainer.post(reverse("preview_mark"), data).content.decode()
    assert "verdict--right" in html
    assert counts() == before


@pytest.mark.parametrize("person", ["charlie", None])
def test_only_people_of_the_admin_get_a_preview_marked(trainer, client, quiz, charlie, person):
    data = {FIELD: form_of(preview(trainer, quiz)), f"q-{CHOICE_QUESTION}": RIGHT}
    client.logout()
    if person:
        client.force_login(charlie)
    response = client.post(reverse("preview_mark"), data)
    assert response.status_code == 302
    assert reverse("account_login") in response.url or reverse("admin_login") in response.url


def test_the_form_of_a_preview_tells_nobody_the_answer(trainer, quiz):
    html = preview(trainer, quiz)
    assert len(form_of(html)) == 32
    assert f'value="{RIGHT}" checked' not in html


@pytest.mark.parametrize("form", ["", "rubbish", "x:y:z", "0" * 32, "ґ" * 32])
def test_a_preview_that_is_not_ours_is_not_marked(trainer, form):
    response = trainer.post(reverse("preview_mark"), {FIELD: form})
    assert response.status_code == 422
    assert "<h1" in response.content.decode()


def test_another_trainer_cannot_preview_the_course(client, course, quiz):
    other = cast.make_person("other")
    other.groups.add(Group.objects.get(name=roles.TRAINERS))
    roles.ensure_team(cast.make_course(CoursePage.objects.get(pk=course.pk).get_parent().specific))
    client.force_login(other)
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[quiz.pk]))
    assert response.status_code == 302
    assert client.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])).status_code == 302
