"""Erasure: the person goes, the counts and the validity of issued records stay."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from learning.models import Certificate, CheckResponse, Enrolment, LearnerWrite, Response, User
from learning.services.consultations import forget_consultations_of


@transaction.atomic
def erase_learner(*, user: User, keep_name_on_records: bool = False, at: datetime | None = None) -> None:
    """Delete the account. Answers and free text are emptied; records lose the name unless the holder wishes it kept."""
    at = at or timezone.now()
    enrolments = Enrolment.objects.filter(user=user)
    Response.objects.filter(attempt__enrolment__in=enrolments).update(answer=None, summary="", self_assessment=None)
    CheckResponse.objects.filter(enrolment__in=enrolments).delete()
    LearnerWrite.objects.filter(enrolment__in=enrolments).delete()
    forget_consultations_of(user, at=at)
    if not keep_name_on_records:
        remove_names(list(Certificate.objects.filter(completion__enrolment__in=enrolments)), at)
    detach(enrolments, at)
    forget_in_log(user)
    user.delete()


def remove_names(certificates: list[Certificate], at: datetime) -> None:
    """Empty the names and delete the PDFs that print them; number, course, dates and state stay verifiable."""
    for certificate in certificates:
        file = certificate.pdf.name
        certificate.holder_name = certificate.holder_latin_name = certificate.pdf = certificate.pdf_sha256 = ""
        certificate.name_removed_at = at
        certificate.save(update_fields=["holder_name", "holder_latin_name", "pdf", "pdf_sha256", "name_removed_at"])
        if file:
            transaction.on_commit(lambda storage=certificate.pdf.storage, file=file: storage.delete(file))


def forget_in_log(user: User) -> None:
    """The audit log keeps what was done to the account; its label was the person's name."""
    entries = ModelLogEntry.objects.filter(content_type__app_label="learning", content_type__model="user")
    entries.filter(object_id=str(user.pk)).update(label="")


def detach(enrolments: Iterable[Enrolment], at: datetime) -> None:
    for enrolment in enrolments:
        enrolment.user, enrolment.erased_at, enrolment.last_place = None, at, {}
        enrolment.save(update_fields=["user", "erased_at", "last_place"])
