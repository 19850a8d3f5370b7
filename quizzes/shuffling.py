"""Orders out of a seed."""

from collections.abc import Iterable
from random import Random


def shuffled(ids: Iterable[str], seed: int, purpose: str) -> list[str]:
    """Each list has a source of its own: a question added to a quiz leaves the order in the others alone."""
    ids = list(ids)
    Random(f"{seed}:{purpose}").shuffle(ids)  # noqa: S311  an order on the screen is no secret
    return ids
