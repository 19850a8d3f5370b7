"""The letter that tells the staff of a new consultation request.

It says where to read the request and repeats nothing of it: what people write stays in one place, where it is erased.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django_tasks import task

from home.models import AcademySettings, ConsultationRequest
from learning.access import ANSWER_CONSULTATIONS
from learning.letters import send_letter
from learning.models import User
from learning.outbox import leave


def announce(sender: Any, instance: ConsultationRequest, created: bool, raw: bool = False, **_: Any) -> None:
    """Whichever way a request comes into being, its letters leave with it and not without it."""
    if created and not raw:
        leave(tell_staff_task, instance.pk)


@task()
def tell_staff_task(number: int) -> None:
    """One letter for each, in their own language and with nobody else's address in it."""
    consultation = ConsultationRequest.objects.filter(pk=number).first()
    if consultation is None:  # deleted before anybody was told
        return
    for user in people_who_answer():
        with translation.override(user.language):
            message = consultation_letter(consultation, user.email)
        send_letter(message)


def people_who_answer() -> QuerySet[User]:
    """Everybody whom an administrator let answer, by a group or by name; superusers where there is nobody."""
    app, codename = ANSWER_CONSULTATIONS.split(".")
    wanted = {"content_type__app_label": app, "codename": codename}
    by_name = {f"user_permissions__{name}": value for name, value in wanted.items()}
    by_group = {f"groups__permissions__{name}": value for name, value in wanted.items()}
    active = User.objects.filter(is_active=True).order_by("pk")
    people = active.filter(Q(**by_name) | Q(**by_group)).distinct()
    return people if people.exists() else active.filter(is_superuser=True)


def consultation_letter(consultation: ConsultationRequest, address: str) -> EmailMultiAlternatives:
    words = words_of(consultation)
    message = EmailMultiAlternatives(
        subject=_("Consultation request № %(number)s") % {"number": consultation.pk},
        body=render_to_string("mail/consultation.txt", words),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("mail/consultation.html", words), "text/html")
    return message


def words_of(consultation: ConsultationRequest) -> dict[str, Any]:
    academy = AcademySettings.of_default_site()
    facts = [
        (_("Asked"), date_format(timezone.localtime(consultation.submit_time), "DATETIME_FORMAT")),
        (_("Topic"), consultation.topic),
        (_("Asked from"), consultation.asked_from_title),
        (_("Language of the answer"), get_language_info(consultation.language)["name_local"]),
    ]
    page = reverse("learning_reports:consultation", args=[consultation.pk])
    return {
        "academy": {"name": academy.wording("name") or settings.WAGTAIL_SITE_NAME, "issuer": academy.wording("issuer")},
        "site_url": settings.WAGTAILADMIN_BASE_URL,
        "number": consultation.pk,
        "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + page,
        "facts": [(name, value) for name, value in facts if value],
    }
