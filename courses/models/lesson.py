import datetime
import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.blocks import LessonBody
from courses.checks import check_questions
from courses.months import months_later
from courses.search import FindableMixin
from quizzes.activities import ActivityForm, ActivityMixin
from quizzes.definitions import QuestionDefinition
from quizzes.translations import OriginalsPanel
from quizzes.unlock_rules import UnlockRule

from .audience import Audience
from .course import CoursePage
from .law import LegalAct, LegalActTitle


class LessonPage(FindableMixin, ActivityMixin, Page):
    """One training module: a goal, sections to read and do, and the law it rests on. Holds no personal data.

    A lesson is complete when all its sections are marked as done; its quiz is an activity of its own, below it.
    """

    # What belongs to the page as it stands, not to a revision: publishing an older revision must not bring it back.
    KEPT_OVER_REVISIONS = ("body_stamp", "starter_id")
    SHARED = ("audience", "minutes", "requirement", "group", "checked_on", "review_months")
    ORIGINALS_ALONE = ("legal_sources", "unlock_rules")

    goal = models.TextField(
        _("goal"), max_length=400, help_text=_("One sentence: what the learner will understand or be able to do.")
    )
    audience = models.CharField(
        _("audience"),
        max_length=9,
        choices=Audience,
        default=Audience.EVERYONE,
        help_text=_("Whom the lesson is written for. Others may read it too."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=45,
        validators=[MinValueValidator(1)],
        help_text=_("How long reading, the exercise and the quiz take together."),
    )
    body = StreamField(
        LessonBody(),
        verbose_name=_("sections"),
        help_text=_("Four to six sections, each worth five to ten minutes. Learners mark each of them as done."),
    )
    checked_on = models.DateField(
        _("norms checked on"),
        null=True,
        blank=True,
        help_text=_("When a lawyer last compared the lesson with the law in force. Empty: not yet."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("check again after, months"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Then the lesson is listed among those due for review. Sooner, if an act it names changes."),
    )
    # The id in the course's folder (see `courses.portable`): how an import finds the page again, whatever its title.
    starter_id = models.CharField(
        _("id in the course folder"),
        max_length=100,
        blank=True,
        help_text=_("Set by the import; later imports of the same folder update this lesson."),
    )

    # Names what the lesson's sections look like. Set anew whenever something that shows in them changes, also a linked
    # page, image, document or act; the rendered body is kept under it, so that reading one costs no query.
    body_stamp = models.UUIDField(default=uuid.uuid4, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("goal"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("audience")], heading=_("At a glance")),
        InlinePanel("outcomes", heading=_("What the learner will be able to do"), label=_("outcome")),
        FieldPanel("body"),
        OriginalsPanel("legal_sources", heading=_("Legal sources"), label=_("source")),
        MultiFieldPanel(
            [FieldPanel("checked_on"), FieldPanel("review_months")], heading=_("Compared with the law in force")
        ),
        *ActivityMixin.activity_panels,
    ]
    settings_panels = [*Page.settings_panels, FieldPanel("starter_id", read_only=True)]
    search_fields = [
        *Page.search_fields,
        index.SearchField("goal"),
        index.SearchField("body"),
        index.RelatedFields("outcomes", [index.SearchField("text")]),
        index.RelatedFields(
            "legal_sources",
            [
                index.RelatedFields("act", [index.SearchField("title"), index.SearchField("number")]),
                index.SearchField("articles"),
            ],
        ),
        index.SearchField("cited_by_original"),
        index.FilterField("audience"),
    ]
    found_within = True
    found_unseen = ("cited_by_original",)

    base_form_class = ActivityForm
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["quizzes.QuizPage"]
    exclude_fields_in_copy = ["starter_id", "body_stamp"]

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet["LessonPage"]:
        """With the acts, which Wagtail would ask for one by one."""
        return super().get_indexed_objects().prefetch_related("legal_sources__act")

    @cached_property
    def course(self) -> CoursePage:
        """The course this lesson stands in. One query."""
        return CoursePage.objects.ancestor_of(self).get()

    @property
    def review_due_on(self) -> datetime.date | None:
        """When the norms are to be checked again; nothing where they never were, which is due already."""
        return months_later(self.checked_on, self.review_months) if self.checked_on else None

    @property
    def sources(self) -> list["LegalSource"]:
        """As this page has them, saved or not; a translation has the original's. Each with its act's `name` in the
        language of the page, or as it is in the register, and then `language`."""
        page, code = self.original if self.is_translation else self, self.locale.language_code
        sources = list(page.legal_sources.all())
        titles = LegalActTitle.objects.filter(language=code, act__in=[source.act_id for source in sources])
        names = dict(titles.values_list("act_id", "title"))
        for source in sources:
            source.name = names.get(source.act_id, source.act.title)
            is_named = source.act_id in names or code == settings.LANGUAGE_CODE
            source.language = "" if is_named else settings.LANGUAGE_CODE
        return sources

    def cited_by_original(self) -> list[str]:
        """What a translation is found by besides its own words: the acts, in its language and in the register's."""
        sources = self.sources if self.is_translation else []
        return [f"{source.name}. {source.act.title}. {source.act.number}. {source.articles}" for source in sources]

    def checks(self) -> dict[str, QuestionDefinition]:
        """The check-yourself questions by the id of their block. They hold the right answers: not for templates."""
        return dict(check_questions(self.body))

    def with_content_json(self, content: dict[str, Any]) -> "LessonPage":
        page = super().with_content_json(content)
        for name in self.KEPT_OVER_REVISIONS:
            setattr(page, name, getattr(self, name))
        return page

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")


class LearningOutcome(Orderable):
    """One thing a learner can do after the lesson. Holds no personal data."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="outcomes")
    text = models.CharField(
        _("outcome"), max_length=250, help_text=_("Begin with a verb: “name the seven parts of the system…”")
    )

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("learning outcome")
        verbose_name_plural = _("learning outcomes")

    def __str__(self) -> str:
        return self.text


class LegalSource(Orderable):
    """An act a lesson rests on, with the articles it uses. Holds no personal data."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="legal_sources")
    # PROTECT: a lesson must not lose its source without anybody noticing.
    act = models.ForeignKey(LegalAct, verbose_name=_("legal act"), on_delete=models.PROTECT, related_name="sources")
    articles = models.CharField(
        _("articles"), max_length=250, blank=True, help_text=_("The articles the lesson uses: 2, 4–6, 10.")
    )

    panels = [FieldPanel("act"), FieldPanel("articles")]

    class Meta(Orderable.Meta):
        verbose_name = _("legal source")
        verbose_name_plural = _("legal sources")

    def __str__(self) -> str:
        return str(self.act)

    @property
    def changed_since_check(self) -> bool:
        """Whether the act changed after a lawyer saw the lesson: a check on the day of the change has seen it."""
        changed_on, checked_on = self.act.changed_on, self.page.checked_on
        return bool(changed_on and checked_on and changed_on > checked_on)


class LessonUnlockRule(UnlockRule):
    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="unlock_rules")

    class Meta(UnlockRule.Meta):
        pass
