"""A ready database for every test process.

The first `migrate` costs half a minute of CPU, so it is done once per state of the migrations and kept: on SQLite as a
file in the cache of pytest, on PostgreSQL as a database `test_academy_<state>`. Each process works on a clone of it,
and gets a fresh one after each test that commits: Django would empty the tables instead, and with them Wagtail's root
page, site and locales, which only migrations make.
"""

import fcntl
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

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".pytest_cache" / "databases"
DAY = 24 * 60 * 60


def prepare() -> None:
    """Work on a clone of the migrated database from here on."""
    with one_at_a_time():
        make_template()
        clone()


def renew() -> None:
    """A clone nothing was written to."""
    discard()
    with one_at_a_time():
        clone()
    cache.clear()


def discard() -> None:
    """Drop the clone in use, whoever still holds it open."""
    connection.close()
    if connection.vendor == "sqlite":
        for tail in ("", "-wal", "-shm"):
            Path(f"{clone_name()}{tail}").unlink(missing_ok=True)
        return
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{clone_name()}" WITH (FORCE)')


def make_template() -> None:
    """Also when it is there already: `migrate` then takes a second and brings the roles and permissions up to date."""
    connection.settings_dict["TEST"]["NAME"] = template_name()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    connection.close()
    forget_old_templates()


def clone() -> None:
    if connection.vendor == "sqlite":
        shutil.copy(template_name(), clone_name())
    else:
        connection.close_pool()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{clone_name()}" TEMPLATE "{template_name()}"')
    connection.settings_dict["NAME"] = clone_name()


def template_name() -> str:
    if connection.vendor == "sqlite":
        return str(CACHE / f"{state()}.sqlite3")
    return f"test_academy_{state()}"


def clone_name() -> str:
    if connection.vendor == "sqlite":
        return str(settings.DATA_DIR / "test.sqlite3")
    return f"{template_name()}_{os.getpid()}"


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
