from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import User


class NameForm(forms.Form):
    """The name to print. What it may hold is decided by the record's font, in the service."""

    holder_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As in your passport, with the patronymic if you use it. It will be printed on the record."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    latin_name = forms.CharField(
        label=_("Name in Latin letters"),
        max_length=150,
        required=False,
        help_text=_("Optional: for showing the record abroad."),
    )

    @classmethod
    def for_user(cls, user: User) -> "NameForm":
        return cls(initial={"holder_name": user.full_name, "latin_name": user.latin_name})

    def remember(self, user: User) -> None:
        """Keep the name in the profile, for the next record."""
        user.full_name = " ".join(self.cleaned_data["holder_name"].split())
        user.latin_name = " ".join(self.cleaned_data["latin_name"].split())
        user.save(update_fields=["full_name", "latin_name"])
