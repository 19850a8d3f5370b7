"""What staff are asked before a completion record is revoked or replaced."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Shown to everybody who checks this record. Do not write names, addresses or anything else about a person."
        ),
    )


class ReissueForm(forms.Form):
    """The name as it will be printed. What it may hold is decided by the record's font, in the service."""

    holder_name = forms.CharField(label=_("Full name"), max_length=150, help_text=_("As it will stand on the record."))
    latin_name = forms.CharField(label=_("Name in Latin letters"), max_length=150, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        help_text=_("For the register: for example, a misspelt name. Do not write personal data."),
    )
