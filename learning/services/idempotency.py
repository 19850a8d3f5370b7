"""One answer for a write that is asked for twice."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from learning.errors import KeyReused, MissingKey, SignedOut
from learning.models import Enrolment, LearnerWrite


def payload_hash(payload: Any) -> str:
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def lock_enrolment(enrolment: Enrolment) -> Enrolment:
    """The enrolment's row, locked to the end of the transaction: one learner's writes happen one after another.

    Raises SignedOut where it was joined to an account since the request began.
    """
    locked = Enrolment.objects.select_for_update().filter(pk=enrolment.pk).first()
    if locked is None:
        raise SignedOut(_("Your work has just moved to an account. Open the page again and repeat."))
    return locked


@transaction.atomic
def once(*, enrolment: Enrolment, key: str, payload: Any, write: Callable[[], dict]) -> dict:
    """Do `write` for this key, or give the answer it gave before.

    Raises MissingKey for an empty key and KeyReused when the key came before with another payload.
    """
    if not key or len(key) > 64:
        raise MissingKey(_("The form came without its key. Open the page again and repeat."))
    lock_enrolment(enrolment)
    digest = payload_hash(payload)
    earlier = LearnerWrite.objects.filter(enrolment=enrolment, key=key).first()
    if earlier:
        if earlier.payload_hash != digest:
            raise KeyReused(_("This form was already used for something else. Open the page again and repeat."))
        return earlier.answer
    answer = write()
    LearnerWrite.objects.create(enrolment=enrolment, key=key, payload_hash=digest, answer=answer)
    return answer
