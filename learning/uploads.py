"""A file that was sent and waits for a second word, where every worker finds it: private, and not for long."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import IO

from django.core import signing
from django.core.files import File
from django.core.files.storage import storages
from django.utils import timezone

from learning.models import User

FOLDER = "uploads"
KEPT = timedelta(days=1)
SALT = "learning.uploads"


def keep(file: File, user: User) -> str:
    """A token for this person alone."""
    forget_old()
    name = storages["records"].save(f"{FOLDER}/{uuid.uuid4().hex}", file)
    return signing.dumps({"name": name, "user": user.pk}, salt=SALT)


@contextmanager
def kept(token: str, user: User) -> Iterator[IO[bytes]]:
    """The file of a token. Raises FileNotFoundError for a token that is not this person's, or is too old."""
    with storages["records"].open(name_of(token, user)) as file:
        yield file


def forget(token: str, user: User) -> None:
    storages["records"].delete(name_of(token, user))


def name_of(token: str, user: User) -> str:
    try:
        said = signing.loads(token, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        raise FileNotFoundError(token) from None
    if said["user"] != user.pk or not storages["records"].exists(said["name"]):
        raise FileNotFoundError(token)
    return said["name"]


def forget_old() -> None:
    """What nobody came back for."""
    storage = storages["records"]
    if not storage.exists(FOLDER):
        return
    for name in storage.listdir(FOLDER)[1]:
        if storage.get_modified_time(f"{FOLDER}/{name}") < timezone.now() - KEPT:
            storage.delete(f"{FOLDER}/{name}")
