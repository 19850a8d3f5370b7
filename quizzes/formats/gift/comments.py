r"""What the comment lines right before a question say about it: Moodle's tokens, and ours for what GIFT lacks.

    // id M01-07; type ordering; source № 280/97-ВР ст. 47, 59; № 2939-VI ст. 15
    // [id:frog] [tag:amphibian] [mark:2] [hint:Think of the pond.]

``source`` takes the rest of its line. Inside a value ``\n`` is a line break, and ``\\`` ``\[`` ``\]`` are the
characters themselves. Other comments mean nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from quizzes.formats.identity import as_uuid

from .texts import unshield

_TOKEN = re.compile(r"(?<!\\)\[([a-z]+(?:-[a-z]+)*):")
# Possessive: a hostile line is walked once, never again.
_VALUE = re.compile(r"(?:\\[\[\]]|[^\[\]])*+")
_SOURCE = re.compile(r"(?:^|;)\s*source:?\s+(.+)")
_ID = re.compile(r"(?:^|;)\s*id:?\s+([^\s;]+)\s*(?:;|$)")
_TYPE = re.compile(r"(?:^|[\s;])type:?\s+([a-z_]+)")
_BRACKETS = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything the comments before one question say. `tokens` are the bracketed ones but `id` and `tag`."""

    id: str = ""
    type: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    tokens: Mapping[str, str] = field(default_factory=dict)

    @property
    def uuid(self) -> UUID | None:
        """The id, where the file was written by us and names a question that exists."""
        return as_uuid(self.id)

    @property
    def answer_ids(self) -> list[str]:
        """The ids of the answers, in the file's order, where they cannot be found from their texts."""
        ids = self.tokens.get("choices", "").split()
        return ids if all(map(as_uuid, ids)) and len(set(ids)) == len(ids) else []


def read_notes(comments: Iterable[str]) -> Notes:
    """Of several that say the same thing the first counts (as in Moodle)."""
    pairs: list[tuple[str, str]] = []
    for comment in comments:
        rest, tokens = _cut_tokens(comment)
        pairs += [*_fields(rest), *tokens]
    found = {name: value for name, value in reversed(pairs) if name != "tag"}
    tags = tuple(dict.fromkeys(value for name, value in pairs if name == "tag" and value))
    known = {name: found.pop(name, "") for name in ("id", "type", "source")}
    return Notes(tags=tags, tokens=found, **known)


def write_notes(notes: Notes) -> str:
    """Comment lines, each with its line end; the reverse of `read_notes`."""
    fields = [f"{name} {value}" for name, value in (("id", notes.id), ("type", notes.type)) if value]
    fields += [f"source {_escape(notes.source)}"] if notes.source else []
    tokens = [("tag", tag) for tag in notes.tags] + [pair for pair in notes.tokens.items() if pair[1]]
    lines = ["; ".join(fields), " ".join(f"[{name}:{_escape(value)}]" for name, value in tokens)]
    return "".join(f"// {line}\n" for line in lines if line)


def _fields(comment: str) -> Iterator[tuple[str, str]]:
    head = comment
    if source := _SOURCE.search(comment):
        head = comment[: source.start()]
        yield "source", _unescape(source[1])
    for name, pattern in (("id", _ID), ("type", _TYPE)):
        if match := pattern.search(head):
            yield name, unshield(match[1])


def _cut_tokens(comment: str) -> tuple[str, list[tuple[str, str]]]:
    """The comment without its tokens, and the tokens."""
    rest, tokens, position = [], [], 0
    while match := _TOKEN.search(comment, position):
        value = _VALUE.match(comment, match.end())
        closed = comment[value.end() : value.end() + 1] == "]"
        rest.append(comment[position : match.start() if closed else value.end()])
        tokens += [(match[1], _unescape(value[0]))] if closed else []
        position = value.end() + closed
    return "".join([*rest, comment[position:]]), tokens


def _escape(value: str) -> str:
    return value.translate(_BRACKETS)


def _unescape(value: str) -> str:
    return unshield(value.replace("\\[", "[").replace("\\]", "]")).strip()
