from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from courses.search import FindableMixin

from .law import LegalAct

TERM_ID = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Latin letters, digits and hyphens: kvorum, biudzhet-uchasti.")
)


class Term(FindableMixin, index.Indexed, models.Model):
    """A word that lessons use and explain: one row however many lessons. Holds no personal data."""

    word = models.CharField(_("term"), max_length=80, unique=True, help_text=_("As in a dictionary: “quorum”."))
    # What lessons and course folders name it by, so it stays when the word is corrected, and after a new import.
    slug = models.CharField(
        _("id"),
        max_length=80,
        unique=True,
        validators=[TERM_ID],
        help_text=_("Names the term for ever, in lessons and in course folders: “kvorum”. It cannot be changed later."),
    )
    definition = models.TextField(
        _("explanation"), max_length=400, help_text=_("One or two sentences, shown beside the word in a lesson.")
    )
    more = RichTextField(
        _("more about it"),
        blank=True,
        features=["bold", "italic", "link", "document-link", "ol", "ul"],
        help_text=_("Shown on the glossary page only: an example, what it is often confused with."),
    )
    forms = models.CharField(
        _("other names and forms"),
        max_length=300,
        blank=True,
        help_text=_("What people may look for instead, with commas between: short forms, other spellings."),
    )
    # PROTECT: an explanation must not lose its source without anybody noticing.
    act = models.ForeignKey(
        LegalAct,
        verbose_name=_("legal act"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terms",
        help_text=_("Where the law says so, if it does."),
    )
    articles = models.CharField(_("articles"), max_length=100, blank=True, help_text=_("1, 6"))

    panels = [
        FieldPanel("word"),
        FieldPanel("slug"),
        FieldPanel("definition"),
        FieldPanel("more"),
        FieldPanel("forms"),
        MultiFieldPanel([FieldPanel("act"), FieldPanel("articles")], heading=_("Source")),
    ]
    search_fields = [
        index.SearchField("word", boost=2),
        index.AutocompleteField("word"),
        index.SearchField("forms"),
        index.AutocompleteField("forms"),
        index.SearchField("definition"),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    def get_absolute_url(self) -> str:
        return f"{GlossaryPage.objects.live().public().first().url}#{self.slug}"

    @classmethod
    def findable(cls) -> models.QuerySet["Term"]:
        """They are shown on the glossary page, so as long as there is one."""
        return cls.objects.all() if GlossaryPage.objects.live().public().exists() else cls.objects.none()

    def clean(self) -> None:
        super().clean()
        if self.pk and not type(self).objects.filter(pk=self.pk, slug=self.slug).exists():
            raise ValidationError({"slug": _("Lessons name the term by its id: it cannot be changed.")})

    @property
    def source(self) -> str:
        """“№ 280/97-ВР, art. 1, 6”, or the act's title where it has no number; nothing without an act."""
        if not self.act:
            return ""
        act = self.act.numbered or self.act.title
        return gettext("%(act)s, art. %(articles)s") % {"act": act, "articles": self.articles} if self.articles else act


class GlossaryPage(Page):
    """All terms in the order of the alphabet, each with the lessons that use it. Holds no personal data."""

    intro = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("One or two sentences above the list of terms.")
    )

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")
