"""Which choice of one version is which of another: by its words, and by its id where the words are gone.

A trainer may mend a question by retyping two texts in each other's place. What a learner chose is then what it said,
not the id it bore.
"""

from collections.abc import Mapping
from typing import Any

# Names nothing: what a learner chose and the other version does not offer.
GONE = "gone"


def counterparts(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Old id -> new id, from the texts by id. Of equal texts the one that kept its id is meant, else the first."""
    by_words = {text: id for id, text in reversed(after.items())}
    found = {id: id if after.get(id) == text else by_words.get(text, "") for id, text in before.items()}
    taken = set(found.values())
    reworded = {id: id for id in before if not found[id] and id in after and id not in taken}
    return {id: new for id, new in {**found, **reworded}.items() if new}


def renamed(ids: Any, before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The ids of a list, in its order; those that the other version does not offer are left out."""
    pairs = counterparts(before, after)
    given = ids if isinstance(ids, list) else []
    return [pairs[id] for id in given if isinstance(id, str) and id in pairs]
