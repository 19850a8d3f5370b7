"""The original's ids for the parts of a translation: what learners' records name is the same in all languages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from .source import BlockSource, SectionSource


def same_parts(original: Sequence[Any], translated: Sequence[Any]) -> bool:
    return len(original) == len(translated)


def body_in_words(sections: Sequence[SectionSource], original: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Raw StreamField data of a lesson's body: its sections are the original's, in order."""
    return [
        {
            "type": "section",
            "id": theirs["id"],
            "value": {
                "title": section.title,
                "content": content_in_words(section.blocks, theirs["value"]["content"], UUID(theirs["id"])),
            },
        }
        for section, theirs in zip(sections, original, strict=True)
    ]


def content_in_words(
    blocks: Sequence[BlockSource], original: Sequence[dict[str, Any]], namespace: UUID
) -> list[dict[str, Any]]:
    """The first text has the id of the first text there, the second check that of the second, and so on."""
    waiting: dict[str, list[dict[str, Any]]] = {}
    for block in original:
        waiting.setdefault(block["type"], []).append(block)
    content = []
    for place, block in enumerate(blocks):
        queue = waiting.get(block.type)
        own = {"type": block.type, "id": str(uuid5(namespace, f"{block.type}\n{place}")), "value": block.value}
        content.append(with_ids_of(own, queue.pop(0)) if queue else own)
    return content


def with_ids_of(translated: Any, original: Any) -> Any:
    """The translated value with the ids of the original wherever both have a block or item at the same place."""
    if isinstance(translated, dict) and isinstance(original, dict):
        return {
            name: original["id"] if name == "id" and "id" in original else with_ids_of(value, original.get(name))
            for name, value in translated.items()
        }
    if isinstance(translated, list) and isinstance(original, list):
        rest = [None] * (len(translated) - len(original))
        return [with_ids_of(ours, theirs) for ours, theirs in zip(translated, [*original, *rest], strict=False)]
    return translated
