"""The columns of an enrolment that are cached from its facts, made anew."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from learning.models import Enrolment
from learning.progress import measure
from learning.selectors.facts import facts_of

from .completion import outline_of

# Every date a learner's own act left behind. Grades are not among them: a later grade is somebody else's act.
DATES = (
    ("sections", "completed_at"),
    ("checks", "answered_at"),
    ("attempts", "started_at"),
    ("attempts", "saved_at"),
    ("attempts", "submitted_at"),
    ("attempts", "responses__checked_at"),
)


def last_activity(enrolment: Enrolment) -> datetime:
    """The latest of all facts, the beginning where there are none."""
    found = [getattr(enrolment, rows).aggregate(latest=Max(column))["latest"] for rows, column in DATES]
    return max([enrolment.started_at, *(date for date in found if date)])


def progress_percent(enrolment: Enrolment) -> int:
    """By the outline of today; as it stands where the course is gone."""
    outline = outline_of(enrolment)
    return measure(outline, facts_of(enrolment, outline)).percent if outline else enrolment.progress_percent


def stale_values(enrolment: Enrolment) -> dict[str, Any]:
    """The columns that differ from the facts, with the values they should have."""
    true = {"progress_percent": progress_percent(enrolment), "last_activity_at": last_activity(enrolment)}
    return {name: value for name, value in true.items() if getattr(enrolment, name) != value}


def store_values(enrolment: Enrolment, values: dict[str, Any]) -> bool:
    """Unless the learner wrote meanwhile: their write brought the columns up to date itself. Whether it was stored."""
    seen = {name: getattr(enrolment, name) for name in values}
    return bool(Enrolment.objects.filter(pk=enrolment.pk, **seen).update(**values))
