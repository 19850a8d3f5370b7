from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from .audience import Audience

READERS = [(value, label) for value, label in Audience.choices if value != Audience.EVERYONE]


class RolePath(ClusterableModel, Orderable):
    """A curated list of lessons, out of any courses, for one kind of reader: residents, officials, activists.

    Advice: it locks nothing, and nothing is completed by it but the lessons themselves. Holds no personal data.
    """

    page = ParentalKey("courses.CourseIndexPage", on_delete=models.CASCADE, related_name="role_paths")
    # The id in the file it was planted from; empty for those that editors made.
    starter_id = models.CharField(max_length=100, blank=True, editable=False)
    audience = models.CharField(
        _("audience"),
        max_length=9,
        choices=READERS,
        help_text=_("Shown above the courses when the catalogue is asked for these people."),
    )
    title = models.CharField(_("title"), max_length=120, help_text=_("“For residents”, for example."))
    text = models.TextField(
        _("text"), max_length=300, blank=True, help_text=_("One or two sentences: where this list leads.")
    )

    panels = [
        FieldPanel("audience"),
        FieldPanel("title"),
        FieldPanel("text"),
        InlinePanel("lessons", heading=_("Lessons in their order"), label=_("lesson")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("path")
        verbose_name_plural = _("paths")

    def __str__(self) -> str:
        return self.title


class RolePathLesson(Orderable):
    """A lesson's place in a path. Holds no personal data."""

    path = ParentalKey(RolePath, on_delete=models.CASCADE, related_name="lessons")
    lesson = models.ForeignKey(
        "courses.LessonPage", verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("lesson")]

    class Meta(Orderable.Meta):
        verbose_name = _("lesson of a path")
        verbose_name_plural = _("lessons of a path")

    def __str__(self) -> str:
        return str(self.lesson)
