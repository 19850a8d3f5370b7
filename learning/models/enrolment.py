from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def of_people(self) -> "EnrolmentQuerySet":
        """Those of accounts, and of people since erased: what staff count. Guests are counted only when asked for."""
        return self.filter(guest_key="")

    def of_guests(self) -> "EnrolmentQuerySet":
        return self.exclude(guest_key="")


class Enrolment(models.Model):
    """One time through one course, by a user, a guest, or (after erasure) nobody. Personal data: who, and when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="enrolments"
    )
    # A guest's random key, kept in the session; empty for people. Never a Django login.
    guest_key = models.CharField(max_length=43, blank=True, default="", editable=False)
    # What the course is: its page's translation key, kept by moves and shared by translations.
    course_key = models.UUIDField(_("course key"))
    # The page, for joins; a deleted page leaves the record standing.
    course = models.ForeignKey(
        "courses.CoursePage", null=True, blank=True, on_delete=models.SET_NULL, db_constraint=True, related_name="+"
    )
    course_title = models.CharField(_("course"), max_length=255)
    # 1, or 2 for a second time through.
    number = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    # Cached from the learner's writes, so that lists sort without a join; recompute_enrolments makes it anew.
    last_activity_at = models.DateTimeField(_("last activity"), default=timezone.now)
    # Where to go on: {"lesson": key, "section": id} or {"quiz": key, "attempt": id, "question": id}.
    last_place = models.JSONField(default=dict, blank=True)
    # Cached from the facts: whole percent of the outline's steps; recompute_enrolments makes it anew.
    progress_percent = models.PositiveSmallIntegerField(_("progress"), default=0)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "course_key", "number"], condition=Q(user__isnull=False), name="enrolment_once_per_user"
            ),
            models.UniqueConstraint(
                fields=["guest_key", "course_key", "number"],
                condition=~Q(guest_key=""),
                name="enrolment_once_per_guest",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest_key="", erased_at__isnull=True)
                | (Q(user__isnull=True, erased_at__isnull=True) & ~Q(guest_key=""))
                | Q(user__isnull=True, guest_key="", erased_at__isnull=False),
                name="enrolment_of_user_or_guest_or_erased",
            ),
            models.CheckConstraint(condition=Q(progress_percent__lte=100), name="enrolment_progress_percent"),
        ]
        indexes = [
            # the staff report: one course, newest activity first
            models.Index(fields=["course_key", "-last_activity_at"], name="enrolment_course_activity"),
            # the nightly sweep of idle guests
            models.Index(fields=["last_activity_at"], condition=~Q(guest_key=""), name="enrolment_idle_guests"),
        ]

    def __str__(self) -> str:
        return f"{self.course_title} · {self.number}"


class LearnerWrite(models.Model):
    """One write a learner's device asked for, so that asking again gives the same answer. No personal data."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="writes")
    key = models.CharField(max_length=64)
    # SHA-256 of what was asked: the same key with another payload is refused.
    payload_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(F("enrolment"), F("key"), name="learner_write_once"),
        ]

    def __str__(self) -> str:
        return self.key
