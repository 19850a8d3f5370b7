"""The StreamBlock of questions, built from whatever question types are registered."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
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
    """The definitions of a stream of questions; of a quiz without what it draws (see `pools.freeze_quiz_questions`)."""
    found = (freeze_block(child, place) for place, child in enumerate(value, start=1))
    return tuple(question for question in found if question)


def freeze_block(child: StreamValue.StreamChild, place: int) -> QuestionDefinition | None:
    """A question, or one of the bank by reference under the id of its block; nothing for a draw or an open choice."""
    if child.block_type in question_types.names():
        return question_types.get(child.block_type).freeze(child.value, block_id(child, place))
    definition = getattr(child.value, "definition", None)
    return definition(block_id(child, place)) if definition else None


def block_id(child: StreamValue.StreamChild, place: int) -> str:
    """A block's id is its question's id; one that was never saved (code-made data) is known by its place."""
    return child.id or f"unsaved-{place}"


def sentences_of(error: ValidationError) -> Iterator[str]:
    """What an error of a stream says, wherever in its blocks: for those who read it without the editor."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        yield from error.messages
        return
    for own in getattr(error, "non_block_errors", ()):
        yield str(getattr(own, "message", own))
    for one in inner.values() if isinstance(inner, dict) else inner:
        yield from sentences_of(one) if one else ()
