"""Ids that stay: the same question of a file read again, in any format, is the same question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5


@dataclass(slots=True)
class Identities:
    """The ids of one file's questions."""

    namespace: UUID
    untitled: int = 0
    ids: set[UUID] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)

    def id_for(self, given: str, title: str) -> UUID:
        """By the id the file gives (a UUID is the id itself), else by the title, else by the place."""
        name = given or title or self._next_untitled()
        id = as_uuid(given) or uuid5(self.namespace, name)
        while id in self.ids:
            self.names[name] += 1
            id = uuid5(self.namespace, f"{name}\n{self.names[name] + 1}")
        self.ids.add(id)
        return id

    def _next_untitled(self) -> str:
        self.untitled += 1
        return f"\n{self.untitled}"


def as_uuid(text: str) -> UUID | None:
    """None for anything but the usual spelling: 32 hexadecimal digits alone can be a title."""
    try:
        id = UUID(text)
    except ValueError:
        return None
    return id if str(id) == text else None


def answer_ids(question_id: UUID, texts: Sequence[str]) -> list[str]:
    """Ids that stay when a file is read again, also in another order; equal texts are told apart by their place."""
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        seen[text] += 1
        ids.append(str(uuid5(question_id, text if seen[text] == 1 else f"{text}\n{seen[text]}")))
    return ids
