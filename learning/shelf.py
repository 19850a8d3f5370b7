"""What a process keeps in its own memory: things whose key names their content, so that none is ever out of date."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """The oldest makes room for the newest. What lies here is shared by all threads: look at it, do not change it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: dict[Hashable, T] = {}
        self.lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        found = self.kept.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def put(self, key: Hashable, made: T) -> None:
        with self.lock:
            if len(self.kept) >= self.most:
                del self.kept[next(iter(self.kept))]
            self.kept[key] = made
