from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from quizzes.aliases import NoAliasMixin
from quizzes.translations import once_each

from .course import CoursePage


class CourseIndexPage(NoAliasMixin, Page):
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
        """The public courses in the order of their numbers, each once: in the active language where it is translated.

        The catalogue is the same in all its languages, whichever of its pages a course stands under.
        """
        below = Q()
        for path, depth in self.get_translations(inclusive=True).values_list("path", "depth"):
            below |= Q(path__startswith=path, depth=depth + 1)
        return once_each(CoursePage.objects.filter(below).live().public()).order_by("number", "path")

    class Meta:
        verbose_name = _("catalogue of courses")
        verbose_name_plural = _("catalogues of courses")
