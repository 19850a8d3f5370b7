from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from learning.models import User
from quizzes.sanitize import typed_text


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["full_name", "latin_name", "language", "community"]
        labels = {
            "full_name": _("Full name"),
            "latin_name": _("Name in Latin letters"),
            "language": _("Language of letters and of this site"),
            "community": _("Your community"),
        }
        help_texts = {
            "full_name": _("As it should stand on a completion record. Records already issued do not change."),
            "latin_name": _("Optional: for showing a record abroad."),
            "community": _("Optional: helps us see which communities learn. Not shown to anybody else."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].empty_label = pgettext_lazy("from a list", "Choose")

    def clean_full_name(self) -> str:
        return typed_text(self.cleaned_data["full_name"])

    def clean_latin_name(self) -> str:
        return typed_text(self.cleaned_data["latin_name"])


class DeleteAccountForm(forms.Form):
    """Deleting needs a tick, so that nobody does it by a slip of the thumb."""

    confirm = forms.BooleanField(label=_("I understand that my answers and progress will be gone for ever"))
    keep_name_on_records = forms.BooleanField(
        label=_("Keep my name on the records I was issued"),
        required=False,
        help_text=_("Otherwise the records stay valid, but without a name."),
    )
