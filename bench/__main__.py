"""`make bench`: what the pages people open most cost, and the first visit to a lesson weighs.

On a fresh SQLite database, or on the PostgreSQL server of DATABASE_URL, with the starter course and a learner
half-way through it.
"""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from bench import report  # noqa: E402  Django has to know its settings first
from bench.world import fresh_world  # noqa: E402

if __name__ == "__main__":
    with fresh_world() as world:
        report.show(world)
