"""The PDF of a completion record: drawn after the record is committed, stored once with its hash, never drawn again."""

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from learning.models import Certificate
from learning.percents import whole_percent
from learning.record_letters import tell_holder
from learning.records.drawing import RecordText, draw


def verification_url(certificate: Certificate) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("verify_record", args=[certificate.number])


def record_text(certificate: Certificate) -> RecordText:
    return RecordText(
        number=certificate.number,
        holder_name=certificate.holder_name,
        holder_latin_name=certificate.holder_latin_name,
        course_title=certificate.course_title,
        outcomes=tuple(certificate.outcomes),
        hours=certificate.hours,
        ects=certificate.ects,
        percent=None if certificate.fraction is None else whole_percent(certificate.fraction),
        completed_on=certificate.completed_on,
        issued_on=timezone.localdate(certificate.issued_at),
        issuer=certificate.issuer,
        signatory=certificate.signatory,
        signatory_position=certificate.signatory_position,
        language=certificate.language,
        verify_url=verification_url(certificate),
    )


def draw_certificate(certificate: Certificate) -> Certificate:
    """Draw and store the PDF if there is none; one whose name was removed is not drawn anew.

    Two drawing at once agree on the first; the other's file is removed.
    """
    if certificate.pdf or certificate.name_removed_at:
        return certificate
    pdf = draw(record_text(certificate))
    name = certificate.pdf.storage.save(f"{certificate.number[:4]}/{certificate.uuid}.pdf", ContentFile(pdf))
    won = Certificate.objects.filter(pk=certificate.pk, pdf="").update(
        pdf=name, pdf_sha256=hashlib.sha256(pdf).hexdigest()
    )
    if not won:
        certificate.pdf.storage.delete(name)
    certificate.refresh_from_db()
    return certificate


@task()
def deliver_certificate_task(number: str) -> None:
    """Queued once, with the record itself: draw the PDF and tell the holder."""
    certificate = Certificate.objects.select_related("completion__enrolment__user").get(number=number)
    draw_certificate(certificate)
    tell_holder(certificate)
