"""The settings of the tests: as in development, with quick passwords and mail kept in memory."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import database, env

SECRET_KEY = "only-for-tests"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATA_DIR = Path(tempfile.mkdtemp(prefix="academy-tests-"))
DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'academy.sqlite3'}"))}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
MEDIA_ROOT = DATA_DIR / "media"
ERASURE_LEDGER = DATA_DIR / "erasures.log"
STORAGES["records"]["OPTIONS"]["location"] = DATA_DIR / "records"  # noqa: F405
DEMO_ACCOUNTS_ALLOWED = True
