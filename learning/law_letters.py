"""The letter that says a law has changed: to a trainer, with the lessons of theirs that name it."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from courses.models import CoursePage
from home.models import AcademySettings
from learning.letters import send_letter
from learning.models import LawChangeNotice
from learning.selectors.law_reviews import lessons_citing


def tell_trainer(notice: LawChangeNotice) -> None:
    """Nothing is sent where the lessons were checked before the letter could leave."""
    with translation.override(notice.trainer.language):
        words = words_of(notice)
        if words["lessons"]:
            send_letter(law_letter(words, notice.trainer.email))


def law_letter(words: dict[str, Any], address: str) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=_("A law your lessons name has changed"),
        body=render_to_string("mail/law_changed.txt", words),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("mail/law_changed.html", words), "text/html")
    return message


def words_of(notice: LawChangeNotice) -> dict[str, Any]:
    academy = AcademySettings.of_default_site()
    courses = CoursePage.objects.filter(team__user=notice.trainer)
    lessons = [lesson for lesson in lessons_citing(notice.act) if any(lesson.is_child_of(one) for one in courses)]
    return {
        "academy": {"name": academy.wording("name") or settings.WAGTAIL_SITE_NAME, "issuer": academy.wording("issuer")},
        "site_url": settings.WAGTAILADMIN_BASE_URL,
        "act": notice.act,
        "changed_on": notice.changed_on,
        "lessons": [(lesson.title, absolute("wagtailadmin_pages:edit", lesson.pk)) for lesson in lessons],
        "report_url": absolute("learning_reports:law_reviews"),
    }


def absolute(view: str, *args: int) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(view, args=args)
