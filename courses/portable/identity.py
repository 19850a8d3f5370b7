"""Ids for what comes out of a folder: the same folder gives the same ids, and what is already there keeps its own.

Learners' records name sections and check-yourself questions by block id, so an import must not renew one because a
title was corrected.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from .source import BlockSource, SectionSource

NAMESPACE = UUID("6d0c3f2e-6b1f-5a0e-9a43-5f1f6a1f7d10")

# What a block is and what it says: two blocks are the same when both are.
Name = tuple[str, str]


def course_key(course_id: str) -> UUID:
    """The translation key of a course of this id, wherever it is imported."""
    return uuid5(NAMESPACE, course_id)


def lesson_key(course_id: str, lesson_id: str) -> UUID:
    return uuid5(course_key(course_id), lesson_id)


def quiz_key(course_id: str, lesson_id: str) -> UUID:
    return uuid5(lesson_key(course_id, lesson_id), "quiz")


def stable_ids(names: Sequence[Name], old: Sequence[tuple[Name, str]], namespace: UUID) -> list[str]:
    """An id for each name. `old` are the names and ids already there.

    The same name keeps its id wherever it moved. When as many things stand there as before, one that is new at its
    place is the old one of that place, changed. Everything else gets an id made of its name.
    """
    waiting = defaultdict(list)
    for name, id in old:
        waiting[name].append(id)
    ids = [waiting[name].pop(0) if waiting[name] else None for name in names]
    left = {id for queue in waiting.values() for id in queue}
    if len(names) == len(old):
        for place, (name, (old_name, id)) in enumerate(zip(names, old, strict=True)):
            if ids[place] is None and id in left and name[0] == old_name[0]:
                ids[place] = id
    used = {id for id in ids if id}
    return [id or _new_id(name, namespace, used) for id, name in zip(ids, names, strict=True)]


def _new_id(name: Name, namespace: UUID, used: set[str]) -> str:
    count = 1
    while (id := str(uuid5(namespace, "\n".join([*name, str(count)])))) in used:
        count += 1
    used.add(id)
    return id


def body_with_ids(sections: Sequence[SectionSource], old: Sequence[dict[str, Any]], namespace: UUID) -> list[dict]:
    """Raw StreamField data of a lesson's body. `old` is the raw body it replaces."""
    old_names = [(("section", section["value"]["title"]), section["id"]) for section in old]
    ids = stable_ids([("section", section.title) for section in sections], old_names, namespace)
    old_contents = {section["id"]: section["value"]["content"] for section in old}
    return [
        {
            "type": "section",
            "id": id,
            "value": {
                "title": section.title,
                "content": _content_with_ids(section.blocks, old_contents.get(id, []), UUID(id)),
            },
        }
        for section, id in zip(sections, ids, strict=True)
    ]


def _content_with_ids(blocks: Sequence[BlockSource], old: Sequence[dict[str, Any]], namespace: UUID) -> list[dict]:
    old_names = [((block["type"], _said(block["value"])), block["id"]) for block in old]
    ids = stable_ids([(block.type, _said(block.value)) for block in blocks], old_names, namespace)
    return [{"type": block.type, "id": id, "value": block.value} for block, id in zip(blocks, ids, strict=True)]


def _said(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
