from django.db import models
from django.utils.translation import gettext_lazy as _


class QuizHealth(models.Model):
    """How a quiz and its questions measured when last counted. No personal data: an answer in somebody's own words
    stands here only if several learners gave it.

    The whole row is a cache of the submitted attempts, their responses and grades (`selectors.health_facts.tally`);
    recompute_question_health makes it anew and proves it equal.
    """

    quiz_key = models.UUIDField(unique=True)
    # {"attempts": all of them, "asked": {question key: what it asks},
    #  "first" | "best" | "all": {"editions": […], "questions": {question key: its numbers}}}
    numbers = models.JSONField(default=dict)
    # What lists show: all attempts counted; from first attempts at the newest edition the questions to check, and the
    # worst of them.
    attempts = models.PositiveIntegerField(default=0)
    to_check = models.PositiveSmallIntegerField(default=0)
    worst = models.CharField(max_length=255, blank=True)
    # Empty before the first count.
    counted_at = models.DateTimeField(null=True, blank=True)
    # Since when something has been waiting to be counted.
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question health")
        verbose_name_plural = _("question health")

    def __str__(self) -> str:
        return str(self.quiz_key)
