"""What staff write down when a consultation request is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnsweredForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For your colleagues: how it was answered, what was agreed. "
            "The person finds it in the file with their data."
        ),
    )


class NothingToAskForm(forms.Form):
    """For what only has to be confirmed."""
