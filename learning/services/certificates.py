"""The life of a completion record: issue, draw once, revoke with a reason, replace by a corrected one."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.models import CoursePage
from home.models import AcademySettings
from learning.errors import NotYetEarned, UnprintableName
from learning.models import Certificate, CourseCompletion, Enrolment, RegisterCounter, User
from learning.outbox import leave
from learning.records.names import missing_letters
from learning.services.drawing import deliver_certificate_task
from quizzes.translations import in_language

from .completion import printed_facts
from .idempotency import lock_enrolment, once


def printable_name(name: str, field: str = "holder_name") -> str:
    """The name as it will stand on the record, spaces tidied.

    Raises UnprintableName, naming the letters the record's font lacks.
    """
    name = " ".join(name.split())
    if len(name) < 2 or len(name) > 150:
        raise UnprintableName(_("Write the full name, between 2 and 150 letters."), field)
    if missing := missing_letters(name):
        raise UnprintableName(
            _("The record's font cannot print: %(letters)s. Write the name without them, for example in Latin letters.")
            % {"letters": " ".join(missing)},
            field,
        )
    return name


def issue_certificate(
    *, enrolment: Enrolment, holder_name: str, latin_name: str = "", key: str, at: datetime | None = None
) -> Certificate:
    """The completion record of a finished course, under the next register number.

    Asked for again it gives the same record. Raises NotYetEarned (also after a record was revoked), UnprintableName,
    MissingKey, KeyReused.
    """
    at = at or timezone.now()
    holder_name = printable_name(holder_name)
    latin_name = printable_name(latin_name, "latin_name") if latin_name.strip() else ""

    def write() -> dict:
        completion = earned_completion(enrolment)
        current = completion.certificates.current().first()
        if current is None and completion.certificates.exists():
            raise NotYetEarned(_("This record was revoked. Ask the course team: only they can issue another one."))
        certificate = current or new_certificate(completion, holder_name, latin_name, at)
        if current is None:
            log(certificate, "learning.issue", user=completion.enrolment.user)
        return {"number": certificate.number}

    answer = once(
        enrolment=enrolment,
        key=key,
        payload={"issue": str(enrolment.pk), "name": [holder_name, latin_name]},
        write=write,
    )
    return Certificate.objects.get(number=answer["number"])


def earned_completion(enrolment: Enrolment) -> CourseCompletion:
    completion = CourseCompletion.objects.filter(enrolment=enrolment).select_related("enrolment__user").first()
    if completion is None:
        raise NotYetEarned(_("The course is not finished yet."))
    if not has_verified_email(completion.enrolment.user):
        raise NotYetEarned(_("Confirm your e-mail first: the record is issued to a confirmed address."))
    return completion


def has_verified_email(user: User | None) -> bool:
    return user is not None and user.emailaddress_set.filter(verified=True).exists()


def new_certificate(completion: CourseCompletion, holder_name: str, latin_name: str, at: datetime) -> Certificate:
    """In the language of its holder's letters, title and outcomes too, whatever language the course was taken in."""
    enrolment = completion.enrolment
    language = enrolment.user.language if enrolment.user else settings.LANGUAGE_CODE
    printed = facts_to_print(completion, language)
    academy = AcademySettings.of_default_site()
    certificate = Certificate.objects.create(
        completion=completion,
        holder_name=holder_name,
        holder_latin_name=latin_name,
        course_key=enrolment.course_key,
        course_title=printed["title"],
        outcomes=printed["outcomes"],
        hours=None if printed["hours"] is None else Decimal(printed["hours"]),
        ects=None if printed["ects"] is None else Decimal(printed["ects"]),
        fraction=completion.fraction,
        completed_on=timezone.localdate(completion.completed_at),
        issuer=academy.issuer,
        signatory=academy.signatory,
        signatory_position=academy.signatory_position,
        language=language,
        issued_at=at,
        number=next_number(timezone.localdate(at).year),
    )
    leave(deliver_certificate_task, certificate.number)
    return certificate


def facts_to_print(completion: CourseCompletion, language: str) -> dict:
    """As they were when the course was finished, in this language where the course had it. Completions older than this
    custom know only the course of today."""
    frozen = completion.outline
    pages = CoursePage.objects.filter(translation_key=completion.enrolment.course_key)
    facts = frozen
    if "hours" not in frozen:
        facts = printed_facts(in_language(pages.live(), language) or pages.order_by("pk").first())
    return {
        **facts,
        "title": frozen.get("titles", {}).get(language, frozen["title"]),
        "outcomes": frozen.get("outcomes_in", {}).get(language, facts["outcomes"]),
    }


def next_number(year: int) -> str:
    """The next register number; its counter row stays locked to the end of the transaction, so there are no gaps."""
    RegisterCounter.objects.bulk_create([RegisterCounter(year=year)], ignore_conflicts=True)
    RegisterCounter.objects.filter(year=year).update(last=F("last") + 1)
    return f"{year}-{RegisterCounter.objects.get(year=year).last:06d}"


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, by: User, at: datetime | None = None) -> Certificate:
    """Withdraw a record for a reason the verification page shows. Revoked twice, it keeps the first date and reason."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.revoked_at:
        return certificate
    certificate.revoked_at = at or timezone.now()
    certificate.revoked_by = by
    certificate.revoke_reason = reason.strip()
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    log(certificate, "learning.revoke", user=by, data={"reason": certificate.revoke_reason})
    return certificate


@transaction.atomic
def reissue_certificate(
    *,
    certificate: Certificate,
    holder_name: str,
    latin_name: str = "",
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Certificate:
    """A corrected record under a new number; the old one then says “superseded”.

    Raises NotYetEarned when this record was already replaced, UnprintableName.
    """
    at = at or timezone.now()
    holder_name = printable_name(holder_name)
    latin_name = printable_name(latin_name, "latin_name") if latin_name.strip() else ""
    lock_enrolment(certificate.completion.enrolment)
    old = Certificate.objects.get(pk=certificate.pk)
    if old.superseded_at or old.completion.certificates.current().exclude(pk=old.pk).exists():
        raise NotYetEarned(_("This record has already been replaced by a newer one."))
    old.superseded_at, old.supersede_reason = at, reason.strip()
    old.save(update_fields=["superseded_at", "supersede_reason"])
    new = new_certificate(old.completion, holder_name, latin_name, at)
    new.supersedes, new.issued_by = old, by
    new.save(update_fields=["supersedes", "issued_by"])
    log(new, "learning.reissue", user=by, data={"supersedes": old.number, "reason": old.supersede_reason})
    return new
