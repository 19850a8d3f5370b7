"""Which lessons a lawyer has to look at again, and why. Everything is read anew: nothing here is stored."""

import datetime
from collections.abc import Iterable
from enum import StrEnum

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from courses.models import CoursePage, LegalAct, LegalSource, LessonPage
from quizzes.translations import originals


class Reason(StrEnum):
    """Why a lesson is due: the first that holds, in this order."""

    CHANGED = "changed"
    NEVER = "never"
    INTERVAL = "interval"


def changed_since_check() -> Q:
    """Of a legal source: its act changed after its lesson was checked, or the lesson never was.

    The same rule as `LegalSource.changed_since_check`, save that a lesson nobody checked has seen no change at all.
    """
    unseen = Q(page__checked_on__isnull=True) | Q(page__checked_on__lt=F("act__changed_on"))
    return Q(act__changed_on__isnull=False) & unseen


def lessons_citing(act: LegalAct) -> QuerySet[LessonPage]:
    """The lessons this act's last change concerns: they name it, and were not checked since."""
    sources = LegalSource.objects.filter(changed_since_check(), act=act)
    return LessonPage.objects.filter(pk__in=sources.values("page")).order_by("path")


def courses_of(lessons: Iterable[LessonPage]) -> QuerySet[CoursePage]:
    """The courses these lessons stand in."""
    return CoursePage.objects.filter(path__in={lesson.path[: -Page.steplen] for lesson in lessons})


def lessons_due(courses: QuerySet[CoursePage], *, on: datetime.date) -> QuerySet[LessonPage]:
    """The lessons of these courses that are due on this day, with `reason`, `course_title` and `course_key`. Originals:
    their translations are checked with them.

    Three queries: when a check runs out is counted in months, which databases count differently, so here.
    """
    stale = LegalSource.objects.filter(changed_since_check(), page=OuterRef("pk"))
    above = CoursePage.objects.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen))
    reason = Case(
        When(Exists(stale), then=Value(Reason.CHANGED.value)),
        When(checked_on__isnull=True, then=Value(Reason.NEVER.value)),
        When(pk__in=run_out(on), then=Value(Reason.INTERVAL.value)),
    )
    lessons = originals(LessonPage.objects.all()).annotate(
        reason=reason,
        course_title=Subquery(above.values("title")),
        course_number=Subquery(above.values("number")),
        course_key=Subquery(above.values("translation_key")),
    )
    return (
        lessons.filter(reason__isnull=False, course_key__in=courses.values("translation_key"))
        .defer("body")
        .prefetch_related(Prefetch("legal_sources", LegalSource.objects.select_related("act")))
    )


def run_out(on: datetime.date) -> list[int]:
    """The lessons whose last check is older than their interval allows. One query over three small columns."""
    checked = LessonPage.objects.filter(checked_on__isnull=False).only("checked_on", "review_months")
    return [lesson.pk for lesson in checked if lesson.review_due_on <= on]


def changed_acts(lesson: LessonPage) -> list[LegalAct]:
    """The acts a lesson names that changed since its check, from the sources fetched with it."""
    sources = lesson.legal_sources.all()
    checked_on = lesson.checked_on
    return [
        source.act
        for source in sources
        if source.act.changed_on and (checked_on is None or source.act.changed_on > checked_on)
    ]
