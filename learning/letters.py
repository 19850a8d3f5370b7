"""Letters leave through the task queue: a mail server that is down delays them and breaks no page."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)

TRIES = 6


def send_letter(message: EmailMultiAlternatives) -> None:
    """Hand a letter over; in a transaction it leaves only if the transaction does (with the database queue)."""
    html = next((part.content for part in message.alternatives if part.mimetype == "text/html"), "")
    send_letter_task.enqueue(
        sender=message.from_email,
        to=list(message.to),
        subject=message.subject,
        text=message.body,
        html=html,
        headers=dict(message.extra_headers),
    )


@task()
def send_letter_task(
    *, sender: str, to: list[str], subject: str, text: str, html: str, headers: dict[str, str], tries: int = 1
) -> None:
    message = EmailMultiAlternatives(subject, text, sender, to, headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    try:
        message.send()
    except (SMTPException, OSError):
        logger.exception("A letter could not be sent, try %s of %s", tries, TRIES)
        try_later(sender=sender, to=to, subject=subject, text=text, html=html, headers=headers, tries=tries + 1)


def try_later(*, tries: int, **letter: object) -> None:
    """Again after 1, 2, 4… minutes. A queue that works at once cannot wait: there the letter is lost and logged."""
    if tries > TRIES or not send_letter_task.get_backend().supports_defer:
        return
    later = timezone.now() + timedelta(minutes=2 ** (tries - 2))
    send_letter_task.using(run_after=later).enqueue(tries=tries, **letter)
