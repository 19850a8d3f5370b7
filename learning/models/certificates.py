import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .completion import CourseCompletion


def record_storage():
    return storages["records"]


class RegisterCounter(models.Model):
    """The last register number given in a year. Its row is locked last in the transaction that issues a record."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def current(self) -> "CertificateQuerySet":
        return self.filter(revoked_at__isnull=True, superseded_at__isnull=True)


class Certificate(models.Model):
    """A completion record as it was issued: every printed word is kept here. Personal data: the holder's name."""

    completion = models.ForeignKey(CourseCompletion, on_delete=models.PROTECT, related_name="certificates")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Year and sequence, 2026-000148: no gaps, never given twice.
    number = models.CharField(_("number"), max_length=16, unique=True)
    # Empty after erasure, unless the holder wished the name kept.
    holder_name = models.CharField(_("name"), max_length=150, blank=True)
    holder_latin_name = models.CharField(_("name in Latin letters"), max_length=150, blank=True)
    name_removed_at = models.DateTimeField(null=True, blank=True)
    course_key = models.UUIDField()
    course_title = models.CharField(_("course"), max_length=255)
    outcomes = models.JSONField(default=list)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, null=True)
    ects = models.DecimalField("ECTS", max_digits=4, decimal_places=2, null=True)
    fraction = models.DecimalField(_("result"), max_digits=8, decimal_places=7, null=True)
    completed_on = models.DateField(_("completed on"))
    issuer = models.CharField(_("issuer"), max_length=255)
    signatory = models.CharField(_("signatory"), max_length=150, blank=True)
    signatory_position = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=10, default="uk")
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    # Who pressed the button, when it was not the learner.
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Shown to whoever verifies the record: no personal data in it.
    revoke_reason = models.CharField(_("reason"), max_length=255, blank=True)
    # Set on the old record when a corrected one is issued under a new number.
    superseded_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    supersede_reason = models.CharField(_("reason"), max_length=255, blank=True)
    # Drawn once, after commit; never drawn again.
    pdf = models.FileField(storage=record_storage, upload_to="%Y", max_length=100, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("completion record")
        verbose_name_plural = _("completion records")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["completion"],
                condition=Q(revoked_at__isnull=True, superseded_at__isnull=True),
                name="certificate_one_current",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoke_reason=""), name="certificate_revoked_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(pdf="", pdf_sha256="") | (~Q(pdf="") & ~Q(pdf_sha256="")), name="certificate_pdf_with_hash"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> str:
        """`valid`, `revoked` or `superseded`: derived from the dates, in the order a reader needs to know."""
        if self.revoked_at:
            return "revoked"
        return "superseded" if self.superseded_at else "valid"
