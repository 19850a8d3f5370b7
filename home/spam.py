"""Telling people from machines without asking a third party, and without a riddle.

A stamp in the form says when the server made it: a machine sends sooner than anybody can write. A trap is a field that
people do not see. Advertising brings links. And nobody writes by the dozen from one address. Whoever is taken for a
machine by mistake is told so, keeps their words, and gets through with the next try.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from home.limits import is_too_often

SIGNER = TimestampSigner(salt="home.spam")
QUICKEST = timedelta(seconds=3)
# A form that was open through a week of power cuts is still good.
OLDEST = timedelta(days=7)
TRAP = "homepage"
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MOST_LINKS = 3
HOUR = 60 * 60
# A hall of thirty people shares one address, so the limit per address is wide and the one per contact narrow.
MOST_PER_ADDRESS, MOST_PER_CONTACT = 60, 5


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a form was made with: a key of its own, under which it is stored once, and the time."""

    text: str
    key: uuid.UUID

    @property
    def is_fresh(self) -> bool:
        """Sent back sooner than a person could have filled the form in."""
        try:
            SIGNER.unsign(self.text, max_age=QUICKEST)
        except SignatureExpired:
            return False
        return True


def new_stamp() -> Stamp:
    key = uuid.uuid4()
    return Stamp(SIGNER.sign(str(key)), key)


def read_stamp(text: str) -> Stamp | None:
    """Nothing for one that is missing, too old, or not ours."""
    try:
        return Stamp(text, uuid.UUID(SIGNER.unsign(text, max_age=OLDEST)))
    except (BadSignature, ValueError):
        return None


def count_links(text: str) -> int:
    return len(LINK.findall(text))


def asks_too_often(request: HttpRequest, contacts: list[str]) -> bool:
    """Counts one more from this address and from each contact. The cache holds no contact, only a digest of it."""
    address = get_adapter().get_client_ip(request)
    digests = [salted_hmac("home.spam", contact.lower()).hexdigest() for contact in contacts if contact]
    found = [is_too_often(f"ask:{address}", most=MOST_PER_ADDRESS, seconds=HOUR)]
    found += [is_too_often(f"ask:{digest}", most=MOST_PER_CONTACT, seconds=HOUR) for digest in digests]
    return any(found)
