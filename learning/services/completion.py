"""Completions: dated facts, written in the transaction of the act that earned them, only ever forward."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.models import CoursePage
from courses.outline import Activity, Outline, outline_by_key
from learning.models import ActivityCompletion, CourseCompletion, Enrolment
from learning.progress import Facts, Progress, counted_activities, is_done, measure
from learning.selectors.facts import facts_of

from .idempotency import lock_enrolment

Source = ActivityCompletion.Source


def outline_of(enrolment: Enrolment) -> Outline | None:
    """The outline of the enrolment's course as it is now, in the active language; nothing when the course is gone.

    Also of a course that was taken down: whoever is in the middle of its quiz loses nothing.
    """
    return outline_by_key(enrolment.course_key)


def complete_activity(
    *, enrolment: Enrolment, key: str | UUID, kind: str, title: str, at: datetime, source: str = Source.ONLINE
) -> None:
    """Write the fact; a second time changes nothing, not even the date."""
    fact = ActivityCompletion(
        enrolment=enrolment, activity_key=key, kind=kind, title=title, source=source, completed_at=at
    )
    ActivityCompletion.objects.bulk_create([fact], ignore_conflicts=True)


def settle(
    *, enrolment: Enrolment, outline: Outline | None, at: datetime, facts: Facts | None = None
) -> Progress | None:
    """After a write: the cached progress brought up to date and the course completed if its rule is now met.

    `facts` as they are after the write, from whoever has read them already.
    """
    if outline is None:
        return None
    facts = facts or facts_of(enrolment, outline)
    facts = complete_read_lessons(enrolment=enrolment, outline=outline, facts=facts, at=at)
    facts = complete_tested_lessons(enrolment=enrolment, outline=outline, facts=facts, at=at)
    progress = measure(outline, facts)
    if progress.is_met and progress.finished_at is None:
        complete_course(enrolment=enrolment, outline=outline, facts=facts, at=at)
        progress = measure(outline, replace(facts, finished_at=at))
    if enrolment.progress_percent != progress.percent:
        enrolment.progress_percent = progress.percent
        enrolment.save(update_fields=["progress_percent"])
    return progress


def complete_read_lessons(*, enrolment: Enrolment, outline: Outline, facts: Facts, at: datetime) -> Facts:
    """Complete the lessons that are read to the end; the facts with them."""
    read = [item for item in outline.lessons if item.key not in facts.completed and is_done(item, facts)]
    return complete_lessons(read, Source.ONLINE, enrolment=enrolment, facts=facts, at=at)


def complete_tested_lessons(*, enrolment: Enrolment, outline: Outline, facts: Facts, at: datetime) -> Facts:
    """Complete the lessons whose quiz was passed instead. What was read of them stays as it was."""
    passed = {item.lesson_key for item in outline.quizzes if item.test_out and item.key in facts.completed}
    tested = [item for item in outline.lessons if item.key in passed and item.key not in facts.completed]
    return complete_lessons(tested, Source.TEST_OUT, enrolment=enrolment, facts=facts, at=at)


def complete_lessons(
    lessons: list[Activity], source: str, *, enrolment: Enrolment, facts: Facts, at: datetime
) -> Facts:
    for lesson in lessons:
        complete_activity(enrolment=enrolment, key=lesson.key, kind="lesson", title=lesson.title, source=source, at=at)
    return replace(facts, completed={**facts.completed, **{lesson.key: at for lesson in lessons}})


@transaction.atomic
def settle_now(*, enrolment: Enrolment, at: datetime | None = None) -> Progress | None:
    """For a learner whose course is met by an edit, not by an act of theirs: a lesson made optional, a section out."""
    enrolment = lock_enrolment(enrolment)
    return settle(enrolment=enrolment, outline=outline_of(enrolment), at=at or timezone.now())


def complete_course(*, enrolment: Enrolment, outline: Outline, facts: Facts, at: datetime) -> None:
    """Write the fact; the database refuses a second one, and callers hold the enrolment's lock."""
    completion = CourseCompletion(
        enrolment=enrolment,
        outline={**outline_as_met(outline, facts), **promised(outline)},
        fraction=measure(outline, facts).fraction,
        completed_at=at,
    )
    CourseCompletion.objects.bulk_create([completion], ignore_conflicts=True)


def promised(outline: Outline) -> dict:
    """What the course page says on the day and the completion record will print, however late it is asked for and in
    whatever language of the course."""
    pages = CoursePage.objects.live().filter(translation_key=outline.course_key).select_related("locale")
    words = {page.locale.language_code: words_of(page) for page in pages.order_by("pk")}
    return {
        **printed_facts(CoursePage.objects.filter(pk=outline.course_id).first()),
        "titles": {language: said["title"] for language, said in words.items()},
        "outcomes_in": {language: said["outcomes"] for language, said in words.items()},
    }


def printed_facts(course: CoursePage | None) -> dict:
    """Hours and ECTS as decimal text or nothing; outcomes in the course's language."""
    hours, ects = (course.hours, course.ects) if course else (None, None)
    return {
        "hours": None if hours is None else str(hours),
        "ects": None if ects is None else str(ects),
        "outcomes": words_of(course)["outcomes"] if course else [],
    }


def words_of(course: CoursePage) -> dict:
    return {"title": course.title, "outcomes": [outcome.text for outcome in course.outcomes.all()]}


def outline_as_met(outline: Outline, facts: Facts) -> dict:
    """What stood in the outline on the day, and which of it the rule counted."""
    counted = {item.key for item in counted_activities(outline, facts)}
    return {
        "course": outline.course_key,
        "title": outline.title,
        "least_grade": None if outline.least_grade is None else str(outline.least_grade),
        "activities": [
            {
                "key": item.key,
                "kind": item.kind,
                "title": item.title,
                "requirement": item.requirement,
                "group": item.group,
                "counted": item.key in counted,
                "completed_at": facts.completed[item.key].isoformat() if item.key in facts.completed else None,
                "fraction": str(facts.fractions[item.key]) if item.key in facts.fractions else None,
            }
            for item in outline.activities
        ],
    }
