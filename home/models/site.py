from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site
from wagtail.search import index

from courses.models import CourseIndexPage, LessonPage
from courses.search import FindableMixin
from home.blocks import PathBlock, PromiseBlock, StandardBody, StepBlock

from .news import NewsIndexPage, NewsPage

NEWS_ON_FRONT = 3


class FooterGroup(models.TextChoices):
    """What a page in the footer is about: the people behind the academy, or this site."""

    CENTRE = "centre", _("about the organisation")
    SITE = "site", _("about the site")


class HomePage(Page):
    """The front page: who this is for, where to begin, how it works, and a place to check a record."""

    hero_title = models.CharField(
        _("headline"), max_length=120, help_text=_("The first words a visitor reads: what they will be able to do.")
    )
    lede = models.TextField(
        _("below the headline"), max_length=400, blank=True, help_text=_("Two or three short sentences.")
    )
    start_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("start button leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Best a lesson that can be read at once. Empty: the first lesson of all."),
    )
    start_label = models.CharField(
        _("start button"), max_length=60, blank=True, help_text=_("Empty: “Start learning”.")
    )
    promises = StreamField([("promise", PromiseBlock())], verbose_name=_("promises"), blank=True, max_num=4)
    paths_title = models.CharField(_("heading"), max_length=120, blank=True)
    paths = StreamField([("path", PathBlock())], verbose_name=_("paths"), blank=True, max_num=6)
    steps_title = models.CharField(_("heading"), max_length=120, blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"), blank=True, max_num=6)
    about_title = models.CharField(_("heading"), max_length=120, blank=True)
    about = RichTextField(
        _("about the organisation"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Two or three sentences: who teaches here, and how to ask for help."),
    )

    content_panels: ClassVar[list] = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldPanel("lede"),
                FieldPanel("start_label"),
                FieldPanel("start_page"),
                FieldPanel("promises"),
            ],
            heading=_("Top of the page"),
        ),
        MultiFieldPanel([FieldPanel("paths_title"), FieldPanel("paths")], heading=_("Where to begin")),
        MultiFieldPanel([FieldPanel("steps_title"), FieldPanel("steps")], heading=_("How it works")),
        MultiFieldPanel([FieldPanel("about_title"), FieldPanel("about")], heading=_("Who teaches here")),
    ]

    search_fields: ClassVar[list] = [*Page.search_fields, index.SearchField("lede")]

    parent_page_types: ClassVar[list] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list] = [
        "courses.CourseIndexPage",
        "courses.GlossaryPage",
        "home.StandardPage",
        "home.NewsIndexPage",
        "home.ConsultationPage",
    ]

    @property
    def start(self) -> Page | None:
        """Where the start button leads, as long as it is public; else the first lesson there is."""
        if self.start_page and self.start_page.live:
            return self.start_page
        return LessonPage.objects.live().public().descendant_of(self).order_by("path").first()

    @property
    def catalogue(self) -> CourseIndexPage | None:
        return CourseIndexPage.objects.live().descendant_of(self).order_by("path").first()

    @property
    def news_index(self) -> NewsIndexPage | None:
        return NewsIndexPage.objects.live().descendant_of(self).order_by("path").first()

    @property
    def newest_news(self) -> list[NewsPage]:
        return list(NewsPage.newest().descendant_of(self)[:NEWS_ON_FRONT])

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")


class StandardPage(FindableMixin, Page):
    """A plain page of words: about us, personal data, accessibility. “Show in menus” puts it into the footer."""

    lede = models.TextField(_("opening words"), max_length=400, blank=True)
    body = StreamField(StandardBody(), verbose_name=_("text"), blank=True)
    # Where “Show in menus” puts the page.
    footer_group = models.CharField(
        _("group in the footer"),
        max_length=6,
        choices=FooterGroup,
        default=FooterGroup.CENTRE,
        help_text=_("Only with “Show in menus”."),
    )

    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    promote_panels: ClassVar[list] = [*Page.promote_panels, FieldPanel("footer_group")]

    search_fields: ClassVar[list] = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]
    found_as = _("page")

    parent_page_types: ClassVar[list] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list] = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


@register_setting(icon="site")
class AcademySettings(ClusterableModel, BaseSiteSetting):
    """Who runs this academy: one row a site. Nothing about the organisation is written anywhere else in the code."""

    name = models.CharField(_("name of the academy"), max_length=120, blank=True, help_text=_("Top of every page."))
    # Printed on completion records, at the foot of every page and in letters.
    issuer = models.CharField(_("organisation"), max_length=255, blank=True, help_text=_("Full name, as on records."))
    signatory = models.CharField(_("who signs records"), max_length=150, blank=True)
    signatory_position = models.CharField(_("position of the signatory"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True, help_text=_("“Write to us” in the footer."))
    phone = models.CharField(_("telephone"), max_length=40, blank=True, help_text=_("Shown among the contacts."))
    address = models.CharField(
        _("postal address"), max_length=255, blank=True, help_text=_("Shown among the contacts.")
    )
    # What people agree to at sign-up; the consent line links here.
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page about personal data"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    places = models.TextField(
        _("places"),
        blank=True,
        help_text=_("One a line: drawn as stops on a way in the footer. Empty: no drawing."),
    )
    places_title = models.CharField(
        _("what the places are"), max_length=150, blank=True, help_text=_("Read aloud before their names.")
    )

    panels: ClassVar[list] = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("phone"), FieldPanel("address")], heading=_("Contacts")
        ),
        FieldPanel("privacy_page"),
        MultiFieldPanel(
            [FieldPanel("issuer"), FieldPanel("signatory"), FieldPanel("signatory_position")],
            heading=_("Completion records"),
        ),
        MultiFieldPanel([FieldPanel("places"), FieldPanel("places_title")], heading=_("Footer")),
        InlinePanel("translations", heading=_("In other languages"), label=_("language")),
    ]

    class Meta:
        verbose_name = _("academy")
        verbose_name_plural = _("academies")

    def __str__(self) -> str:
        return self.name or settings.WAGTAIL_SITE_NAME

    @classmethod
    def of_site(cls, site: Site) -> "AcademySettings":
        """The site's row, or an unsaved one: unlike `for_site()`, reading writes nothing."""
        return cls.objects.filter(site=site).first() or cls(site=site)

    @classmethod
    def of_default_site(cls) -> "AcademySettings":
        """For letters and records, which are made outside a request."""
        site = Site.objects.filter(is_default_site=True).first()
        return cls.of_site(site) if site else cls()

    def wording(self, field: str) -> str:
        """`name`, `issuer` or `places_title` in the active language, or else as it is in the main one."""
        for translation in self.translations.all() if self.pk else ():
            if translation.language == get_language() and getattr(translation, field):
                return getattr(translation, field)
        return getattr(self, field)


class AcademyTranslation(models.Model):
    """The academy's names in one more language of the interface."""

    academy = ParentalKey(AcademySettings, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    name = models.CharField(_("name of the academy"), max_length=120, blank=True)
    issuer = models.CharField(_("organisation"), max_length=255, blank=True)
    places_title = models.CharField(_("what the places are"), max_length=150, blank=True)

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["academy", "language"], name="home_academytranslation_one_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.name}"
