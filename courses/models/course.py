import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.search import FindableMixin
from quizzes.aliases import NoAliasMixin
from quizzes.translations import OriginalMixin, OriginalsPanel, WordsAloneForm

from .audience import Audience


class CoursePage(FindableMixin, OriginalMixin, NoAliasMixin, Page):
    """A course: lessons and quizzes in order, and the rule that says when it is completed.

    The rule is made of the requirement of each lesson and quiz below it and of `least_grade`. The only personal data
    is the team: who teaches the course.
    """

    # What belongs to the page as it stands, not to a revision: publishing an older revision must not bring it back.
    KEPT_OVER_REVISIONS = ("outline_stamp", "starter_id", "starter_digests")
    SHARED = ("number", "audience", "hours", "ects", "least_grade")
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
        OriginalsPanel("prerequisites", heading=_("Better taken before"), label=_("course")),
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

    base_form_class = WordsAloneForm
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
        """The courses to take before, in the active language. A query each."""
        return [item.course.localized for item in self.original.prerequisites.select_related("course")]

    @property
    def rule(self) -> list[Page]:
        """The activities as the edit view lists them, drafts included, in tree order."""
        if not self.pk:
            return []
        return list(self.get_descendants().specific(defer=False))

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


class CoursePrerequisite(Orderable):
    """Another course that is better taken before. Advice: it locks nothing. Holds no personal data."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="prerequisites")
    course = models.ForeignKey(
        CoursePage,
        verbose_name=_("course"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A course that makes this one easier."),
    )

    panels = [FieldPanel("course")]

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

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="team")
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
