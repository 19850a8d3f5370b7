"""What opens a lesson or a quiz: a date, or another activity of the same course. Every condition must be met.

Conditions belong to the original; translations follow them. The course's own order, one after another, needs none.
"""

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page

from .translations import OriginalsPanel


class UnlockRule(Orderable):
    """One condition: a date, or an activity to complete, of a quiz perhaps with a grade. Holds no personal data.

    A row with neither is what is left when the activity was deleted: it locks nothing, and editors are told.
    """

    opens_at = models.DateTimeField(
        _("opens on"), null=True, blank=True, help_text=_("A day and hour; leave the other fields empty then.")
    )
    activity = models.ForeignKey(
        Page,
        verbose_name=_("after"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The lesson or quiz of this course that has to be completed first."),
    )
    percent = models.PositiveSmallIntegerField(
        _("with a grade from, %"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Only after a quiz. Leave empty if passing it is enough."),
    )

    panels = [FieldPanel("opens_at"), FieldPanel("activity"), FieldPanel("percent")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(activity__isnull=True, percent__isnull=True),
                name="%(class)s_date_or_activity",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=1, percent__lte=100), name="%(class)s_percent"
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity or self.opens_at or "–")

    def clean(self) -> None:
        super().clean()
        if problem := self.problem():
            raise ValidationError({problem[0]: problem[1]})

    def problem(self) -> tuple[str, str] | None:
        """(field, sentence) of what is wrong with this row by itself."""
        if self.opens_at and self.activity:
            return "opens_at", _("A date and an activity are two conditions: give each a row of its own.")
        if not (self.opens_at or self.activity):
            return "activity", _("Say what opens it, a date or an activity, or remove this row.")
        if self.percent and not (self.activity and is_quiz(self.activity)):
            return "percent", _("Only a quiz has a grade. Leave this empty.")
        return None


class QuizUnlockRule(UnlockRule):
    page = ParentalKey("quizzes.QuizPage", on_delete=models.CASCADE, related_name="unlock_rules")

    class Meta(UnlockRule.Meta):
        pass


def is_quiz(page: Page) -> bool:
    return issubclass(page.specific_class or Page, apps.get_model("quizzes.QuizPage"))


class ActivityField(forms.ModelChoiceField):
    """The activities of one course in its order; what lies below a lesson is set in."""

    def label_from_instance(self, page: Page) -> str:
        depths = [activity.depth for activity in self.queryset]
        return "\u2003" * (page.depth - min(depths)) + page.get_admin_display_title()


class RuleForm(WagtailAdminModelForm):
    activity = ActivityField(
        queryset=Page.objects.none(),
        required=False,
        label=UnlockRule._meta.get_field("activity").verbose_name,
        help_text=UnlockRule._meta.get_field("activity").help_text,
    )

    def __init__(self, *args: Any, activities: models.QuerySet[Page] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if activities is not None:
            self.fields["activity"].queryset = activities


class RulesPanel(OriginalsPanel):
    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = RuleForm
        return options
