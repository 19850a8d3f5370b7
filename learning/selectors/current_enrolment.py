"""A learner's latest time through a course."""

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from learning.learners import Learner
from learning.models import CourseCompletion, Enrolment, QuizAttempt
from learning.prepared import Prepared, Slot

# Whose an enrolment is, is said by one of two columns.
OWNERS = ("user_id", "guest_key")
OWN = [field.attname for field in Enrolment._meta.concrete_fields]
COMPLETION = [field.attname for field in CourseCompletion._meta.concrete_fields]


def owner_of(learner: Learner) -> tuple[str, int | str]:
    return ("user_id", learner.user.pk) if learner.user else ("guest_key", learner.guest_key)


def latest_enrolment(owner: str) -> QuerySet[Enrolment]:
    """One row, for the slots `owner` and `course`."""
    own = Slot("owner", Enrolment._meta.get_field(owner.removesuffix("_id")))
    course = Slot("course", Enrolment._meta.get_field("course_key"))
    return Enrolment.objects.filter(**{owner: own}, course_key=course).order_by("-number")[:1]


def with_completion(owner: str) -> Prepared:
    columns = [*OWN, *(f"completion__{name}" for name in COMPLETION)]
    return Prepared(lambda: latest_enrolment(owner).values_list(*columns, first_deadline()))


def first_deadline() -> Subquery:
    """Of the attempts under way."""
    timed = QuizAttempt.objects.in_progress().filter(enrolment=OuterRef("pk"), deadline_at__isnull=False)
    return Subquery(timed.order_by("deadline_at").values("deadline_at")[:1])


LATEST = {owner: with_completion(owner) for owner in OWNERS}


def current_enrolment(learner: Learner | None, course_key: str) -> Enrolment | None:
    """With its completion, and with `first_deadline` of its attempts under way. One query."""
    if learner is None:
        return None
    owner, value = owner_of(learner)
    row = LATEST[owner].first(owner=value, course=course_key)
    return as_enrolment(row) if row else None


def as_enrolment(row: tuple) -> Enrolment:
    own, completion, deadline = row[: len(OWN)], row[len(OWN) : -1], row[-1]
    enrolment = Enrolment.from_db(connection.alias, OWN, own)
    enrolment.first_deadline = deadline
    found = CourseCompletion.from_db(connection.alias, COMPLETION, completion) if completion[0] else None
    Enrolment._meta.get_field("completion").set_cached_value(enrolment, found)
    return enrolment
