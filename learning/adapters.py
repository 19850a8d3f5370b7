"""django-allauth in our voice: letters in the person's language, and ways that never lead off this host."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from home.academy import academy_for
from learning.guest_sessions import waiting_guest
from learning.letters import send_letter
from learning.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("Letters go to this address. Choose another one for letters first."),
        "duplicate_email": _("This address is in your account already."),
        "email_password_mismatch": _("This e-mail and password do not go together. You can also sign in with a code."),
        "email_taken": _("This address belongs to another account."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("There is no such code. Perhaps it is from an older letter."),
        "incorrect_password": _("This is not your password."),
        "max_email_addresses": _("An account can have at most %d addresses."),
        "rate_limited": _("Too many letters in a row. Wait a few minutes and ask again."),
        "same_as_current": _("This is the address we have already."),
        "too_many_login_attempts": _("Too many wrong tries. Wait a few minutes, then ask for a new code."),
        "unverified_primary_email": _("Confirm the address first, then letters can go to it."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Only this very host: other hosts we trust for other things are still other hosts."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Where a guest's work waits, its question comes first, and then the page the person was on."""
        response = super().post_login(request, user, **kwargs)
        if waiting_guest(request):
            return redirect(f"{reverse('join_guest')}?{urlencode({'next': response.url})}")
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter in text and HTML, in the language its reader chose; to a stranger, in the language of the page."""
        user = context.get("user") or User.objects.filter(email=email).first()
        with translation.override(user.language if user else translation.get_language()):
            message = self.render_mail(template_prefix, email, self.words_for_letter(email, context))
        send_letter(message)

    def words_for_letter(self, email: str, words: dict[str, Any]) -> dict[str, Any]:
        request = context.request
        academy = academy_for(request)
        words = {
            "request": request,
            "email": email,
            "academy": academy,
            "site_url": request.build_absolute_uri(academy.home_url),
            "login_url": request.build_absolute_uri(reverse("account_login")),
            **words,
        }
        if "signup_url" in words:
            words["signup_url"] += f"?{urlencode({'email': email})}"
        return words

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMultiAlternatives:
        message = super().render_mail(*args, **kwargs)
        # A code is no use to an answering machine, and no answering machine's letter is of use to us.
        message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
        return message
