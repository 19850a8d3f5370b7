"""Whose records stand on pages that somebody is about to remove."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from learning.models import ActivityCompletion, Certificate, CheckResponse, Enrolment, QuizAttempt, SectionCompletion
from quizzes.models import QuizPage

# Where an enrolment leaves traces of an activity, and the column that names it.
TRACES = (
    (SectionCompletion, "lesson_key"),
    (CheckResponse, "lesson_key"),
    (QuizAttempt, "quiz_key"),
    (ActivityCompletion, "activity_key"),
)


@dataclass(frozen=True, slots=True)
class Impact:
    """Enrolments of people and of guests with anything on record in these pages, and valid completion records."""

    people: int
    guests: int
    records: int


def impact_of(pages: Iterable[Page]) -> Impact | None:
    """What removing these pages, and those below, would leave behind; nothing where nobody was. Three queries."""
    keys = activity_keys(pages)
    if not keys:
        return None
    traces = Q(course_key__in=keys)
    for model, column in TRACES:
        traces |= Exists(model.objects.filter(enrolment=OuterRef("pk"), **{f"{column}__in": keys}))
    counts = Enrolment.objects.filter(traces).aggregate(
        people=Count("pk", filter=Q(guest_key="")), guests=Count("pk", filter=~Q(guest_key=""))
    )
    if not any(counts.values()):
        return None
    return Impact(**counts, records=Certificate.objects.current().filter(course_key__in=keys).count())


def activity_keys(pages: Iterable[Page]) -> list:
    """But for what stays public in another language: there the records go on."""
    below = Q()
    for page in pages:
        below |= Q(path__startswith=page.path)
    if not below:
        return []
    found = Page.objects.filter(below).type(CoursePage, LessonPage, QuizPage)
    elsewhere = Page.objects.live().filter(translation_key=OuterRef("translation_key")).exclude(below)
    return list(found.exclude(Exists(elsewhere)).values_list("translation_key", flat=True))
