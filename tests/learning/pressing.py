"""What the editor of a quiz sends when a button is pressed."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from quizzes.models import QuizPage

RULES = ("pass_mark", "attempt_limit", "grading_method", "feedback_timing", "show_answers", "requirement", "group")
TICKS = ("shuffle_questions", "shuffle_choices")
PLAIN = {"hint": "", "source": "", "title": "", "max_mark": "0"}
ITEM = {"weight": "", "percent": "", "feedback": ""}
LISTS = ("choices", "accepted")


def press(client: Client, quiz: QuizPage, *, button: str = "action-publish", **changes: str) -> HttpResponse:
    """Post the quiz as it stands in memory."""
    fields = {name: str(getattr(quiz, name)) for name in RULES} | {name: "on" for name in TICKS if getattr(quiz, name)}
    data = {
        "title": quiz.title,
        "slug": quiz.slug,
        "intro": rich_text(quiz.intro),
        "questions": stream(list(quiz.questions.get_prep_value())),
        "comments": inline_formset([]),
        "unlock_rules": inline_formset([]),
        "credit_cap": str(quiz.credit_cap),
        "wait_minutes": str(quiz.wait_minutes),
        **fields,
        button: "1",
        **changes,
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[quiz.pk]), nested_form_data(data))


def stream(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    rows = {str(place): row(place, block, value_of(block)) for place, block in enumerate(blocks)}
    return {**rows, "count": str(len(rows))}


def row(place: int, block: dict[str, Any], value: Any) -> dict[str, Any]:
    return {"type": block["type"], "id": block["id"], "value": value, "deleted": "", "order": str(place)}


def value_of(block: dict[str, Any]) -> dict[str, Any]:
    value = {**PLAIN, **block["value"]}
    value |= {"prompt": rich_text(value["prompt"]), "feedback": rich_text(value.get("feedback") or "")}
    for name in LISTS:
        items = value.pop(name, None)
        if items is not None:
            value[f"{name}-count"] = str(len(items))
            value |= {f"{name}-{place}": row(place, item, item_value(item)) for place, item in enumerate(items)}
    return {name: one for name, one in value.items() if one is not None}


def item_value(item: dict[str, Any]) -> dict[str, Any]:
    value = {**ITEM, **{name: one for name, one in item["value"].items() if one is not None}}
    right = value.pop("right", False)
    return {**value, "right": "on"} if right else value
