"""What a course has several of: courses to take before, people who teach it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class CoursePrerequisite(Orderable):
    """Another course to take before: advice that locks nothing, or required. Holds no personal data."""

    page = ParentalKey("courses.CoursePage", on_delete=models.CASCADE, related_name="prerequisites")
    course = models.ForeignKey(
        "courses.CoursePage",
        verbose_name=_("course"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A course that makes this one easier."),
    )
    required = models.BooleanField(
        _("required"),
        default=False,
        help_text=_("This course opens only after that one. Otherwise it is advice."),
    )

    panels = [FieldPanel("course"), FieldPanel("required")]

    class Meta(Orderable.Meta):
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")

    def __str__(self) -> str:
        return self.course.title

    def clean(self) -> None:
        super().clean()
        if self.course_id and self.course_id == self.page_id:
            raise ValidationError({"course": _("A course cannot come before itself.")})


def people_of_the_admin() -> models.Q:
    """Whom a team may be made of: a course form must not list every learner."""
    return models.Q(is_superuser=True) | models.Q(groups__permissions__codename="access_admin")


class CourseTeamMember(Orderable):
    """Who teaches a course: may edit it and is named on its page. Personal data: a person and what they do."""

    page = ParentalKey("courses.CoursePage", on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="course_teams",
        limit_choices_to=people_of_the_admin,
        help_text=_("Someone with an account for this editor."),
    )
    role = models.CharField(
        _("role"), max_length=100, blank=True, help_text=_("As shown on the course page: “trainer”, “lawyer”.")
    )

    panels = [FieldPanel("user"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("member of the course team")
        verbose_name_plural = _("course team")
        constraints = [models.UniqueConstraint(fields=["page", "user"], name="course_team_member_once")]

    def __str__(self) -> str:
        return str(self.user)
