"""CPU a page takes, as a ratio to the bare view in the same run.

The rounds are interleaved, so that what else the machine does falls on all alike; the median forgets the worst of it.
"""

import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

from bench.world import Asker

ROUNDS, REQUESTS = 40, 15


def ratios(asker: Asker, bare: dict[str, Any], pages: Mapping[str, dict[str, Any]]) -> dict[str, float]:
    """Name -> median over the rounds of its CPU per request divided by the bare view's in that round."""
    asked = {"": bare, **pages}
    for environ in asked.values():
        asker.get(environ)
    meter = Meter()
    rounds = [{name: spend(meter, asker, environ) for name, environ in asked.items()} for _ in range(ROUNDS)]
    return {name: median(costs[name] / costs[""] for costs in rounds) for name in pages}


def spend(meter: "Meter", asker: Asker, environ: dict[str, Any]) -> float:
    """Seconds of CPU for some requests."""
    before = meter.seconds()
    for _ in range(REQUESTS):
        asker.get(environ)
    return meter.seconds() - before


class Meter:
    """The CPU of this process, in which SQLite works too, and of the PostgreSQL processes that work for it."""

    def __init__(self) -> None:
        self.servers = server_counters() if connection.vendor == "postgresql" else []

    def seconds(self) -> float:
        return time.process_time() + sum(int(path.read_text().split()[0]) for path in self.servers) / 1e9

    @property
    def scope(self) -> str:
        if connection.vendor != "postgresql":
            return "CPU of the process; SQLite works in it"
        return (
            "CPU of worker and database" if self.servers else "CPU of the worker; that of the DATABASE IS NOT COUNTED"
        )


def server_counters() -> list[Path]:
    """Where Linux counts the nanoseconds of each connection's server process; nothing for a server elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        processes = [Path(f"/proc/{pid}") for (pid,) in cursor.fetchall()]
    return [process / "schedstat" for process in processes if is_postgres(process)]


def is_postgres(process: Path) -> bool:
    try:
        return "postgres" in (process / "comm").read_text() and bool((process / "schedstat").read_text())
    except OSError:
        return False
