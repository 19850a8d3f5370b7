from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .attempts import QuizAttempt
from .enrolment import Enrolment


class LearnerOverride(models.Model):
    """What one learner was granted in one quiz beyond its rules. Personal data: the reason; erased with the person."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="overrides")
    quiz_key = models.UUIDField()
    # The quiz's title on the day, for lists and for the time after the page is gone.
    title = models.CharField(_("quiz"), max_length=255)
    extra_minutes = models.PositiveSmallIntegerField(_("Extra time, minutes"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("Extra attempts"), default=0)
    # In place of the quiz's own.
    opens_at = models.DateTimeField(_("Opens for this learner"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Closes for this learner"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=255)
    # Who granted or changed it last.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("granted"), default=timezone.now)

    class Meta:
        verbose_name = _("exception for a learner")
        verbose_name_plural = _("exceptions for learners")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "quiz_key"], name="learner_override_once"),
            models.CheckConstraint(
                condition=Q(extra_minutes__gt=0)
                | Q(extra_attempts__gt=0)
                | Q(opens_at__isnull=False)
                | Q(closes_at__isnull=False),
                name="learner_override_grants_something",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="learner_override_closes_after_opening",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="learner_override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.enrolment_id}"


class GapCredit(models.Model):
    """Time given back in a timed attempt for one gap the server saw. Personal data through its attempt."""

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="gap_credits")
    # The last sign of life before the gap, and the first after it.
    gap_from = models.DateTimeField()
    gap_until = models.DateTimeField()
    seconds = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "gap_from"], name="gap_credit_once"),
            models.CheckConstraint(condition=Q(gap_until__gt=F("gap_from")), name="gap_credit_ends_after_beginning"),
            models.CheckConstraint(condition=Q(seconds__gt=0), name="gap_credit_gives_something"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.seconds} s"
