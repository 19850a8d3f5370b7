"""A ready database for every test process.

The first `migrate` costs half a minute of CPU, so it is done once per state of the migrations and kept: on SQLite as a
file in the cache of pytest, on PostgreSQL as a database `test_academy_<state>`. Each process works on two clones of it,
one as `migrate` leaves it and one where the usual course stands, which would take longer to make than most tests run.
After each test that commits, the clone gives way to a fresh one: Django would empty the tables instead, and with them
Wagtail's root page, site and locales, which only migrations make.
"""

import fcntl
import functools
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests import cast

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".pytest_cache" / "databases"
DAY = 24 * 60 * 60


EMPTY, COURSE = "empty", "course"
_stage = EMPTY
_turns = {EMPTY: 0, COURSE: 0}


def prepare() -> None:
    """Work on clones of the migrated database from here on."""
    with one_at_a_time():
        make_template()
        clone(template_name(), work_name(EMPTY))
        clone(template_name(), course_name())
    connection.settings_dict["NAME"] = course_name()
    cast.make_course()
    leave()
    clone(course_name(), work_name(COURSE))
    connection.settings_dict["NAME"] = work_name(_stage)


def choose(stage: str) -> None:
    """Where the next test begins."""
    global _stage
    if stage == _stage:
        return
    is_ready = connection.settings_dict["NAME"] == work_name(_stage)
    _stage = stage
    if is_ready:
        leave()
        connection.settings_dict["NAME"] = work_name(stage)


def renew() -> None:
    """A clone nothing was written to, under a name of its own: a server's last thread may still hold on to the old one,
    or be about to open it."""
    leave()
    old = work_name(_stage)
    _turns[_stage] += 1
    with one_at_a_time():
        clone(template_name() if _stage == EMPTY else course_name(), work_name(_stage))
    if connection.settings_dict["NAME"] == old:
        connection.settings_dict["NAME"] = work_name(_stage)
    leave()  # such a thread may have opened a pool of the old one meanwhile
    drop(old)
    cache.clear()


def discard() -> None:
    """Drop the clones in use, whoever still holds them open."""
    leave()
    for name in (work_name(EMPTY), work_name(COURSE), course_name()):
        drop(name)


def leave() -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def drop(name: str) -> None:
    if connection.vendor == "sqlite":
        for tail in ("", "-wal", "-shm"):
            Path(f"{name}{tail}").unlink(missing_ok=True)
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def make_template() -> None:
    """Also when it is there already: `migrate` then takes a second and brings the roles and permissions up to date."""
    connection.settings_dict["TEST"]["NAME"] = template_name()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    leave()
    forget_old_templates()


def clone(name: str, into: str) -> None:
    if connection.vendor == "sqlite":
        shutil.copy(name, into)
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{into}" TEMPLATE "{name}"')


def template_name() -> str:
    if connection.vendor == "sqlite":
        return str(CACHE / f"{state()}.sqlite3")
    return f"test_academy_{state()}"


def course_name() -> str:
    """Where the usual course stands, and no test writes."""
    return own_name("course")


def work_name(stage: str) -> str:
    return own_name(f"work_{stage}_{_turns[stage]}")


def own_name(name: str) -> str:
    if connection.vendor == "sqlite":
        return str(settings.DATA_DIR / f"{name}.sqlite3")
    return f"{template_name()}_{os.getpid()}_{name}"


@functools.cache
def state() -> str:
    """Names what decides how the tables look: our migrations, and by their pins those of others."""
    files = [ROOT / "requirements.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def forget_old_templates() -> None:
    """Those of earlier states. The age keeps the one that another test run is working from just now."""
    for file in CACHE.glob("*.sqlite3"):
        if time.time() - file.stat().st_mtime > DAY and str(file) != template_name():
            file.unlink()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The processes of one run start together: the first makes the template, and nobody clones it half-made."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
