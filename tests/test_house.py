"""The rules of the house: what CONTRIBUTING.md asks for and a machine can see."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import migrations

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ["quizzes", "courses", "home", "learning"]
LONGEST = 300
LONG_FILES = {
    "courses/blocks.py": "one small class for each kind of block, read from top to bottom",
}
MAIL = ["templates/mail/", "templates/account/email/"]  # programs that show mail read nothing but inline style
INLINE = re.compile(r"<style\b|\sstyle\s*=|<script\b(?![^>]*\ssrc\s*=)|<[^>]*\son\w+\s*=", re.IGNORECASE)
PINNED = re.compile(r"^[a-z0-9._-]+==[0-9][\w.]*$")


def source(*suffixes: str) -> list[Path]:
    folders = [*PACKAGES, "templates", "tests", "bench", ".ci"]
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*") if file.suffix in suffixes)


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def pins(file: str) -> list[str]:
    return (ROOT / file).read_text().split()


def test_imports_go_down_the_street_only():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_database_is_what_the_models_say(db, capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert "No changes detected" in capsys.readouterr().out


def test_the_first_migration_makes_the_user_alone():
    operations = import_module("learning.migrations.0001_user").Migration.operations
    assert [operation.name for operation in operations if isinstance(operation, migrations.CreateModel)] == ["User"]


def test_no_file_is_longer_than_a_reader_can_hold():
    files = [file for file in source(".py") if "migrations" not in file.parts]
    long = {name(file) for file in files if len(file.read_text().splitlines()) > LONGEST}
    assert long == set(LONG_FILES)


def test_no_file_is_named_for_nothing():
    assert not [name(file) for file in source(".py") if file.stem in {"utils", "helpers", "misc", "common"}]


def test_no_template_holds_style_or_script():
    templates = [file for file in source(".html") if not name(file).startswith(tuple(MAIL))]
    assert not [name(file) for file in templates if INLINE.search(file.read_text())]


@pytest.mark.parametrize(
    "html",
    ['<p style="color: red">', "<style>", "<script>alert(1)</script>", '<a href="#" onclick="go()">', "<SCRIPT defer>"],
)
def test_inline_style_and_script_are_found(html):
    assert INLINE.search(html)


@pytest.mark.parametrize("html", ['<script src="/static/a.js" defer></script>', '<p class="style">', "<p>on = off</p>"])
def test_what_only_looks_like_inline_code_is_let_through(html):
    assert not INLINE.search(html)


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned(file):
    assert not [line for line in pins(file) if not PINNED.match(line)]


def test_the_tests_run_on_the_packages_of_the_academy():
    assert set(pins("requirements.txt")) <= set(pins("requirements-dev.txt"))


def test_direct_dependencies_are_locked_at_the_version_asked_for():
    asked = re.findall(r"^([a-z0-9-]+)(?:\[.*\])?(==\S+)", (ROOT / "requirements.in").read_text(), re.MULTILINE)
    assert {name + version for name, version in asked} <= set(pins("requirements.txt"))
