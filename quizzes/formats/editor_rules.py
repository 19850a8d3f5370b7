"""What the editor would refuse of a question that was read: texts too long for a field, marks with too many places.

The types' own rules were asked by the reader already; here their blocks are, so that nothing is imported which cannot
be published as it stands.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from quizzes import question_types
from quizzes.definitions import QuestionDefinition


def why_refused(question: QuestionDefinition) -> list[str]:
    """Sentences, each after the field it is about; empty for a question that can be published."""
    block = block_of(question.type)
    value = block.to_python(question_types.get(question.type).thaw(question)["value"])
    try:
        block.clean(value)
    except ValidationError as error:
        return list(dict.fromkeys(sentences(error, block)))
    return []


@cache
def block_of(type_name: str) -> blocks.StructBlock:
    return question_types.get(type_name).block()()


def sentences(error: Any, block: Any, label: str = "") -> Iterator[str]:
    """The messages of an error of a block and of all within it: “Choice 2: …”."""
    nested = getattr(error, "block_errors", None) or {}
    if not nested and not getattr(error, "non_block_errors", None):
        yield from (f"{label}: {message}" if label else message for message in error.messages)
        return
    for other in getattr(error, "non_block_errors", None) or ():
        yield from other.messages if isinstance(other, ValidationError) else [str(other)]
    for place, inner in nested.items() if isinstance(nested, dict) else enumerate(nested):
        if inner:
            child = block.child_blocks[place] if isinstance(block, blocks.StructBlock) else block.child_block
            here = f"{child.label} {place + 1}" if isinstance(place, int) else label or str(child.label)
            yield from sentences(inner, child, here)
