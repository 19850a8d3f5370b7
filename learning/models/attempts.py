from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.definitions import QuizDefinition
from quizzes.models import QuizVersion

from .enrolment import Enrolment


class QuizAttemptQuerySet(models.QuerySet["QuizAttempt"]):
    def in_progress(self) -> "QuizAttemptQuerySet":
        return self.filter(submitted_at__isnull=True, closed_at__isnull=True)

    def submitted(self) -> "QuizAttemptQuerySet":
        return self.filter(submitted_at__isnull=False)


class QuizAttempt(models.Model):
    """One try at a quiz. Personal data through its enrolment.

    Bound to the version it started on; while it runs, its learner may take the corrected wording of a question into it
    (see `QuestionSwitch`).
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="attempts")
    quiz_key = models.UUIDField()
    title = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    # The order of questions and choices comes from the seed and is kept as it was shown.
    seed = models.BigIntegerField()
    layout = models.JSONField()
    started_at = models.DateTimeField(default=timezone.now)
    # The last save the server stored; what «saved at» shows.
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # What was promised at the start: minutes, those granted to this learner alone, what a breakdown gives back at most,
    # and the closing date. A later change of the quiz's limit does not reach a running attempt.
    time_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    credit_cap = models.PositiveSmallIntegerField(default=0)
    closes_at = models.DateTimeField(null=True, blank=True)
    # When it ends by itself, reckoned from the four above, the start and the gap credits by `learning.timing`. It only
    # ever moves on. Empty: the attempt waits for its learner for ever.
    deadline_at = models.DateTimeField(null=True, blank=True)
    # The last sign of life of a timed attempt's page. Empty until the first one, and for a page without JavaScript.
    seen_at = models.DateTimeField(null=True, blank=True)
    # Set when a merge of two accounts' work left this attempt behind another: kept, never graded.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = QuizAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "quiz_key", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment", "quiz_key"],
                condition=Q(submitted_at__isnull=True, closed_at__isnull=True),
                name="attempt_one_in_progress",
            ),
        ]
        indexes = [
            # the impact of an edit, and the statistics: attempts of one quiz
            models.Index(fields=["quiz_key", "submitted_at"], name="attempt_quiz_submitted"),
            # the sweep of attempts whose time is up
            models.Index(
                fields=["deadline_at"],
                condition=Q(submitted_at__isnull=True, closed_at__isnull=True, deadline_at__isnull=False),
                name="attempt_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"

    @property
    def definition(self) -> QuizDefinition:
        """What this attempt was asked: of the quiz's version the questions its layout names."""
        return self.version.read().only(self.layout["questions"])

    @property
    def is_in_progress(self) -> bool:
        return self.submitted_at is None and self.closed_at is None

    @property
    def ended_by_time(self) -> bool:
        """Nobody handed it in before its end: what was saved by then was graded."""
        return self.submitted_at is not None and self.submitted_at == self.deadline_at


class ResponseQuerySet(models.QuerySet["Response"]):
    def for_review(self) -> "ResponseQuerySet":
        """Open answers that people read."""
        return self.filter(for_review_at__isnull=False)

    def waiting(self) -> "ResponseQuerySet":
        return self.filter(for_review_at__isnull=False, reviewed_at__isnull=True)


class Response(models.Model):
    """What the learner answered to one question of an attempt. Personal data: the answer; emptied at erasure."""

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="responses")
    question_id = models.CharField(max_length=36)
    # Which wording and key the answer belongs to, so that statistics of an edited question start anew.
    question_digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    # Grows with every stored change; an older save never overwrites a newer one.
    sequence = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    # With feedback at once: from here on the answer is final.
    checked_at = models.DateTimeField(null=True, blank=True)
    # Of what a person marks: the newest mark they gave, and empty until then.
    fraction = models.DecimalField(max_digits=8, decimal_places=7, null=True, blank=True)
    # One line for staff and statistics.
    summary = models.TextField(blank=True)
    # An open reflection compared by the learner with the model answer: 2 the main things, 1 some, 0 will think again.
    self_assessment = models.PositiveSmallIntegerField(null=True, blank=True)
    # When an open answer came before those who read them. Empty where nobody has to, and after erasure.
    for_review_at = models.DateTimeField(null=True, blank=True)
    # When they had said what was to be said; empty while the answer waits.
    reviewed_at = models.DateTimeField(null=True, blank=True)
    # Cached from the definition of the grade that counts: whether this answer's mark is a person's to give.
    # `recompute_reviews` makes it anew.
    is_to_be_marked = models.BooleanField(default=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question_id"], name="response_once"),
            models.CheckConstraint(
                condition=Q(fraction__isnull=True) | Q(fraction__gte=0, fraction__lte=1), name="response_fraction"
            ),
            models.CheckConstraint(
                condition=Q(self_assessment__isnull=True) | Q(self_assessment__lte=2), name="response_self_assessment"
            ),
        ]
        indexes = [
            # question health: all answers to one wording of one question
            models.Index(fields=["question_digest"], name="response_question_digest"),
            # the queue of open answers: those that count first, the oldest first
            models.Index(
                F("is_to_be_marked").desc(),
                "for_review_at",
                condition=Q(for_review_at__isnull=False, reviewed_at__isnull=True),
                name="response_waits",
            ),
        ]

    def __str__(self) -> str:
        return self.question_id


class AttemptGrade(models.Model):
    """An opinion about an attempt, dated and appended; the newest counts. Earlier ones stay readable."""

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="grades")
    graded_against = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="+")
    fraction = models.DecimalField(max_digits=8, decimal_places=7)
    mark = models.DecimalField(max_digits=12, decimal_places=5)
    max_mark = models.DecimalField(max_digits=12, decimal_places=5)
    passed = models.BooleanField()
    # Empty when the engine graded by itself.
    grader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=255, blank=True)
    # The decision it came of, where the attempt was marked anew.
    regrading = models.ForeignKey(
        "learning.Regrading", null=True, blank=True, on_delete=models.PROTECT, related_name="grades"
    )
    graded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["graded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fraction__gte=0, fraction__lte=1), name="attempt_grade_fraction"),
        ]

    def __str__(self) -> str:
        return f"{self.fraction * Decimal(100):.1f} %"

    def definition_for(self, attempt: QuizAttempt) -> QuizDefinition:
        """What the answers of its attempt were marked by; handed over, because callers have it."""
        return self.graded_against.read().only(attempt.layout["questions"])
