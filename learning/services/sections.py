"""What a learner does in a lesson: marks sections as done, answers check-yourself questions."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.outline import Outline
from learning.errors import NotAskedHere
from learning.models import CheckResponse, Enrolment, SectionCompletion
from learning.progress import Progress

from .completion import outline_of, settle
from .enrolment import touch
from .idempotency import lock_enrolment
from .locks import refuse_locked


@transaction.atomic
def complete_section(
    *, enrolment: Enrolment, outline: Outline, lesson_key: str, section_id: str, at: datetime | None = None
) -> Progress | None:
    """Mark a section as done; (lesson, section) is its own idempotency key.

    Raises NotAskedHere for a section the lesson does not have, StillLocked for a lesson that is not open yet.
    """
    at = at or timezone.now()
    lesson = outline.find(lesson_key)
    if lesson is None or section_id not in {section.id for section in lesson.sections}:
        raise NotAskedHere(_("This section is no longer in the lesson. Open the lesson again: the rest is kept."))
    enrolment = lock_enrolment(enrolment)
    refuse_locked(enrolment=enrolment, outline=outline, key=lesson_key, at=at)
    done = SectionCompletion(enrolment=enrolment, lesson_key=lesson_key, section_id=section_id, completed_at=at)
    SectionCompletion.objects.bulk_create([done], ignore_conflicts=True)
    touch(enrolment=enrolment, at=at, place={"lesson": lesson_key, "section": section_id})
    return settle(enrolment=enrolment, outline=outline, at=at)


@transaction.atomic
def answer_check(
    *,
    enrolment: Enrolment,
    lesson_key: str,
    block_id: str,
    answer: Any,
    outline: Outline | None = None,
    at: datetime | None = None,
) -> CheckResponse:
    """Keep the latest answer to a check-yourself question. It is never graded.

    Raises StillLocked for a lesson that is not open yet. Who has the outline at hand passes it and saves a query.
    """
    at = at or timezone.now()
    enrolment = lock_enrolment(enrolment)
    refuse_locked(enrolment=enrolment, outline=outline or outline_of(enrolment), key=lesson_key, at=at)
    response, _created = CheckResponse.objects.update_or_create(
        enrolment=enrolment,
        lesson_key=lesson_key,
        block_id=block_id,
        defaults={"answer": answer, "answered_at": at},
    )
    touch(enrolment=enrolment, at=at)
    return response
