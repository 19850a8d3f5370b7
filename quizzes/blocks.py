"""The StreamBlock of questions, built from whatever question types are registered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue

from . import question_types
from .definitions import QuestionDefinition


class QuestionsBlock(blocks.StreamBlock):
    """Any questions, in order. A lesson's check-yourself is the same with `min_num=1, max_num=1`."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks or question_blocks(), **kwargs)

    class Meta:
        icon = "help"
        label = _("Questions")
        description = _("The questions of a quiz")


def question_blocks() -> list[tuple[str, blocks.Block]]:
    return [(question_type.name, question_type.block()()) for question_type in question_types.all_types()]


def freeze_questions(value: StreamValue) -> tuple[QuestionDefinition, ...]:
    """The definitions of a stream of questions. A block's id is its question's id; a block that was never saved (a
    preview of code-made data) is known by its place."""
    return tuple(
        question_types.get(child.block_type).freeze(child.value, child.id or f"unsaved-{place}")
        for place, child in enumerate(value, start=1)
    )
