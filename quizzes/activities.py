"""What a lesson and a quiz have in common: the unit that can be completed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from .aliases import NoAliasMixin
from .translations import OriginalMixin, is_translation


class Requirement(models.TextChoices):
    REQUIRED = "required", _("Required")
    OPTIONAL = "optional", _("Optional")
    ONE_OF = "one_of", _("One of a group")


class ActivityMixin(OriginalMixin, NoAliasMixin):
    """A lesson or a quiz: what a course's rule can ask for."""

    requirement = models.CharField(
        _("Requirement"),
        max_length=10,
        choices=Requirement.choices,
        default=Requirement.REQUIRED,
        help_text=_("Whether the course can be completed without this."),
    )
    group = models.CharField(
        _("Group"),
        max_length=50,
        blank=True,
        help_text=_("Of activities with the same group name one is enough. Only for “one of a group”."),
    )

    activity_panels = [MultiFieldPanel([FieldPanel("requirement"), FieldPanel("group")], heading=_("In the course"))]

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """What records know this activity by: kept by a move, shared by translations, renewed by a copy."""
        return str(self.translation_key)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """What a course holds is decided in the original: a lesson is added there, and then translated."""
        return super().can_create_at(parent) and not is_translation(parent)

    def clean(self) -> None:
        super().clean()
        self.group = self.group.strip()
        if self.requirement == Requirement.ONE_OF and not self.group:
            raise ValidationError({"group": _("Name the group this activity belongs to.")})
        if self.requirement != Requirement.ONE_OF and self.group:
            raise ValidationError({"group": _("A group has a meaning only for “one of a group”. Empty this field.")})
