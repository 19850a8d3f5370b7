from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index


class LegalAct(index.Indexed, ClusterableModel):
    """A law, resolution or treaty that lessons name as a source; one row however many lessons. No personal data."""

    title = models.CharField(
        _("title"), max_length=500, help_text=_("In full: “Закон України «Про місцеве самоврядування в Україні»”.")
    )
    number = models.CharField(
        _("number"), max_length=60, blank=True, help_text=_("As printed, without “№”: 280/97-ВР. Empty if it has none.")
    )
    date = models.DateField(_("date"), null=True, blank=True, help_text=_("When the act was adopted."))
    url = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("Where its text in force can be read, if anywhere.")
    )
    changed_on = models.DateField(
        _("last changed"),
        null=True,
        blank=True,
        help_text=_("When the act was last amended, as far as we know. Lessons checked before that need a new look."),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("number"),
        FieldPanel("date"),
        FieldPanel("url"),
        FieldPanel("changed_on"),
        InlinePanel("titles", heading=_("In other languages"), label=_("title")),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("number"),
        index.AutocompleteField("number"),
    ]

    class Meta:
        verbose_name = _("legal act")
        verbose_name_plural = _("legal acts")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(number=""),
                name="legal_act_number_unique",
                violation_error_message=_("There is already an act with this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.numbered}" if self.number else self.title

    @property
    def numbered(self) -> str:
        """“№ 280/97-ВР”, or nothing."""
        return gettext("No. %(number)s") % {"number": self.number} if self.number else ""


class LegalActTitle(models.Model):
    """What an act is called in one more language of lessons. Holds no personal data."""

    act = ParentalKey(LegalAct, on_delete=models.CASCADE, related_name="titles")
    language = models.CharField(_("language"), max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    title = models.CharField(
        _("title"), max_length=500, help_text=_("For readers of translated lessons; the number stays as printed.")
    )

    panels = [FieldPanel("language"), FieldPanel("title")]

    class Meta:
        verbose_name = _("title of a legal act")
        verbose_name_plural = _("titles of legal acts")
        constraints = [models.UniqueConstraint(fields=["act", "language"], name="legal_act_title_once")]

    def __str__(self) -> str:
        return self.title
