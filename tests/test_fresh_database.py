"""What only shows on a database that was empty a moment ago. The other tests work on one that was migrated twice."""

import os
import subprocess
import sys

from django.conf import settings

from learning import roles

ASK = """
import django; django.setup()
from django.contrib.auth.models import Group
for group in Group.objects.all():
    for app, codename in group.permissions.values_list("content_type__app_label", "codename"):
        print(group.name, f"{app}.{codename}")
"""


def python(folder, *arguments):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "learning.settings.dev",
        "DATA_DIR": str(folder),
    }
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)  # noqa: S603


def test_one_migrate_of_an_empty_database_gives_every_role_its_permissions(tmp_path):
    python(tmp_path, "manage.py", "migrate", "--verbosity", "0")
    granted = python(tmp_path, "-c", ASK).stdout.splitlines()
    for name, permissions in ((roles.STAFF, roles.STAFF_PERMISSIONS), (roles.TRAINERS, roles.TRAINERS_PERMISSIONS)):
        assert {f"{name} {permission}" for permission in permissions} <= set(granted)
