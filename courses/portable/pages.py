"""What a source says, put into the fields of a page. Nothing here writes to the database but legal acts."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.models import Page

from courses.models import CourseOutcome, CoursePage, LearningOutcome, LegalAct, LegalSource, LessonPage
from quizzes.models import QuizPage

from . import identity
from .source import ActSource, CourseSource, LessonSource, QuizSource


def fill_course(page: CoursePage, source: CourseSource) -> None:
    page.title = source.title
    page.starter_id = source.id
    page.number = source.number or page.number
    page.summary = source.summary
    page.introduction = source.introduction
    page.audience = source.audience
    page.hours = source.hours
    page.ects = source.ects
    page.least_grade = source.least_grade
    page.outcomes = [CourseOutcome(text=text, sort_order=place) for place, text in enumerate(source.outcomes)]


def fill_lesson(page: LessonPage, source: LessonSource) -> None:
    page.title = source.title
    page.starter_id = source.id
    page.goal = source.goal
    page.audience = source.audience
    page.minutes = source.minutes
    page.requirement = source.requirement
    page.group = source.group
    page.checked_on = source.checked_on
    page.review_months = source.review_months
    page.outcomes = [LearningOutcome(text=text, sort_order=place) for place, text in enumerate(source.outcomes)]
    page.legal_sources = [
        LegalSource(act=legal_act(act), articles=act.articles, sort_order=place)
        for place, act in enumerate(source.acts)
    ]
    page.body = identity.body_with_ids(source.sections, list(page.body.raw_data), page.translation_key)
    validate_stream(page, "body")


def fill_quiz(page: QuizPage, source: QuizSource) -> None:
    page.title = source.title
    page.pass_mark = source.pass_mark
    page.attempt_limit = source.attempts
    page.questions = list(source.questions)
    validate_stream(page, "questions")


def legal_act(source: ActSource) -> LegalAct:
    """The act of this number, or of this title where it has none. What staff wrote about a known act stays."""
    facts = {"title": source.title, "date": source.date, "url": source.url}
    if source.number:
        return LegalAct.objects.get_or_create(number=source.number, defaults=facts)[0]
    known = LegalAct.objects.filter(title=source.title, number="").first()
    return known or LegalAct.objects.create(**facts)


def validate_stream(page: Page, field_name: str) -> None:
    """Raises ValidationError: saving a page does not ask its blocks, forms do."""
    page._meta.get_field(field_name).stream_block.clean(getattr(page, field_name))


def sentences(error: ValidationError) -> Iterator[str]:
    """Every message of an error, those of nested blocks included, each after the fields it is about."""
    nested = getattr(error, "block_errors", None) or getattr(error, "cell_errors", None)
    if nested is not None or hasattr(error, "non_block_errors"):
        yield from _of_blocks(error, nested or {})
    elif hasattr(error, "error_dict"):
        for field, errors in error.error_dict.items():
            where = "" if field == NON_FIELD_ERRORS else f"{field}: "
            yield from (f"{where}{message}" for each in errors for message in each.messages)
    else:
        yield from error.messages


def _of_blocks(error: ValidationError, nested: Any) -> Iterator[str]:
    for other in getattr(error, "non_block_errors", None) or ():
        yield from other.messages if isinstance(other, ValidationError) else [str(other)]
    for place, inner in nested.items() if isinstance(nested, dict) else enumerate(nested):
        if isinstance(inner, ValidationError):
            where = place + 1 if isinstance(place, int) else place
            yield from (f"{where} › {sentence}" for sentence in sentences(inner))
