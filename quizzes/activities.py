"""What a lesson and a quiz have in common: the unit that can be completed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from .aliases import NoAliasMixin
from .publishing import Fault, faults_made_by, refuse_faults
from .translations import OriginalMixin, WordsAloneForm, is_translation
from .unlock_rules import RulesPanel


class Requirement(models.TextChoices):
    REQUIRED = "required", _("Required")
    OPTIONAL = "optional", _("Optional")
    ONE_OF = "one_of", _("One of a group")


class ActivityForm(WordsAloneForm):
    """Conditions name activities of the same course; what is published can be opened and completed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rules := self.formsets.get("unlock_rules"):
            rules.form_kwargs["activities"] = activities_around(self.parent_page, but=self.instance)

    def is_valid(self) -> bool:
        return super().is_valid() and (self.is_deferred_validation or not self.refused())

    def refused(self) -> bool:
        """Asked last, when the page in memory has everything that was sent."""
        faults = faults_made_by(self.page_as_sent())
        for fault in faults:
            self.refuse(fault)
        return bool(faults)

    def page_as_sent(self) -> Page:
        if rules := self.formsets.get("unlock_rules"):
            self.instance.rules_as_sent = [form.instance for form in kept(rules)]
        self.instance.parent_as_sent = self.parent_page
        return self.instance

    def refuse(self, fault: Fault) -> None:
        rows = kept(self.formsets["unlock_rules"]) if fault.row is not None else []
        form = rows[fault.row] if rows else self
        form.add_error(fault.field if fault.field in form.fields else None, fault.message)


def kept(formset: Any) -> list[Any]:
    """The forms of the rows that stay, in the order they were put in."""
    forms = [form for form in formset.forms if form.has_changed() or form.instance.pk]
    return [form for form in forms if not formset._should_delete_form(form)]


def activities_around(place: Page, but: Page | None = None) -> models.QuerySet[Page]:
    """The lessons and quizzes of a course: of the nearest page above that is none itself."""
    while issubclass(place.specific_class or Page, ActivityMixin):
        place = place.get_parent()
    found = Page.objects.descendant_of(place).type(ActivityMixin).order_by("path")
    return found.exclude(pk=but.pk) if but and but.pk else found


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

    activity_panels = [
        MultiFieldPanel([FieldPanel("requirement"), FieldPanel("group")], heading=_("In the course")),
        RulesPanel("unlock_rules", heading=_("When it opens"), label=_("condition")),
    ]

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

    @property
    def current_rules(self) -> list[Any]:
        """The conditions as the page in memory has them, or as its form was sent."""
        sent = self.__dict__.get("rules_as_sent")
        return list(self.unlock_rules.all()) if sent is None else sent

    def save(self, *args: Any, clean: bool = True, **kwargs: Any) -> None:
        """What goes live is checked also when no form was asked: scheduled publishing, imports, code."""
        if clean and self.live:
            refuse_faults(self)
        super().save(*args, clean=clean, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.group = self.group.strip()
        if self.requirement == Requirement.ONE_OF and not self.group:
            raise ValidationError({"group": _("Name the group this activity belongs to.")})
        if self.requirement != Requirement.ONE_OF and self.group:
            raise ValidationError({"group": _("A group has a meaning only for “one of a group”. Empty this field.")})
