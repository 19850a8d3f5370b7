"""What happens to a consultation request after it was asked: answered, opened again, forgotten, deleted."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import ConsultationRequest
from learning.errors import NoLongerPossible
from learning.models import User


@transaction.atomic
def answer_consultation(
    *, consultation: ConsultationRequest, by: User, note: str = "", at: datetime | None = None
) -> ConsultationRequest:
    """Say that the person has their answer. Of two who say so at once the first stays. Raises NoLongerPossible."""
    consultation = locked(consultation)
    if consultation.state != "open":
        raise NoLongerPossible(_("This request was marked as answered before. Its date and note stay as they are."))
    consultation.answered_at, consultation.answered_by = at or timezone.now(), by
    consultation.answer_note = note
    consultation.save(update_fields=["answered_at", "answered_by", "answer_note"])
    log(consultation, "learning.consultation_answered", user=by)
    return consultation


@transaction.atomic
def reopen_consultation(*, consultation: ConsultationRequest, by: User) -> ConsultationRequest:
    """Take the mark back; the note stays for the next answer. Raises NoLongerPossible."""
    consultation = locked(consultation)
    if consultation.state != "answered":
        raise NoLongerPossible(_("This request is open, or the person was taken out of it."))
    consultation.answered_at = consultation.answered_by = None
    consultation.save(update_fields=["answered_at", "answered_by"])
    log(consultation, "learning.consultation_reopened", user=by)
    return consultation


@transaction.atomic
def delete_consultation(*, consultation: ConsultationRequest, by: User) -> None:
    """Advertising, or the wish of somebody who asked without an account. The log keeps the number alone."""
    log(consultation, "learning.consultation_deleted", user=by)
    consultation.delete()


def locked(consultation: ConsultationRequest) -> ConsultationRequest:
    return ConsultationRequest.objects.select_for_update().get(pk=consultation.pk)


def forget_consultations_of(user: User, *, at: datetime) -> int:
    """The account ends: the person goes from what they asked, however new it is."""
    return ConsultationRequest.objects.filter(user=user).forget(at=at)


def forget_old_consultations(*, answered_before: datetime, asked_before: datetime, at: datetime | None = None) -> int:
    """Take the person out of what was answered, or asked and never answered, too long ago; how many requests it was."""
    at = at or timezone.now()
    answered = ConsultationRequest.objects.filter(answered_at__lt=answered_before)
    unanswered = ConsultationRequest.objects.filter(answered_at__isnull=True, submit_time__lt=asked_before)
    return answered.forget(at=at) + unanswered.forget(at=at)
