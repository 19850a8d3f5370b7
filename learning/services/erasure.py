"""Erasure: the person goes, the counts and the validity of issued records stay."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import JSONField, Q, QuerySet, Value
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from learning.letters import send_letter_task
from learning.models import (
    Certificate,
    CheckResponse,
    Enrolment,
    LearnerWrite,
    QuizAttempt,
    ReflectionRemark,
    Response,
    User,
)
from learning.services.consultations import forget_consultations_of

from .erasure_ledger import Erased, digest, refuse_unwritable, remember
from .health import ask_for_count
from .overrides import forget_overrides


@transaction.atomic
def erase_learner(*, user: User, keep_name_on_records: bool = False, at: datetime | None = None) -> None:
    """Delete the account. Answers and free text are emptied; records lose the name unless the holder wishes it kept.

    Remembered outside the database once it is committed. Raises OSError, and erases nothing, where that cannot be.
    """
    at = at or timezone.now()
    refuse_unwritable()
    erased = Erased(at, user.pk, digest(user), keep_name_on_records)
    forget(user, keep_name_on_records, at)
    transaction.on_commit(lambda: remember(erased))


@transaction.atomic
def erase_again(*, erased: Erased) -> None:
    """After a restored backup brought the person back: as it was done then, with the date it had then."""
    if user := erased.find():
        forget(user, erased.keep_name_on_records, erased.at)


def forget(user: User, keep_name_on_records: bool, at: datetime) -> None:
    enrolments = Enrolment.objects.filter(user=user)
    attempted = list(
        QuizAttempt.objects.submitted().filter(enrolment__in=enrolments).values_list("quiz_key", flat=True)
    )
    forget_answers(Response.objects.filter(attempt__enrolment__in=enrolments))
    CheckResponse.objects.filter(enrolment__in=enrolments).update(answer=Value(None, JSONField()))
    LearnerWrite.objects.filter(enrolment__in=enrolments).delete()
    forget_overrides(enrolments)
    forget_consultations_of(user, at=at)
    certificates = list(Certificate.objects.filter(completion__enrolment__in=enrolments))
    forget_reasons(certificates)
    if not keep_name_on_records:
        remove_names(certificates, at)
    forget_letters(user)
    detach(enrolments, at)
    forget_in_log(user)
    ask_for_count(quiz_keys=attempted, at=at, whole=True)
    user.delete()


def forget_answers(responses: QuerySet[Response]) -> None:
    """And what was written about them. Marks that people gave stay, as all marks do."""
    ReflectionRemark.objects.filter(response__in=responses).update(comment="")
    responses.update(answer=None, summary="", self_assessment=None, for_review_at=None, is_to_be_marked=False)


def remove_names(certificates: list[Certificate], at: datetime) -> None:
    """Empty the names and delete the PDFs that print them; number, course, dates and state stay verifiable."""
    for certificate in certificates:
        file = certificate.pdf.name
        certificate.holder_name = certificate.holder_latin_name = certificate.pdf = certificate.pdf_sha256 = ""
        certificate.name_removed_at = at
        certificate.save(update_fields=["holder_name", "holder_latin_name", "pdf", "pdf_sha256", "name_removed_at"])
        if file:
            transaction.on_commit(lambda storage=certificate.pdf.storage, file=file: storage.delete(file))


def forget_reasons(certificates: list[Certificate]) -> None:
    """Why a record was issued anew is mostly a name that was misspelt. A revocation's reason is public and stays."""
    for certificate in certificates:
        certificate.supersede_reason = ""
        certificate.save(update_fields=["supersede_reason"])
    for entry in log_of("certificate", *certificates).filter(action="learning.reissue"):
        entry.data = {**entry.data, "reason": ""}
        entry.save(update_fields=["data"])


def forget_letters(user: User) -> None:
    """Those on their way, and those in the queue's memory: address and text. The row of a letter that is being sent
    just now is emptied only: its worker will come back to it."""
    addresses = {user.email, *user.emailaddress_set.values_list("email", flat=True)}
    to_them = Q(*(("args_kwargs__kwargs__to", [address]) for address in sorted(addresses)), _connector=Q.OR)
    letters = DBTaskResult.objects.filter(to_them, task_path=send_letter_task.module_path)
    letters.exclude(status=TaskResultStatus.RUNNING).delete()
    letters.update(args_kwargs={"args": [], "kwargs": {}})


def forget_in_log(user: User) -> None:
    """The audit log keeps what was done to the account; its label was the person's name."""
    log_of("user", user).update(label="")


def log_of(model: str, *rows: Certificate | User) -> QuerySet[ModelLogEntry]:
    entries = ModelLogEntry.objects.filter(content_type__app_label="learning", content_type__model=model)
    return entries.filter(object_id__in=[str(row.pk) for row in rows])


def detach(enrolments: Iterable[Enrolment], at: datetime) -> None:
    for enrolment in enrolments:
        enrolment.user, enrolment.erased_at, enrolment.last_place = None, at, {}
        enrolment.save(update_fields=["user", "erased_at", "last_place"])
