"""What staff and trainers are asked before they grant one learner an exception."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from learning.models import LearnerOverride
from learning.services.overrides import LONGEST_REASON, Grant

MOST_MINUTES, MOST_ATTEMPTS = 24 * 60, 100


class OverrideForm(forms.Form):
    extra_minutes = forms.IntegerField(
        label=_("Extra time, minutes"),
        min_value=0,
        max_value=MOST_MINUTES,
        required=False,
        help_text=_("On top of the quiz’s time limit. An attempt under way gets it at once."),
    )
    extra_attempts = forms.IntegerField(
        label=_("Extra attempts"),
        min_value=0,
        max_value=MOST_ATTEMPTS,
        required=False,
        help_text=_("On top of those the quiz allows."),
    )
    opens_at = forms.DateTimeField(
        label=_("Opens for this learner"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("In place of the quiz’s own date. Empty is as for everybody."),
    )
    closes_at = forms.DateTimeField(
        label=_("Closes for this learner"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("In place of the quiz’s own date. Empty is as for everybody."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The course’s trainers and staff see it, and the learner in the file of their data. Do not write about "
            "health; “agreed with the course team” is enough."
        ),
    )

    @property
    def grant(self) -> Grant:
        data = self.cleaned_data
        return Grant(
            extra_minutes=data["extra_minutes"] or 0,
            extra_attempts=data["extra_attempts"] or 0,
            opens_at=data["opens_at"],
            closes_at=data["closes_at"],
        )


def initial_of(override: LearnerOverride | None) -> dict[str, object]:
    """The reason is asked for anew with every change."""
    if override is None:
        return {}
    return {
        name: getattr(override, name) or None for name in ("extra_minutes", "extra_attempts", "opens_at", "closes_at")
    }
