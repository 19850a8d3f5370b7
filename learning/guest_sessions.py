"""When a guest signs in: a new account takes the guest's work at once, an existing one is asked first."""

from typing import Any

from django.http import HttpRequest

from learning.learners import GUEST_SESSION_KEY, Learner
from learning.models import User
from learning.services.guests import merge_guest

JUST_SIGNED_UP = "just_signed_up"


def remember_sign_up(request: HttpRequest, user: User, **_: Any) -> None:
    """On `user_signed_up`: the login that follows (after the e-mail code) is this account's first."""
    request.session[JUST_SIGNED_UP] = user.pk


def join_new_account(request: HttpRequest, user: User, **_: Any) -> None:
    """On `user_logged_in`: merge for an account made in this session; otherwise the work waits for an answer."""
    if request is None or not hasattr(request, "session"):
        return
    is_new = request.session.pop(JUST_SIGNED_UP, None) == user.pk
    guest_key = request.session.get(GUEST_SESSION_KEY)
    if is_new and guest_key:
        merge_guest(guest_key=guest_key, user=user)
        forget_guest(request)


def waiting_guest(request: HttpRequest) -> str:
    """The guest key whose work waits to be joined to the signed-in account; empty where there is none."""
    guest_key = request.session.get(GUEST_SESSION_KEY, "")
    if not guest_key or not request.user.is_authenticated:
        return ""
    if Learner(guest_key=guest_key).enrolments().exists():
        return guest_key
    forget_guest(request)
    return ""


def forget_guest(request: HttpRequest) -> None:
    request.session.pop(GUEST_SESSION_KEY, None)
