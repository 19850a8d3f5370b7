"""Marking in a preview: in memory, from what the preview itself showed. Nothing is recorded, nothing live is touched.

The questions travel in the form, signed, so that an unsaved draft is marked as it was shown. Only people who may enter
the admin get such a form or an answer to it.
"""

from collections.abc import Sequence

from django.core import signing
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quizzes.definitions import QuestionDefinition

FIELD = "preview"
SALT = "learning.preview"
HOURS_KEPT = 12 * 60 * 60


def preview_fields(questions: Sequence[QuestionDefinition]) -> SafeString:
    signed = signing.dumps([question.to_json() for question in questions], salt=SALT, compress=True)
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, signed)


def read_preview(value: str) -> list[QuestionDefinition]:
    """Raises django.core.signing.BadSignature for anything but a form of ours from today."""
    data = signing.loads(value, salt=SALT, max_age=HOURS_KEPT)
    return [QuestionDefinition.from_json(item) for item in data]
