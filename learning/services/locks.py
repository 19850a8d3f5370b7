"""What is locked is not only hidden: every write that would begin it asks here."""

from datetime import datetime

from wagtail.models import Page

from courses.outline import Outline
from learning.access import may_edit
from learning.errors import StillLocked
from learning.lock_words import lock_words
from learning.models import Enrolment
from learning.selectors.locks import facts_in, locks_by


def refuse_locked(*, enrolment: Enrolment, outline: Outline | None, key: str, at: datetime) -> None:
    """Raises StillLocked, with what opens it. No query where the course locks nothing; its editors go in anyway."""
    if outline is None or not outline.has_locks:
        return
    owner = "user_id" if enrolment.user_id else "guest_key"
    lock = locks_by(outline, facts_in(outline, owner, getattr(enrolment, owner)), at).get(key)
    if lock and not edits(enrolment, outline.activity(key).page_id):
        raise StillLocked(lock_words(lock))


def edits(enrolment: Enrolment, page_id: int) -> bool:
    return enrolment.user is not None and may_edit(enrolment.user, Page.objects.get(pk=page_id))
