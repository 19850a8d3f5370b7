"""Who is learning: a user, or a guest whose random key lives in the session. A guest is never a Django login."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from learning.errors import TooManyGuests
from learning.models import Enrolment, User
from learning.models.enrolment import EnrolmentQuerySet
from learning.rate_limits import is_too_often

GUEST_SESSION_KEY = "guest"


@dataclass(frozen=True, slots=True)
class Learner:
    """Exactly one of the two is set."""

    user: User | None = None
    guest_key: str = ""

    @property
    def owner(self) -> dict:
        """The fields that make an enrolment this learner's."""
        return {"user": self.user, "guest_key": self.guest_key}

    def enrolments(self) -> EnrolmentQuerySet:
        if self.user:
            return Enrolment.objects.filter(user=self.user)
        return Enrolment.objects.filter(guest_key=self.guest_key).exclude(guest_key="")


def learner_of(request: HttpRequest) -> Learner | None:
    """The learner behind a request, or nothing for somebody who has only looked so far. Writes nothing."""
    if request.user.is_authenticated:
        return Learner(user=request.user)
    guest_key = request.session.get(GUEST_SESSION_KEY, "")
    return Learner(guest_key=guest_key) if guest_key else None


def new_guest(request: HttpRequest) -> Learner:
    """Each leaves rows that are kept for months, so a script may not make them by the thousand."""
    if is_too_often(request, "guest", limit=settings.NEW_GUESTS_PER_HOUR, seconds=60 * 60):
        raise TooManyGuests(
            _(
                "Very many people have begun without an account from this address within an hour. "
                "Sign in or create an account and go on at once; lessons can be read in any case."
            )
        )
    return Learner(guest_key=secrets.token_urlsafe(32))


@contextmanager
def learner_writing(request: HttpRequest) -> Iterator[Learner]:
    """The learner behind a POST; a newcomer becomes a guest here, and only here.

    What is written inside stays together: a wish that is refused leaves neither an enrolment nor a guest.
    Raises TooManyGuests where one address sends more newcomers than a hall holds.
    """
    learner = learner_of(request) or new_guest(request)
    with transaction.atomic():
        yield learner
    if learner.guest_key:  # set anew each time: the session then lives as long as an idle guest's work
        request.session[GUEST_SESSION_KEY] = learner.guest_key
