"""One course in numbers: how many came, how far they got, where they stop. The database counts, whatever the crowd."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Exists, Max, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.outline import outline_by_key
from learning.models import (
    ActivityCompletion,
    Certificate,
    CheckResponse,
    CourseCompletion,
    Enrolment,
    QuizAttempt,
    SectionCompletion,
)
from quizzes.translations import active_language

ACTIVE_DAYS = 30
KEPT_SECONDS = 5 * 60
# Raise it when the classes below change: caches outlive releases.
SHAPE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityCount:
    """How many began and completed one activity. `is_current` is false for one that has left the course."""

    title: str
    kind: str
    began: int
    completed: int
    is_current: bool

    @property
    def stopped(self) -> int:
        """Began and have not completed."""
        return self.began - self.completed


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Counts of enrolments: a second time through counts again. `records` are those valid now."""

    enrolled: int
    active: int
    completed: int
    records: int
    revoked: int
    activities: tuple[ActivityCount, ...]
    counted_at: datetime


def kept_overview(course_key: str, *, guests: bool = False, anew: bool = False) -> Overview:
    """The overview as counted at most five minutes ago, so that looking costs the same among few and many.
    Counting does not: see docs/decisions/0019."""
    key = f"overview:{SHAPE}:{course_key}:{guests}:{active_language()}"
    view = None if anew else cache.get(key)
    if view is None:
        view = overview(course_key, guests=guests)
        cache.set(key, view, KEPT_SECONDS)
    return view


def overview(course_key: str, *, guests: bool = False, at: datetime | None = None) -> Overview:
    """Of people, or of guests alone. At most twelve queries, whatever the number of enrolments."""
    at = at or timezone.now()
    enrolments = Enrolment.objects.of_guests() if guests else Enrolment.objects.of_people()
    since = at - timedelta(days=ACTIVE_DAYS)
    figures = enrolments.filter(course_key=course_key).aggregate(
        enrolled=Count("pk"), active=Count("pk", filter=Q(last_activity_at__gte=since))
    )
    return Overview(
        **figures,
        **record_counts(course_key, guests),
        completed=CourseCompletion.objects.filter(of_course(course_key, guests)).count(),
        activities=tuple(activity_counts(course_key, guests)),
        counted_at=at,
    )


def of_course(course_key: str, guests: bool) -> Q:
    owner = ~Q(enrolment__guest_key="") if guests else Q(enrolment__guest_key="")
    return Q(enrolment__course_key=course_key) & owner


def record_counts(course_key: str, guests: bool) -> dict[str, int]:
    """A replaced record counts once, as its successor. Guests have none."""
    if guests:
        return {"records": 0, "revoked": 0}
    return Certificate.objects.filter(course_key=course_key, superseded_at__isnull=True).aggregate(
        records=Count("pk", filter=Q(revoked_at__isnull=True)), revoked=Count("pk", filter=Q(revoked_at__isnull=False))
    )


def activity_counts(course_key: str, guests: bool) -> list[ActivityCount]:
    """The activities of the outline in order, then those that have left the course and were completed before."""
    done = completed(course_key, guests)
    begun = began(course_key, guests)
    current = current_activities(course_key)
    gone = {key: (title, kind) for key, (title, kind, _) in done.items() if key not in current}
    return [
        ActivityCount(
            title=title,
            kind=kind,
            began=begun[key],
            completed=done[key][2] if key in done else 0,
            is_current=key in current,
        )
        for key, (title, kind) in {**current, **gone}.items()
    ]


def current_activities(course_key: str) -> dict[str, tuple[str, str]]:
    outline = outline_by_key(course_key)
    return {item.key: (item.title, item.kind) for item in outline.activities} if outline else {}


def completed(course_key: str, guests: bool) -> dict[str, tuple[str, str, int]]:
    """Activity key -> its title on record, its kind, how many completed it."""
    rows = ActivityCompletion.objects.filter(of_course(course_key, guests)).values_list("activity_key", "kind")
    return {
        str(key): (title, kind, count)
        for key, kind, title, count in rows.annotate(Max("title"), Count("pk")).order_by("activity_key")
    }


def began(course_key: str, guests: bool) -> Counter[str]:
    """Activity key -> how many left any trace in it. The four counts exclude one another, so that they add up."""
    facts = of_course(course_key, guests)
    read = SectionCompletion.objects.filter(facts)
    tried = QuizAttempt.objects.filter(facts)
    asked = CheckResponse.objects.filter(facts).exclude(same(SectionCompletion, lesson_key="lesson_key"))
    done = ActivityCompletion.objects.filter(facts).exclude(
        same(SectionCompletion, lesson_key="activity_key")
        | same(CheckResponse, lesson_key="activity_key")
        | same(QuizAttempt, quiz_key="activity_key")
    )
    return sum(
        (
            people(read, "lesson_key"),
            people(tried, "quiz_key"),
            people(asked, "lesson_key"),
            people(done, "activity_key"),
        ),
        Counter(),
    )


def same(model: type[Model], **key: str) -> Exists:
    """That the same enrolment has such a row for the same activity."""
    matches = {name: OuterRef(outer) for name, outer in key.items()}
    return Exists(model.objects.filter(enrolment=OuterRef("enrolment"), **matches))


def people(facts: QuerySet, key: str) -> Counter[str]:
    rows = facts.order_by().values_list(key).annotate(Count("enrolment", distinct=True))
    return Counter({str(activity_key): count for activity_key, count in rows})
