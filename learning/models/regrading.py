from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import QuizPage, QuizVersion

from .attempts import QuizAttempt


class Regrading(models.Model):
    """One decision to mark the submitted attempts of a quiz anew. No personal data but who decided it."""

    # The key of the form it was asked with: pressed twice, it is one decision.
    key = models.UUIDField(unique=True)
    quiz_key = models.UUIDField()
    quiz = models.ForeignKey(QuizPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The title on the day, so that the decision stays readable when the page is gone.
    title = models.CharField(max_length=255)
    # What the chosen questions are marked by. Each grade names the version that came of it for its attempt.
    marked_by = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="+")
    # Ids of the questions marked anew; empty for all.
    questions = models.JSONField(null=True, blank=True)
    # Primary keys of the versions whose attempts are meant; empty for all.
    versions = models.JSONField(null=True, blank=True)
    # With this nobody's grade falls.
    only_up = models.BooleanField(default=True)
    # Learners read it.
    reason = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    # Empty while the attempts are being marked.
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")

    def __str__(self) -> str:
        return self.title

    @property
    def chosen(self) -> frozenset[str] | None:
        return None if self.questions is None else frozenset(self.questions)


class QuestionSwitch(models.Model):
    """A learner took the corrected wording of one question into a running attempt. Personal data through the attempt.

    The first row's `before` is the version the attempt began on.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="switches")
    question_id = models.CharField(max_length=36)
    before = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="+")
    # Whether an answer was there that the corrected question could not bear.
    cleared_answer = models.BooleanField(default=False)
    switched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["switched_at", "pk"]

    def __str__(self) -> str:
        return self.question_id
