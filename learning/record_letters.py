"""The letter that says a completion record is ready: in text and HTML, in its holder's language."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.models import AcademySettings
from learning.letters import send_letter
from learning.models import Certificate


def tell_holder(certificate: Certificate) -> None:
    """Nothing is sent where the account is gone: there is nobody to tell."""
    user = certificate.completion.enrolment.user
    if user is None:
        return
    with translation.override(user.language):
        message = record_letter(certificate, user.email)
    send_letter(message)


def record_letter(certificate: Certificate, address: str) -> EmailMultiAlternatives:
    words = words_of(certificate)
    message = EmailMultiAlternatives(
        subject=_("Your completion record is ready"),
        body=render_to_string("mail/record_ready.txt", words),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("mail/record_ready.html", words), "text/html")
    return message


def words_of(certificate: Certificate) -> dict[str, Any]:
    academy = AcademySettings.of_default_site()
    return {
        "academy": {"name": academy.wording("name") or settings.WAGTAIL_SITE_NAME, "issuer": academy.wording("issuer")},
        "site_url": settings.WAGTAILADMIN_BASE_URL,
        "record": certificate,
        "record_url": absolute("record", certificate),
        "verify_url": absolute("verify_record", certificate),
        "facts": [
            (_("Number"), certificate.number),
            (_("Issued"), date_format(timezone.localtime(certificate.issued_at), "DATE_FORMAT")),
            (_("Verification"), absolute("verify_record", certificate)),
        ],
    }


def absolute(view: str, certificate: Certificate) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(view, args=[certificate.number])
