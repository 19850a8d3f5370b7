"""The letter that says a trainer has read the open answers of an attempt: when none of them waits any more.

Neither answers nor comments stand in it, and marks not in its subject: letters are read on locked screens.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from home.models import AcademySettings
from learning.letters import send_letter
from learning.models import QuizAttempt
from learning.regrade_letters import absolute, fact, record_url


@task()
def tell_of_remarks_task(attempt_id: int, since: int) -> None:
    """What changed since the grade of this primary key. Nothing is sent where the account went meanwhile: there is
    nobody to tell."""
    attempt = QuizAttempt.objects.select_related("enrolment__user").filter(pk=attempt_id).first()
    user = attempt and attempt.enrolment.user
    if user:
        with translation.override(user.language):
            send_letter(remark_letter(words_of(attempt, since), user.email))


def remark_letter(words: dict[str, Any], address: str) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=_("A trainer has read your answers"),
        body=render_to_string("mail/remarked.txt", words),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("mail/remarked.html", words), "text/html")
    return message


def words_of(attempt: QuizAttempt, since: int) -> dict[str, Any]:
    academy = AcademySettings.of_default_site()
    grades = list(attempt.grades.all())
    earlier = next(grade for grade in grades if grade.pk == since)
    return {
        "academy": {"name": academy.wording("name") or settings.WAGTAIL_SITE_NAME, "issuer": academy.wording("issuer")},
        "site_url": settings.WAGTAILADMIN_BASE_URL,
        "attempt": attempt,
        "course": attempt.enrolment.course_title,
        "facts": [fact(grades[-1], earlier)] if grades[-1] != earlier else [],
        "result_url": absolute("attempt_result", attempt.pk),
        "record_url": record_url(grades),
    }
