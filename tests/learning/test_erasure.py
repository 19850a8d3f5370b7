import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from courses.outline import course_outline
from learning.letters import send_letter
from learning.models import Certificate, CheckResponse, Enrolment, QuizAttempt, Response, User
from learning.selectors.overview import overview
from learning.selectors.story import story_of
from learning.services.certificates import issue_certificate, reissue_certificate
from learning.services.drawing import deliver_certificate_task, draw_certificate
from learning.services.erasure import erase_learner
from learning.services.sections import answer_check
from tests import cast

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


def test_a_check_yourself_answer_is_emptied_and_still_counts(course, alice):
    enrolment = alice.enrolments.get()
    lesson = course_outline(course).lessons[0]
    answer_check(enrolment=enrolment, lesson_key=lesson.key, block_id=cast.CHECK_BLOCK, answer=cast.WRONG)
    erase_learner(user=alice)
    assert CheckResponse.objects.get().answer is None
    assert overview(course.key).activities[0].began == 1
    assert [answer.answer for moment in story_of(Enrolment.objects.get()) for answer in moment.answers] == [""]


def test_why_a_record_was_issued_anew_is_forgotten(bob, record, staff):
    reissue_certificate(certificate=record, holder_name="Богдан Мельник", reason="Not Мельнік.", by=staff)
    erase_learner(user=bob, keep_name_on_records=True)
    assert set(Certificate.objects.values_list("supersede_reason", flat=True)) == {""}
    entry = ModelLogEntry.objects.get(action="learning.reissue")
    assert (entry.data["reason"], entry.data["supersedes"]) == ("", record.number)


def test_letters_to_the_person_leave_the_queue_and_nobody_elses(settings, bob, alice):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    EmailAddress.objects.create(user=bob, email="second@example.org")
    for address in ("bob@example.org", "second@example.org", "alice@example.org"):
        send_letter(EmailMultiAlternatives("Hello", "Богдане", to=[address]))
    being_sent = DBTaskResult.objects.order_by("enqueued_at").first()
    being_sent.claim("worker")
    erase_learner(user=bob)
    being_sent.set_successful(None)
    kept = [row.args_kwargs["kwargs"].get("to") for row in DBTaskResult.objects.order_by("enqueued_at")]
    assert kept == [None, ["alice@example.org"]]
