from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .attempts import Response


class ReflectionRemark(models.Model):
    """What a person said of one answer to an open question: appended, and the newest is what they think now.

    Personal data through the answer; the comment is written about the learner and emptied at erasure.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="remarks")
    # Empty where the question does not count, or where the mark is still to come.
    fraction = models.DecimalField(max_digits=8, decimal_places=7, null=True, blank=True)
    # Plain text; the learner reads it.
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("remark on an open answer")
        verbose_name_plural = _("remarks on open answers")
        # The clocks of two servers may differ: what was written last is the newest.
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fraction__isnull=True) | Q(fraction__gte=0, fraction__lte=1), name="remark_fraction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} · {self.pk}"


class CommentTemplate(models.Model):
    """Words that trainers write under many open answers, kept to be chosen. No personal data."""

    title = models.CharField(_("Title"), max_length=100, help_text=_("How you find it in the list."))
    text = models.TextField(
        _("Text"), max_length=2000, help_text=_("Put before what you type under the answer. Learners read it.")
    )
    # Who may see and use it: everybody who reads answers, or those of one course.
    course_key = models.UUIDField(
        _("For"), null=True, blank=True, help_text=_("The answers of one course, or of all courses.")
    )

    panels = [FieldPanel("title"), FieldPanel("text"), FieldPanel("course_key")]

    class Meta:
        verbose_name = _("comment template")
        verbose_name_plural = _("comment templates")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
