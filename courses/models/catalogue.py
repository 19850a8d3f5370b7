from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from courses.search import FindableMixin
from quizzes.aliases import NoAliasMixin

from .course import CoursePage


class CourseIndexPage(FindableMixin, NoAliasMixin, Page):
    """The catalogue: the page all courses stand under. Holds no personal data."""

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("One or two sentences above the list of courses."),
    )

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    subpage_types = ["courses.CoursePage"]

    @property
    def courses(self) -> QuerySet[CoursePage]:
        """The public courses in the order of their numbers."""
        return CoursePage.objects.child_of(self).live().public().order_by("number", "path")

    class Meta:
        verbose_name = _("catalogue of courses")
        verbose_name_plural = _("catalogues of courses")
