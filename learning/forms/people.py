"""The forms of «Users» in Wagtail's admin. Our people have one full name and sign in with their e-mail."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserForm

from learning.models import User
from learning.services.accounts import forget_former_addresses

FIELDS = ["email", "full_name", "latin_name", "language", "community", "is_superuser", "groups"]


class PersonForm(UserForm):
    """`by` is who fills it in: only a superuser makes superusers."""

    # Wagtail's form asks for two names our people do not have.
    first_name = None
    last_name = None
    password_required = False

    def __init__(self, *args: Any, by: User | None = None, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (by and by.is_superuser):
            self.fields["is_superuser"].disabled = True
        if editing_self:
            del self.fields["is_superuser"]
            self.fields.pop("is_active", None)
        self.fields["email"].help_text = _("The person signs in with it and confirms it the first time.")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if EmailAddress.objects.filter(email__iexact=email).exclude(user_id=self.instance.pk).exists():
            raise forms.ValidationError(_("This address belongs to another account."))
        return email

    def save(self, commit: bool = True) -> User:
        if not self.instance.pk and not self.cleaned_data["password1"]:
            self.instance.set_unusable_password()
        user = super().save(commit)
        if commit:
            forget_former_addresses(user=user)
        return user


class PersonCreationForm(PersonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Leave it empty: the person then signs in with a code sent by e-mail.")

    class Meta:
        model = User
        fields = FIELDS
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PersonEditForm(PersonForm):
    class Meta:
        model = User
        fields = [*FIELDS, "is_active"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class OwnNameForm(forms.ModelForm):
    """One's own name on Wagtail's account page."""

    class Meta:
        model = User
        fields = ["full_name"]
