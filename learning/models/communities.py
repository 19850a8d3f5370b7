from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel


class Community(models.Model):
    """One territorial community (hromada) a learner may say they come from. No personal data."""

    name = models.CharField(
        pgettext_lazy("of a community", "name"), max_length=150, help_text=_("As people call it: “Siversk community”.")
    )
    region = models.CharField(_("region"), max_length=150, blank=True)
    # The state's register code; empty for a community outside the register.
    katotth = models.CharField(
        _("KATOTTH code"),
        max_length=19,
        blank=True,
        validators=[RegexValidator(r"^UA\d{17}$", _("The letters UA and 17 digits."))],
        help_text=_("The letters UA and 17 digits, from the state register."),
    )

    panels = [FieldPanel("name"), FieldPanel("region"), FieldPanel("katotth")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [
            models.UniqueConstraint(fields=["katotth"], condition=~models.Q(katotth=""), name="community_katotth_once"),
        ]

    def __str__(self) -> str:
        return self.name
