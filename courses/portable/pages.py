"""What a source says, put into the fields of a page. Nothing here writes to the database but legal acts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.models import Page

from courses.models import (
    CourseOutcome,
    CoursePage,
    CoursePrerequisite,
    LearningOutcome,
    LegalAct,
    LegalSource,
    LessonPage,
    LessonUnlockRule,
)
from quizzes.models import QuizPage, QuizUnlockRule

from . import identity
from .conditions import rules_of
from .source import ActSource, CourseSource, LessonSource, PageSource, QuizSource, SectionSource
from .targets import Targets, put


def fill_course(page: CoursePage, source: CourseSource, targets: Targets) -> None:
    fill_page(page, source)
    page.starter_id = own_id(source.id)
    page.number = source.number or page.number
    page.summary = source.summary
    page.introduction = targets.html(source.introduction)
    page.audience = source.audience
    page.hours = source.hours
    page.ects = source.ects
    page.least_grade = source.least_grade
    page.outcomes = [CourseOutcome(text=text, sort_order=place) for place, text in enumerate(source.outcomes)]
    page.order = source.learnt
    advised = [(course, False) for course in targets.courses(source.prerequisites)]
    required = [(course, True) for course in targets.courses(source.required_courses)]
    page.prerequisites = [
        CoursePrerequisite(course=course, required=is_required, sort_order=place)
        for place, (course, is_required) in enumerate([*advised, *required])
    ]


def fill_lesson(page: LessonPage, source: LessonSource, targets: Targets) -> None:
    fill_page(page, source)
    page.starter_id = own_id(source.id)
    page.goal = source.goal
    page.audience = source.audience
    page.minutes = source.minutes
    page.requirement = source.requirement
    page.group = source.group
    page.checked_on = source.checked_on
    page.review_months = source.review_months
    page.unlock_rules = list(rules_of(source.opens, targets, LessonUnlockRule))
    page.outcomes = [LearningOutcome(text=text, sort_order=place) for place, text in enumerate(source.outcomes)]
    page.legal_sources = [
        LegalSource(act=legal_act(act), articles=act.articles, sort_order=place)
        for place, act in enumerate(source.acts)
    ]
    sections = [with_targets(section, targets) for section in source.sections]
    page.body = identity.body_with_ids(sections, page.body.get_prep_value(), page.translation_key)


def fill_quiz(page: QuizPage, source: QuizSource, targets: Targets) -> None:
    fill_page(page, source)
    page.intro = targets.html(source.intro)
    page.pass_mark = source.pass_mark
    page.attempt_limit = source.attempts
    page.grading_method = source.grading
    page.shuffle_questions = source.shuffle_questions
    page.shuffle_choices = source.shuffle_choices
    page.feedback_timing = source.feedback
    page.show_answers = source.show_answers
    page.requirement = source.requirement
    page.group = source.group
    for name in QuizPage.TIMING:
        setattr(page, name, getattr(source, name))
    page.test_out = source.test_out
    page.unlock_rules = list(rules_of(source.opens, targets, QuizUnlockRule))
    page.questions = list(source.questions)


def fill_page(page: Page, source: PageSource) -> None:
    page.title = source.title
    page.seo_title = source.seo_title
    page.search_description = source.search_description
    page.show_in_menus = source.in_menus


def own_id(id: str) -> str:
    """The id to remember. One that is the page's key needs no remembering."""
    return "" if identity.as_uuid(id) else id


def with_targets(section: SectionSource, targets: Targets) -> SectionSource:
    return replace(section, blocks=tuple(replace(block, value=put(block.value, targets)) for block in section.blocks))


def validate(page: Page) -> None:
    """Raises ValidationError: saving a page does not ask the blocks of its streams, forms do."""
    for field_name in {"body", "questions"} & {field.name for field in page._meta.get_fields()}:
        page._meta.get_field(field_name).stream_block.clean(getattr(page, field_name))


def legal_act(source: ActSource) -> LegalAct:
    """The act of this number, or of this title where it has none. What staff wrote about a known act stays."""
    facts = {"title": source.title, "date": source.date, "url": source.url, "changed_on": source.changed_on}
    if source.number:
        return LegalAct.objects.get_or_create(number=source.number, defaults=facts)[0]
    known = LegalAct.objects.filter(title=source.title, number="").first()
    return known or LegalAct.objects.create(**facts)


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
