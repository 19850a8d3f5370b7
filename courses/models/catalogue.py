from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from courses.search import FindableMixin
from quizzes.aliases import NoAliasMixin
from quizzes.translations import once_each

from .course import CoursePage


class CourseIndexPage(FindableMixin, NoAliasMixin, Page):
    """The catalogue: the page all courses stand under. Holds no personal data."""

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("One or two sentences above the list of courses."),
    )

    # What was planted into the paths so far: id of the path -> ids of its lessons. So that what an editor took out is
    # not planted again. It belongs to the page as it stands, not to a revision.
    planted_paths = models.JSONField(default=dict, blank=True, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        InlinePanel("role_paths", heading=_("Paths: lessons for one kind of reader"), label=_("path")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    subpage_types = ["courses.CoursePage"]
    exclude_fields_in_copy = ["planted_paths"]

    @property
    def courses(self) -> QuerySet[CoursePage]:
        """The public courses in the order of their numbers, each once: in the active language where it is translated.

        The catalogue is the same in all its languages, whichever of its pages a course stands under.
        """
        below = Q()
        for path, depth in self.get_translations(inclusive=True).values_list("path", "depth"):
            below |= Q(path__startswith=path, depth=depth + 1)
        return once_each(CoursePage.objects.filter(below).live().public()).order_by("number", "path")

    def with_content_json(self, content: dict[str, Any]) -> "CourseIndexPage":
        page = super().with_content_json(content)
        page.planted_paths = self.planted_paths
        return page

    class Meta:
        verbose_name = _("catalogue of courses")
        verbose_name_plural = _("catalogues of courses")
