"""The settings of the benchmark: those of the tests, with static files as a public server sends them."""

from learning.settings.test import *  # noqa: F403
from learning.settings.test import BASE_DIR, DATA_DIR, DATABASES, STORAGES

ROOT_URLCONF = "bench.urls"
STATIC_ROOT = DATA_DIR / "static"
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
# The learner's files alone: packing those of the admin takes longer than the whole benchmark.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = [BASE_DIR / "learning" / "static"]

# A pooled connection for the bare view and the pages alike. PostgreSQL has its pool already.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["CONN_MAX_AGE"] = None

# As on a public server, a request leaves its tasks to others.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
