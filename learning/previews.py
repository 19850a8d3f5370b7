"""Marking in a preview: in memory, from what the preview itself showed. Nothing is recorded, nothing live is touched.

The questions of the unsaved draft wait on the server, so that it is marked as it was shown; the form holds the name
they wait under, and no answer. Only people who may enter the admin get such a form or an answer to it.
"""

import uuid
from collections.abc import Sequence

from django.core.cache import cache
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quizzes.definitions import QuestionDefinition

FIELD = "preview"
HOURS_KEPT = 12 * 60 * 60


def place_of(name: str) -> str:
    return f"learning.preview.{name}"


def preview_fields(questions: Sequence[QuestionDefinition]) -> SafeString:
    name = uuid.uuid4().hex
    cache.set(place_of(name), [question.to_json() for question in questions], HOURS_KEPT)
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, name)


def read_preview(value: str) -> list[QuestionDefinition] | None:
    """Nothing for anything but a form of ours from today."""
    data = cache.get(place_of(value)) if value.isalnum() and len(value) == 32 else None
    return data and [QuestionDefinition.from_json(item) for item in data]
