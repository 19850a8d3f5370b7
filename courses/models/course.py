import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.search import FindableMixin
from quizzes.activities import kept
from quizzes.aliases import NoAliasMixin
from quizzes.publishing import faults_made_by, refuse_faults
from quizzes.translations import OriginalMixin, OriginalsPanel, WordsAloneForm

from .audience import Audience


class Order(models.TextChoices):
    FREE = "free", _("In any order")
    IN_TURN = "in_turn", _("One after another")


class CourseForm(WordsAloneForm):
    """What is published can be completed, as far as the course itself decides it."""

    def is_valid(self) -> bool:
        return super().is_valid() and (self.is_deferred_validation or not self.refused())

    def refused(self) -> bool:
        if rows := self.formsets.get("prerequisites"):
            self.instance.prerequisites_as_sent = [form.instance for form in kept(rows)]
        faults = faults_made_by(self.instance)
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault.message)
        return bool(faults)


class CoursePage(FindableMixin, OriginalMixin, NoAliasMixin, Page):
    """A course: lessons and quizzes in order, and the rule that says when it is completed.

    The rule is made of the requirement of each lesson and quiz below it and of `least_grade`. The only personal data
    is the team: who teaches the course.
    """

    # What belongs to the page as it stands, not to a revision: publishing an older revision must not bring it back.
    KEPT_OVER_REVISIONS = ("outline_stamp", "starter_id", "starter_digests")
    SHARED = ("number", "audience", "hours", "ects", "order", "least_grade")
    ORIGINALS_ALONE = ("prerequisites", "team")

    number = models.PositiveSmallIntegerField(
        _("number"), default=0, help_text=_("The course's place in the catalogue: 1 stands first.")
    )
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("One or two sentences for the catalogue and for search engines.")
    )
    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link", "document-link", "ol", "ul"],
        help_text=_("What the course is about and how it is meant to be taken."),
    )
    audience = models.CharField(
        _("audience"),
        max_length=9,
        choices=Audience,
        default=Audience.EVERYONE,
        help_text=_("Whom the course is written for. Others may take it too."),
    )
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(0)],
        help_text=_("How long the whole course takes, in hours. Printed on the completion record."),
    )
    ects = models.DecimalField(
        _("ECTS credits"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Printed on the completion record. Leave empty if the course carries no credits."),
    )
    order = models.CharField(
        _("order"),
        max_length=7,
        choices=Order,
        default=Order.FREE,
        help_text=_("One after another: each lesson and quiz opens when all before it that count are completed."),
    )
    least_grade = models.PositiveSmallIntegerField(
        _("least final grade, %"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("The mean of the quizzes that count must reach it. Leave empty if passing each quiz is enough."),
    )
    # The id in the course's folder (see `courses.portable`): how an import finds the page again, whatever its title.
    starter_id = models.CharField(
        _("id in the course folder"),
        max_length=100,
        blank=True,
        help_text=_("Set by the import; later imports of the same folder update this course."),
    )
    # What the last import brought: lesson file -> digest. An import changes only what changed in the folder since,
    # and so leaves alone what trainers changed here.
    starter_digests = models.JSONField(default=dict, blank=True, editable=False)
    # Names the state of the course's outline. Set anew by `courses.signal_handlers` whenever something that shows in
    # the outline changes; the cached outline is found by it, so that reading one costs no query.
    outline_stamp = models.UUIDField(default=uuid.uuid4, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("number"), FieldPanel("audience"), FieldPanel("hours"), FieldPanel("ects")],
            heading=_("At a glance"),
        ),
        FieldPanel("introduction"),
        InlinePanel("outcomes", heading=_("What the learner will be able to do"), label=_("outcome")),
        MultiFieldPanel(
            [HelpPanel(template="courses/panels/completion_rule.html"), FieldPanel("least_grade")],
            heading=_("When the course is completed"),
        ),
        FieldPanel("order"),
        OriginalsPanel("prerequisites", heading=_("Courses to take before"), label=_("course")),
        OriginalsPanel("team", heading=_("Course team"), label=_("member")),
    ]
    settings_panels = [*Page.settings_panels, FieldPanel("starter_id", read_only=True)]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("introduction"),
        index.RelatedFields("outcomes", [index.SearchField("text")]),
        index.FilterField("audience"),
        index.FilterField("number"),
    ]

    base_form_class = CourseForm
    parent_page_types = ["courses.CourseIndexPage"]
    # The order in which people meet them, which is also what a trainer changes.
    admin_default_ordering = "ord"
    subpage_types = ["courses.LessonPage", "quizzes.QuizPage"]
    exclude_fields_in_copy = ["starter_id", "starter_digests", "outline_stamp"]

    @property
    def key(self) -> str:
        return str(self.translation_key)

    @property
    def better_before(self) -> list["CoursePage"]:
        """The courses that are advised before, in the active language. A query each."""
        return self.courses_before(required=False)

    @property
    def needed_before(self) -> list["CoursePage"]:
        """The courses without which this one does not open. A query each."""
        return self.courses_before(required=True)

    def courses_before(self, *, required: bool) -> list["CoursePage"]:
        rows = self.original.prerequisites.filter(required=required).select_related("course")
        return [item.course.localized for item in rows]

    @property
    def rule(self) -> list[Page]:
        """The activities as the edit view lists them, drafts included, in tree order."""
        if not self.pk:
            return []
        return list(self.get_descendants().specific(defer=False))

    @property
    def current_prerequisites(self) -> list[Any]:
        """As the page in memory has them, or as its form was sent."""
        sent = self.__dict__.get("prerequisites_as_sent")
        return list(self.prerequisites.all()) if sent is None else sent

    def save(self, *args: Any, clean: bool = True, **kwargs: Any) -> None:
        """What goes live is checked also when no form was asked: scheduled publishing, imports, code."""
        if clean and self.live:
            refuse_faults(self)
        super().save(*args, clean=clean, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "CoursePage":
        page = super().with_content_json(content)
        for name in self.KEPT_OVER_REVISIONS:
            setattr(page, name, getattr(self, name))
        return page

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.UniqueConstraint(
                fields=["starter_id"], condition=~models.Q(starter_id=""), name="course_starter_id_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(least_grade__isnull=True) | models.Q(least_grade__gte=1, least_grade__lte=100),
                name="course_least_grade_percent",
            ),
        ]


class CourseOutcome(Orderable):
    """One thing a learner can do after the course. Printed on the completion record. Holds no personal data."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="outcomes")
    text = models.CharField(
        _("outcome"), max_length=250, help_text=_("Begin with a verb: “find who in the community decides…”")
    )

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("outcome of the course")
        verbose_name_plural = _("outcomes of the course")

    def __str__(self) -> str:
        return self.text
