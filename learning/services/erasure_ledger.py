"""Whose erasure has been done, kept outside the database: a restored backup must not bring the person back.

One line for each erasure: when, the number the account had, a digest that tells this account from a later one with the
same number, and whether the holder wished the name kept on records. No name and no address.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from learning.models import User

KEEPS = {"name-kept": True, "name-removed": False}


@dataclass(frozen=True, slots=True)
class Erased:
    at: datetime
    pk: int
    digest: str
    keep_name_on_records: bool

    @property
    def line(self) -> str:
        words = {keeps: word for word, keeps in KEEPS.items()}
        return f"{self.at.astimezone(UTC).isoformat()} {self.pk} {self.digest} {words[self.keep_name_on_records]}\n"

    def find(self) -> User | None:
        """The account, where it is back. Another person's with the same number is nobody's."""
        user = User.objects.filter(pk=self.pk).first()
        return user if user and digest(user) == self.digest else None


def digest(user: User) -> str:
    """SHA-256 of number and moment of joining, to the microsecond."""
    return hashlib.sha256(f"{user.pk} {user.date_joined.astimezone(UTC).isoformat()}".encode()).hexdigest()


def ledger() -> Path:
    return Path(settings.ERASURE_LEDGER)


def refuse_unwritable() -> None:
    """Raises OSError before anything is erased that could not be remembered."""
    ledger().parent.mkdir(parents=True, exist_ok=True)
    with ledger().open("a"):
        pass


def remember(erased: Erased) -> None:
    """One write at the end of the file, on disk before it returns; several processes do not mix their lines."""
    with ledger().open("a", encoding="ascii") as file:
        file.write(erased.line)
        file.flush()
        os.fsync(file.fileno())


def remembered() -> Iterator[Erased]:
    """Oldest first. Raises OSError where there is no ledger and ValueError, with its number, for a broken line."""
    for number, line in enumerate(ledger().read_text(encoding="ascii").splitlines(), start=1):
        try:
            at, pk, token, word = line.split()
            yield Erased(datetime.fromisoformat(at), int(pk), token, KEEPS[word])
        except (ValueError, KeyError) as error:
            raise ValueError(f"line {number} of {ledger()} cannot be read") from error
