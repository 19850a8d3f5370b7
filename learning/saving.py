"""Which of the given answers are stored, when a form is old, doubled, late or sent from another tab. Pure.

Two ways of saving meet here. A *form* (no JavaScript, or Back and send again) carries, per question, what it showed:
what the learner did not touch is not saved, what they changed is a new save. A *queued* save carries a sequence of its
own: a late one never overwrites a newer one, and the tab that sent it is told.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac

MAX_SEQUENCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds for one question."""

    answer: Any = None
    sequence: int = 0
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What one request says of one question. `was` is the token the form was rendered with."""

    answer: Any
    was: str = ""
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class SavePlan:
    """Question ids: to store (with the sequence to give them), replacing another tab's, too late, already final."""

    save: Mapping[str, int]
    replaced: tuple[str, ...]
    stale: tuple[str, ...]
    final: tuple[str, ...]


def digest(answer: Any) -> str:
    """Keyed: a plain hash would let a learner try out which stored answer, and so which pair, is the right one."""
    text = json.dumps(answer, sort_keys=True, ensure_ascii=False)
    return salted_hmac("learning.saving", text).hexdigest()[:12]


def token(stored: Stored) -> str:
    """What a form shows for a question: its sequence and a digest of the answer; neither tells the right one."""
    return f"{stored.sequence}:{digest(stored.answer)}"


def read_token(was: str) -> tuple[int | None, str]:
    sequence, _, shown = was.partition(":")
    return (int(sequence), shown) if sequence.isascii() and sequence.isdigit() and len(sequence) < 8 else (None, "")


def verdict(stored: Stored, given: Given) -> str:
    """`save`, `replace`, `stale`, `final` or `keep`."""
    if given.answer == stored.answer:
        return "keep"
    if given.sequence is not None:
        wanted = "save" if stored.sequence < given.sequence <= MAX_SEQUENCE else "stale"
        return "final" if stored.is_final else wanted
    shown_sequence, shown = read_token(given.was)
    if shown == digest(given.answer):
        return "keep"
    if stored.is_final:
        return "final"
    is_old = shown_sequence is not None and shown_sequence < stored.sequence
    if is_old and given.answer is None:
        return "keep"
    return "replace" if is_old else "save"


def plan_saves(stored: Mapping[str, Stored], given: Mapping[str, Given]) -> SavePlan:
    verdicts = {key: verdict(stored.get(key, Stored()), item) for key, item in given.items()}

    def those(word: str) -> tuple[str, ...]:
        return tuple(key for key, value in verdicts.items() if value == word)

    def next_sequence(key: str) -> int:
        return given[key].sequence or stored.get(key, Stored()).sequence + 1

    return SavePlan(
        save={key: next_sequence(key) for key in (*those("save"), *those("replace"))},
        replaced=those("replace"),
        stale=those("stale"),
        final=those("final"),
    )
