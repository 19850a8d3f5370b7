"""Beginning a course."""

from datetime import datetime

from django.utils import timezone

from courses.models import CoursePage
from learning.learners import Learner
from learning.models import Enrolment


def enrol(*, learner: Learner, course: CoursePage, at: datetime | None = None) -> Enrolment:
    """The learner's latest time through this course, begun now if there is none."""
    latest = learner.enrolments().filter(course_key=course.translation_key).order_by("-number").first()
    if latest:
        return latest
    at, original = at or timezone.now(), course.original
    enrolment, _ = Enrolment.objects.get_or_create(
        **learner.owner,
        course_key=course.translation_key,
        number=1,
        defaults={
            # Whatever language it is begun in, staff find it under one title.
            "course": original,
            "course_title": original.title,
            "started_at": at,
            "last_activity_at": at,
        },
    )
    return enrolment


def touch(*, enrolment: Enrolment, at: datetime, place: dict | None = None) -> None:
    """Remember when, and where to go on. What ended by itself some time ago moves nothing back."""
    enrolment.last_activity_at = max(at, enrolment.last_activity_at)
    fields = ["last_activity_at"]
    if place is not None:
        enrolment.last_place = place
        fields.append("last_place")
    enrolment.save(update_fields=fields)
