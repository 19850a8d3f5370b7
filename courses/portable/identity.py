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


def as_uuid(text: str) -> UUID | None:
    """None for anything but the usual spelling."""
    try:
        id = UUID(text)
    except ValueError:
        return None
    return id if str(id) == text else None


def course_key(course_id: str) -> UUID:
    """The translation key of a course of this id, wherever it is imported. An id that is a key already is that key."""
    return as_uuid(course_id) or uuid5(NAMESPACE, course_id)


def lesson_key(course_id: str, lesson_id: str) -> UUID:
    return as_uuid(lesson_id) or uuid5(course_key(course_id), lesson_id)


def quiz_key(course_id: str, lesson_id: str, quiz_id: str = "") -> UUID:
    """Of a lesson's quiz; with lesson_id "" of one of the course's own."""
    parent = lesson_key(course_id, lesson_id) if lesson_id else course_key(course_id)
    return as_uuid(quiz_id) or uuid5(parent, f"quiz\n{quiz_id}" if quiz_id else "quiz")


def stable_ids(
    names: Sequence[Name], old: Sequence[tuple[Name, str]], namespace: UUID, given: Sequence[str] = ()
) -> list[str]:
    """An id for each name. `old` are the names and ids already there; `given` has the ids the file itself says.

    The same name keeps its id wherever it moved. When as many things stand there as before, one that is new at its
    place is the old one of that place, changed. Everything else gets an id made of its name.
    """
    ids: list[str | None] = [id or None for id in given] or [None] * len(names)
    used = {id for id in ids if id}
    waiting = defaultdict(list)
    for name, id in old:
        if id not in used:
            waiting[name].append(id)
    ids = [id or (waiting[name].pop(0) if waiting[name] else None) for id, name in zip(ids, names, strict=True)]
    left = {id for queue in waiting.values() for id in queue}
    if len(names) == len(old):
        for place, (name, (old_name, id)) in enumerate(zip(names, old, strict=True)):
            if ids[place] is None and id in left and name[0] == old_name[0]:
                ids[place] = id
    used = {id for id in ids if id}
    return [id or _new_id(name, namespace, used) for id, name in zip(ids, names, strict=True)]


def said_ids(names: Sequence[Name], ids: Sequence[str], namespace: UUID) -> list[str]:
    """The ids a file must say for an import elsewhere to find these; "" where it finds them by itself."""
    given = [""] * len(names)
    while True:
        found = stable_ids(names, (), namespace, given)
        missed = [place for place, id in enumerate(ids) if found[place] != id]
        if not missed:
            return given
        for place in missed:
            given[place] = ids[place]


def _new_id(name: Name, namespace: UUID, used: set[str]) -> str:
    count = 1
    while (id := str(uuid5(namespace, "\n".join([*name, str(count)])))) in used:
        count += 1
    used.add(id)
    return id


def body_with_ids(sections: Sequence[SectionSource], old: Sequence[dict[str, Any]], namespace: UUID) -> list[dict]:
    """Raw StreamField data of a lesson's body. `old` is the raw body it replaces."""
    old_names = [(("section", section["value"]["title"]), section["id"]) for section in old]
    names, given = [("section", section.title) for section in sections], [section.id for section in sections]
    ids = stable_ids(names, old_names, namespace, given)
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
    old_names = [((block["type"], said(block["value"])), block["id"]) for block in old]
    names, given = [(block.type, said(block.value)) for block in blocks], [block.id for block in blocks]
    ids = stable_ids(names, old_names, namespace, given)
    return [{"type": block.type, "id": id, "value": block.value} for block, id in zip(blocks, ids, strict=True)]


def said(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
