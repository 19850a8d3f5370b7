"""The footer's drawing: place names as stops on a gently winding way. Quiet, and never a map of anything real."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHTS = (20, 10, 22, 12)
# Width of a letter of the 13 px label, and the air between two names.
LETTER, AIR = 7.5, 14


@dataclass(frozen=True, slots=True)
class Stop:
    name: str
    x: int
    y: int

    @property
    def text_x(self) -> int:
        return self.x - 6

    @property
    def text_y(self) -> int:
        return self.y + 26


@dataclass(frozen=True, slots=True)
class Places:
    stops: tuple[Stop, ...]
    path: str
    width: int

    @property
    def names(self) -> str:
        return ", ".join(stop.name for stop in self.stops)


def draw_places(names: Sequence[str]) -> Places | None:
    """Stops for the names in their order, far enough apart for their words; nothing without names."""
    if not names:
        return None
    stops, x = [], 6
    for number, name in enumerate(names):
        stops.append(Stop(name, x, HEIGHTS[number % len(HEIGHTS)]))
        x += max(72, round(len(name) * LETTER + AIR))
    return Places(tuple(stops), way_through(stops, x), x)


def way_through(stops: Sequence[Stop], end: int) -> str:
    """One smooth line: level at each stop, and on past the last one."""
    points = [(stop.x, stop.y) for stop in stops] + [(end, HEIGHTS[0] - 8)]
    path = f"M{points[0][0]} {points[0][1]}"
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        middle = (x1 + x2) // 2
        path += f"C{middle} {y1} {middle} {y2} {x2} {y2}"
    return path
