"""The quiz in the Wagtail admin: unfinished drafts are kept, unfinished quizzes are not published."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from quizzes.models import QuizPage

from .samples import single
from .test_models import quiz_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser(email="edith@example.org", password="x")
    client.force_login(user)
    return client


@pytest.fixture
def page():
    return quiz_page(single(), live=True)


def choices(*texts, right=()):
    data = {"choices-count": len(texts)}
    for place, text in enumerate(texts):
        value = {"text": text, "weight": "", "feedback": "", **({"right": "on"} if text in right else {})}
        item = {"deleted": "", "order": place, "type": "item", "id": f"c{place}", "value": value}
        data[f"choices-{place}"] = item
    return data


def form(page, prompt="<p>Who?</p>", right=("Council",), **fields):
    question = {
        "prompt": rich_text(prompt),
        "feedback": rich_text(""),
        "hint": "",
        "source": "",
        "title": "",
        "max_mark": "1",
        **choices("Council", "Head", right=right),
    }
    data = {
        "title": page.title,
        "slug": page.slug,
        "intro": rich_text(""),
        "questions": streamfield([("single_choice", question)]),
        "pass_mark": "70",
        "attempt_limit": "0",
        "credit_cap": "10",
        "wait_minutes": "0",
        "grading_method": "best",
        "feedback_timing": "at_end",
        "show_answers": "always",
        "requirement": "required",
        "group": "",
        "comments": inline_formset([]),
        "unlock_rules": inline_formset([]),
        **fields,
    }
    return nested_form_data(data)


def post(editor, page, **fields):
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **fields))


def test_the_editor_opens_with_every_question_type(editor, page):
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200 and "matching" in response.content.decode()


def test_a_finished_quiz_is_published(editor, page):
    assert post(editor, page, title="New", **{"action-publish": "1"}).status_code == 302
    published = QuizPage.objects.get(pk=page.pk)
    assert published.title == "New" and published.definition().questions[0].body.choices[0].text == "Council"


def test_an_unfinished_question_is_kept_as_a_draft(editor, page):
    assert post(editor, page, prompt="", right=()).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision().as_object().definition().questions[0].prompt == ""


def test_an_unfinished_question_is_not_published_and_told_where(editor, page):
    response = post(editor, page, right=(), **{"action-publish": "1"})
    error = response.context["form"].errors["questions"].as_data()[0]
    assert response.status_code == 200 and list(error.block_errors[0].block_errors) == ["choices"]


def test_a_pass_mark_nobody_can_reach_is_told_at_its_field(editor, page):
    question = {"prompt": rich_text("<p>Why?</p>"), "feedback": rich_text("")}
    question |= dict.fromkeys(["hint", "source", "title", "model_answer", "advice"], "") | {"max_mark": "0"}
    questions = streamfield([("reflection", question)])
    response = post(editor, page, questions=questions, **{"action-publish": "1"})
    assert list(response.context["form"].errors) == ["pass_mark"]
    assert post(editor, page, questions=questions).status_code == 302


def test_answers_after_the_last_attempt_need_a_last_attempt(editor, page):
    rules = {"show_answers": "last_attempt", "action-publish": "1"}
    response = post(editor, page, **rules)
    assert list(response.context["form"].errors) == ["show_answers"]
    assert post(editor, page, **rules, attempt_limit="3").status_code == 302


def test_a_quiz_that_closes_before_it_opens_is_told_at_its_field(editor, page):
    dates = {"opens_at": "2026-03-02 10:00", "closes_at": "2026-03-01 10:00"}
    response = post(editor, page, **dates, **{"action-publish": "1"})
    assert list(response.context["form"].errors) == ["closes_at"]
    assert post(editor, page, **{**dates, "closes_at": "2026-03-03 10:00"}).status_code == 302


def test_a_copy_offers_no_alias(editor, page):
    response = editor.get(reverse("wagtailadmin_pages:copy", args=[page.pk]))
    assert "alias" not in response.context["form"].fields
