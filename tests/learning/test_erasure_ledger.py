"""Erased stays erased after a restore: what the database forgets with a backup, a file beside it remembers."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from learning.models import Certificate, Enrolment, User
from learning.services.certificates import issue_certificate
from learning.services.erasure import erase_learner


@pytest.fixture
def ledger(settings, tmp_path) -> Path:
    settings.ERASURE_LEDGER = tmp_path / "apart" / "erasures.log"
    return settings.ERASURE_LEDGER


@pytest.fixture
def erased(bob, ledger, django_capture_on_commit_callbacks):
    """bob, as he was before he was erased."""
    before = User.objects.get(pk=bob.pk)
    with django_capture_on_commit_callbacks(execute=True):
        erase_learner(user=bob, keep_name_on_records=True)
    return before


def restore(user: User) -> Enrolment:
    """What a backup from before the erasure would bring back."""
    User.objects.bulk_create([user])
    Enrolment.objects.update(user=user, erased_at=None)
    return Enrolment.objects.get()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("reapply_erasures", *arguments, stdout=out)
    return out.getvalue()


def test_an_erasure_leaves_one_line_without_a_name(erased, ledger):
    (line,) = ledger.read_text().splitlines()
    assert line.split()[1] == str(erased.pk)
    assert "bob" not in line


def test_whoever_came_back_with_a_backup_is_erased_again_as_it_was_done_then(erased):
    erased_at = Enrolment.objects.get().erased_at
    issued = issue_certificate(enrolment=restore_with_address(erased), holder_name="Богдан Мельник", key="k")
    assert "1 people had come back and were erased again" in run()
    assert not User.objects.filter(pk=erased.pk).exists()
    assert Enrolment.objects.get().erased_at == erased_at
    assert Certificate.objects.get(pk=issued.pk).holder_name == "Богдан Мельник"


def restore_with_address(user: User) -> Enrolment:
    enrolment = restore(user)
    user.emailaddress_set.create(email=user.email, verified=True)
    return enrolment


def test_another_person_with_the_same_number_is_left_alone(erased):
    User.objects.create(pk=erased.pk, email="new@example.org")
    assert "0 people" in run()
    assert User.objects.get(pk=erased.pk).email == "new@example.org"


def test_a_dry_run_erases_nobody(erased):
    restore(erased)
    assert "1 people had come back and would be erased again" in run("--dry-run")
    assert User.objects.filter(pk=erased.pk).exists()


def test_erasing_again_writes_no_second_line(erased, ledger, django_capture_on_commit_callbacks):
    restore(erased)
    with django_capture_on_commit_callbacks(execute=True):
        run()
    assert len(ledger.read_text().splitlines()) == 1


def test_nobody_is_erased_where_it_could_not_be_remembered(settings, tmp_path, bob):
    (tmp_path / "file").touch()
    settings.ERASURE_LEDGER = tmp_path / "file" / "erasures.log"
    with pytest.raises(OSError):
        erase_learner(user=bob)
    assert User.objects.filter(pk=bob.pk).exists()


def test_a_broken_line_is_named_and_a_missing_ledger_too(erased, ledger):
    ledger.write_text(ledger.read_text() + "what is this\n")
    with pytest.raises(CommandError, match="line 2"):
        run()
    ledger.unlink()
    with pytest.raises(CommandError, match="ledger"):
        run()
