"""The account forms: django-allauth's, in our words, with one way in for old and new people alike.

Whoever asks for a code gets one, whether the account exists already or is made by asking: both end on the same page,
so that nobody learns from us who has an account, and a form sent twice does no harm.
"""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.account import signals
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import headed_redirect_response
from django import forms
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from learning.models import User

EMAIL = _("E-mail")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("The same password again")
CODE = _("Code from the letter")
CODE_HINT = _("Six digits. The code is good for 15 minutes.")


class InOurWords:
    """A form of django-allauth with our labels and hints on the fields it has."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)


class SignupForm(InOurWords, allauth_forms.SignupForm):
    """E-mail and consent, and a name if the person likes. Never says whether the address is known."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        required=False,
        help_text=_("As you want it on your record. You can also write it later."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(
        label=_("I agree with how you keep my personal data"),
        error_messages={"required": _("We cannot keep your work without your consent: tick the box to go on.")},
    )
    field_order = ("email", "full_name", "consent")
    labels: ClassVar = {"email": EMAIL}

    def clean(self) -> dict:
        cleaned = super().clean()
        email = cleaned.get("email")
        if email and not self.errors:
            self.known = check_code_request(self, email, field="email")
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """The account, new or not, and the page that waits for the code."""
        user = greet(request, self.known, self.cleaned_data)
        redirect_url = get_next_redirect_url(request)
        return None, send_code(request, user, self.cleaned_data["email"], redirect_url)


class LoginForm(InOurWords, allauth_forms.LoginForm):
    """A code by e-mail; a password for those who have one; and an account for those who are here for the first time."""

    newcomer = forms.BooleanField(
        label=_("I am here for the first time: make me an account. I agree with how you keep my personal data"),
        required=False,
    )
    labels: ClassVar = {"login": EMAIL, "password": PASSWORD}

    def _setup_password_field(self) -> None:
        self.fields["password"].required = False

    def _clean_with_password(self, credentials: dict) -> dict:
        """Browsers fill in passwords unasked: with the code button, a password that does not fit is no mistake."""
        try:
            return super()._clean_with_password(credentials)
        except forms.ValidationError:
            if "code" not in self.data:
                raise
        return self._clean_without_password(credentials["email"], None)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        if hasattr(self, "_login"):
            return self._login_with_password(request, redirect_url, self.user_credentials())
        email = self.cleaned_data["login"].lower()
        if self.cleaned_data["newcomer"]:
            self.user = greet(request, self.user, {"email": email})
        return send_code(request, self.user, email, redirect_url)


def check_code_request(form: forms.Form, email: str, *, field: str) -> User | None:
    """Count one more code for this address, or complain at the field; the active account of the address, if any."""
    request_form = allauth_forms.RequestLoginCodeForm({"email": email})
    if request_form.is_valid():
        return request_form._user
    form.add_error(field, request_form.errors["email"].as_data())
    return None


def greet(request: HttpRequest, known: User | None, data: dict) -> User | None:
    """The account behind a sign-up: made now, or found. One that nobody has ever entered counts as new.

    An account that was closed stays closed: no code will be sent to it.
    """
    user = known or make_user(data)
    if user and was_never_entered(user):
        consent(user, full_name=data.get("full_name", ""))
        signals.user_signed_up.send(sender=User, request=request, user=user)
    return user


def make_user(data: dict) -> User | None:
    """A new account without a password. Of two forms sent at once one makes it, the other finds it."""
    email = data["email"]
    try:
        with transaction.atomic():
            user = User.objects.create_user(email)
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
            return user
    except IntegrityError:
        return User.objects.filter(email=email, is_active=True).first()


def was_never_entered(user: User) -> bool:
    """Not an account that staff prepared for somebody: those have a password or a confirmed address."""
    untouched = user.last_login is None and not user.has_usable_password()
    return untouched and not user.emailaddress_set.filter(verified=True).exists()


def consent(user: User, *, full_name: str) -> None:
    user.consented_at = user.consented_at or timezone.now()
    user.language = get_language()
    user.full_name = full_name.strip() or user.full_name
    user.save(update_fields=["consented_at", "language", "full_name"])


def send_code(request: HttpRequest, user: User | None, email: str, redirect_url: str | None) -> HttpResponse:
    """A letter with a code, or, to an address without an account, with the way to get one. The page is the same."""
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    query = {REDIRECT_FIELD_NAME: redirect_url} if redirect_url else None
    return headed_redirect_response("account_confirm_login_code", query=query)


class RequestLoginCodeForm(InOurWords, allauth_forms.RequestLoginCodeForm):
    labels: ClassVar = {"email": EMAIL}


class CodeForm(InOurWords, allauth_forms.ConfirmLoginCodeForm):
    """The code of a sign-in, or of a forgotten password."""

    labels: ClassVar = {"code": CODE}
    hints: ClassVar = {"code": CODE_HINT}


class EmailCodeForm(InOurWords, allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""

    labels: ClassVar = {"code": CODE}
    hints: ClassVar = {"code": CODE_HINT}


class ChangeEmailForm(InOurWords, allauth_forms.ChangeEmailForm):
    labels: ClassVar = {"email": _("Right e-mail")}


class AddEmailForm(InOurWords, allauth_forms.AddEmailForm):
    labels: ClassVar = {"email": _("One more e-mail")}


class ResetPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):
    labels: ClassVar = {"email": EMAIL}


class ResetPasswordKeyForm(InOurWords, allauth_forms.ResetPasswordKeyForm):
    labels: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}


class SetPasswordForm(InOurWords, allauth_forms.SetPasswordForm):
    labels: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ChangePasswordForm(InOurWords, allauth_forms.ChangePasswordForm):
    labels: ClassVar = {"oldpassword": _("Present password"), "password1": NEW_PASSWORD, "password2": AGAIN}


class ReauthenticateForm(InOurWords, allauth_forms.ReauthenticateForm):
    labels: ClassVar = {"password": PASSWORD}
