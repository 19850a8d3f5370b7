from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enrolment import Enrolment


class SectionCompletion(models.Model):
    """A section of a lesson marked as done, once. Personal data through its enrolment."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="sections")
    lesson_key = models.UUIDField()
    section_id = models.CharField(max_length=36)
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key", "section_id"], name="section_completed_once"),
        ]

    def __str__(self) -> str:
        return self.section_id


class CheckResponse(models.Model):
    """The latest answer to one check-yourself question; never graded. Personal data: the answer; emptied at erasure."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="checks")
    lesson_key = models.UUIDField()
    block_id = models.CharField(max_length=36)
    answer = models.JSONField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key", "block_id"], name="check_response_once"),
        ]

    def __str__(self) -> str:
        return self.block_id


class ActivityCompletion(models.Model):
    """The dated fact that a lesson or quiz was completed. Never deleted by an edit of the content."""

    class Source(models.TextChoices):
        ONLINE = "online", _("online")
        IN_PERSON = "in_person", _("in person")
        # The quiz was passed instead of the lesson: none of its sections is said to be read.
        TEST_OUT = "test_out", _("by its quiz")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="activities")
    activity_key = models.UUIDField()
    kind = models.CharField(max_length=6, choices=[("lesson", _("lesson")), ("quiz", _("quiz"))])
    # The title on the day, so that the record stays readable when the page is renamed or gone.
    title = models.CharField(max_length=255)
    source = models.CharField(max_length=9, choices=Source, default=Source.ONLINE)
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity_key"], name="activity_completed_once"),
        ]
        indexes = [
            # the overview: how many completed each activity
            models.Index(fields=["activity_key"], name="activity_completion_activity"),
        ]

    def __str__(self) -> str:
        return self.title


class CourseCompletion(models.Model):
    """The dated fact that a course's rule was met, with the outline that was met. Never withdrawn by a later rule."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="completion")
    # The outline as it was met: activities with title, requirement, when completed and with what fraction; and the
    # hours, ECTS and outcomes the course promised that day, for the record.
    outline = models.JSONField()
    # The course's result, 0..1, or nothing for a course without a graded quiz.
    fraction = models.DecimalField(max_digits=8, decimal_places=7, null=True)
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fraction__isnull=True) | models.Q(fraction__gte=0, fraction__lte=1),
                name="course_completion_fraction",
            ),
        ]

    def __str__(self) -> str:
        return str(self.enrolment)
