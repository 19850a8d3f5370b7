"""Which questions of its pools an attempt gets. Pure: decided by a seed and by what the learner has seen."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from .definitions import Pool
from .shuffling import shuffled

Drawn = dict[str, list[str]]


def draw(pools: Sequence[Pool], seed: int, seen: Iterable[str] = ()) -> Drawn:
    """The ids drawn for each pool, no id twice; `seen` has an id as often as it was asked before.

    Questions come in an order of chance, the least seen first, and each is taken if some way of dealing out those
    taken so far leaves room for it. That draws as many as there can be, and among those the least seen ones.
    """
    times = Counter(seen)
    ids = dict.fromkeys(id for pool in pools for id in pool.question_ids)
    drawn: Drawn = {pool.id: [] for pool in pools}
    for id in sorted(shuffled(ids, seed, "draw"), key=lambda id: times[id]):
        find_room(id, pools, drawn, set())
    return drawn


def dealt(pools: Sequence[Pool], ids: Collection[str]) -> dict[str, str]:
    """Question id -> the pool that it may have been drawn for.

    An attempt keeps what it drew, not for which pool. Pools that share questions carry the same mark, so one way of
    dealing them out is as good as another.
    """
    left = [replace(pool, question_ids=tuple(id for id in pool.question_ids if id in ids)) for pool in pools]
    return {id: pool for pool, drawn in draw(left, seed=0).items() for id in drawn}


def find_room(id: str, pools: Sequence[Pool], drawn: Drawn, tried: set[str]) -> bool:
    """Put a question into a pool that has it, if need be by moving another one of it elsewhere."""
    for pool in pools:
        if pool.id in tried or id not in pool.question_ids:
            continue
        tried.add(pool.id)
        taken = drawn[pool.id]
        if len(taken) >= pool.count and not make_room(taken, pools, drawn, tried):
            continue
        taken.append(id)
        return True
    return False


def make_room(taken: list[str], pools: Sequence[Pool], drawn: Drawn, tried: set[str]) -> bool:
    for other in taken:
        if find_room(other, pools, drawn, tried):
            taken.remove(other)
            return True
    return False


def missing(pools: Sequence[Pool]) -> dict[str, int]:
    """By pool, how many questions there are to draw, where that is fewer than it asks for."""
    drawn = draw(pools, seed=0)
    return {pool.id: len(drawn[pool.id]) for pool in pools if len(drawn[pool.id]) < pool.count}
