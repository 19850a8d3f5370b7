"""A public server starts only when it is told what it must know, and then it is safe without being told more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOLD = {
    "DJANGO_SETTINGS_MODULE": "learning.settings.production",
    "SECRET_KEY": "long-and-random-as-it-is-only-for-this-test-0123456789-abcdefgh",
    "ALLOWED_HOSTS": "academy.example.org",
    "BASE_URL": "https://academy.example.org",
    "EMAIL_URL": "smtp://mail.example.org",
    "DEFAULT_FROM_EMAIL": "academy@example.org",
    "PATH": os.environ["PATH"],
}


def manage(*command: str, **told: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )


def test_the_settings_of_a_public_server_pass_djangos_checks(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **TOLD, DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_a_public_server_takes_no_demo_accounts(tmp_path):
    done = manage("load_demo", **TOLD, DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "Demo accounts have a known password" in done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"])
def test_a_missing_variable_stops_the_start_and_is_named(name):
    done = manage("check", **{key: value for key, value in TOLD.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr


def test_the_admin_tells_nobody_who_works_here(settings):
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
