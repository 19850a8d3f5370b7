import pytest

from learning.models import Certificate, CheckResponse, Enrolment, QuizAttempt, Response, User
from learning.services.certificates import issue_certificate
from learning.services.drawing import deliver_certificate_task, draw_certificate
from learning.services.erasure import erase_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(bob):
    record = issue_certificate(enrolment=bob.enrolments.get(), holder_name="Богдан Мельник", key="k")
    return draw_certificate(record)


def test_the_person_goes_and_the_counts_stay(bob, record):
    erase_learner(user=bob)
    assert not User.objects.filter(email="bob@example.org").exists()
    enrolment = Enrolment.objects.get()
    assert enrolment.user is None
    assert enrolment.erased_at
    assert enrolment.completion
    assert QuizAttempt.objects.count() == 1


def test_answers_and_free_text_are_emptied(bob):
    erase_learner(user=bob)
    assert not CheckResponse.objects.exists()
    assert set(Response.objects.values_list("answer", "summary")) == {(None, "")}
    assert Response.objects.filter(fraction=1).count() == 2


def test_a_record_stays_valid_without_the_name(bob, record, django_capture_on_commit_callbacks):
    file, storage = record.pdf.name, record.pdf.storage
    with django_capture_on_commit_callbacks(execute=True):
        erase_learner(user=bob)
    kept = Certificate.objects.get()
    assert (kept.number, kept.state, kept.holder_name) == (record.number, "valid", "")
    assert kept.name_removed_at
    assert not storage.exists(file)


def test_a_task_that_comes_after_the_erasure_draws_nothing(bob):
    record = issue_certificate(enrolment=bob.enrolments.get(), holder_name="Богдан Мельник", key="k")
    erase_learner(user=bob)
    deliver_certificate_task.call(record.number)
    assert (Certificate.objects.get().pdf.name, Certificate.objects.get().pdf_sha256) == ("", "")


def test_the_holder_may_wish_the_name_kept(bob, record):
    erase_learner(user=bob, keep_name_on_records=True)
    assert Certificate.objects.get().holder_name == "Богдан Мельник"


def test_others_lose_nothing(bob, alice):
    erase_learner(user=bob)
    assert alice.enrolments.count() == 1
