"""What an import did, or would do."""

from dataclasses import dataclass
from typing import Literal

from .source import Problem

State = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one page of a file, or of all terms of a glossary. `changes` are lines as of a diff."""

    file: str
    title: str
    state: State
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `course_id` names a page that is not there after a dry run that created it.

    `notices` are what was left out without being a fault of the folder: something this site does not have.
    """

    course_id: int
    items: tuple[Imported, ...]
    notices: tuple[Problem, ...] = ()

    def count(self, state: State) -> int:
        return sum(item.state == state for item in self.items)
