"""The letter that says a quiz was marked anew: one to each learner it concerns, in their language.

Marks stand in the letter and not in its subject, which is read on locked screens.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from home.models import AcademySettings
from learning.letters import send_letter
from learning.models import AttemptGrade, Certificate, CourseCompletion, Regrading, User
from learning.percents import percent_words


def tell_learner(regrading: Regrading, user: User | None) -> None:
    """Nothing is sent where the account went meanwhile: there is nobody to tell."""
    grades = list(grades_of(regrading, user)) if user else []
    if not grades:
        return
    with translation.override(user.language):
        send_letter(regrade_letter(words_of(regrading, grades), user.email))


def grades_of(regrading: Regrading, user: User) -> Any:
    rows = regrading.grades.filter(attempt__enrolment__user=user).order_by("attempt__enrolment_id", "attempt__number")
    return rows.select_related("attempt__enrolment")


def regrade_letter(words: dict[str, Any], address: str) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=_("Your answers to a quiz were marked anew"),
        body=render_to_string("mail/regraded.txt", words),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("mail/regraded.html", words), "text/html")
    return message


def words_of(regrading: Regrading, grades: list[AttemptGrade]) -> dict[str, Any]:
    academy = AcademySettings.of_default_site()
    return {
        "academy": {"name": academy.wording("name") or settings.WAGTAIL_SITE_NAME, "issuer": academy.wording("issuer")},
        "site_url": settings.WAGTAILADMIN_BASE_URL,
        "regrading": regrading,
        "course": grades[-1].attempt.enrolment.course_title,
        "facts": [fact(grade, grade_before(grade)) for grade in grades],
        "result_url": absolute("attempt_result", grades[-1].attempt_id),
        "record_url": record_url(grades),
    }


def grade_before(grade: AttemptGrade) -> AttemptGrade | None:
    """By when it was written: a regrade soon after another may bear the same date."""
    return grade.attempt.grades.filter(pk__lt=grade.pk).last()


def fact(grade: AttemptGrade, earlier: AttemptGrade | None) -> tuple[str, str]:
    """(“Attempt 2”, “50 % → 100 %, passed”)"""
    told = f"{percent_words(earlier.fraction)} → " if earlier else ""
    passed = _("passed") if grade.passed else _("not passed")
    return _("Attempt %(number)d") % {
        "number": grade.attempt.number
    }, f"{told}{percent_words(grade.fraction)}, {passed}"


def record_url(grades: list[AttemptGrade]) -> str:
    """Where the record waits for a name to print; "" where the course is not finished or has its record."""
    enrolments = {grade.attempt.enrolment_id for grade in grades}
    finished = CourseCompletion.objects.filter(enrolment__in=enrolments)
    waiting = finished.exclude(pk__in=Certificate.objects.values("completion")).first()
    return absolute("finish", waiting.enrolment_id) if waiting else ""


def absolute(view: str, *args: int) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(view, args=args)
