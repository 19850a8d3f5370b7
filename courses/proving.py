"""The proof of `courses.proof` on pages: of a course as it is public, and of a page that is about to be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from wagtail.models import Page

from courses.models import CoursePage, CoursePrerequisite, LessonPage, Order
from courses.outline import Outline, build_outline, in_order
from courses.outline_rules import courses_before, rule_of, rules_below
from courses.proof import Course, course_faults
from quizzes.activities import ActivityMixin
from quizzes.definitions import QuizDefinition
from quizzes.models import QuizPage
from quizzes.publishing import Fault
from quizzes.translations import is_translation

# Stands behind all paths of its parent's children: where a page not yet saved will be.
LAST = "zzzz"
# The field of a page by which it makes others unreachable.
BLAMED = {"optional": "requirement", "nothing_required": "requirement", "group": "group"}


def faults_in(course: CoursePage) -> tuple[Fault, ...]:
    """What keeps this course, as it is public, from being completed."""
    outline = build_outline(course.original)
    return course_faults(proved(outline, definitions_of(outline)))


def faults_made_by(page: Page) -> Iterable[Fault]:
    """Those that publishing this page, as it is in memory, would make itself; what else the course lacks is no reason
    to refuse it. Conditions are the original's, so a translation makes none."""
    if isinstance(page, CoursePage):
        return () if page.pk is None or is_translation(page) else of_course(page)
    if isinstance(page, ActivityMixin) and not is_translation(page):
        return of_activity(page)
    return ()


def of_activity(page: ActivityMixin) -> Iterable[Fault]:
    """Of its own conditions all; of everything else what the course would lack and does not lack now, wherever in the
    course it shows: an activity made optional is missed by those that wait for it."""
    course = CoursePage.objects.ancestor_of(parent_of(page), inclusive=True).first()
    if course is None:
        return
    outline = build_outline(course)
    known = {same(fault) for fault in course_faults(proved(outline))}
    for fault in course_faults(proved(outline_with(course, outline, page))):
        if fault.page_id == page.pk and fault.row is not None:
            yield fault
        elif same(fault) not in known and not (fault.page_id == course.pk and not outline.activities):
            # A course that has nothing yet is not to be whole with its first page.
            field = fault.field if fault.page_id == page.pk else BLAMED.get(fault.kind, NON_FIELD_ERRORS)
            yield replace(fault, page_id=page.pk, field=field, row=None)


def same(fault: Fault) -> tuple[str, int | None, str, int | None]:
    """What of a fault stays when a title in it changes."""
    return fault.kind, fault.page_id, fault.field, fault.row


def of_course(page: CoursePage) -> Iterable[Fault]:
    """Also where it is the order alone that makes things wait for each other."""
    outline = replace(
        build_outline(page),
        in_turn=page.order == Order.IN_TURN,
        courses_before=courses_before(page, page.current_prerequisites),
    )
    faults = course_faults(proved(outline, definitions_of(outline), page))
    yield from (fault for fault in faults if fault.page_id == page.pk)
    if outline.in_turn:
        anyway = {fault for fault in course_faults(proved(replace(outline, in_turn=False))) if fault.kind == "cycle"}
        new = [fault for fault in faults if fault.kind == "cycle" and not is_among(fault, anyway)]
        yield from (replace(fault, page_id=page.pk, field="order", row=None) for fault in new[:1])


def is_among(fault: Fault, others: Iterable[Fault]) -> bool:
    return any((fault.page_id, fault.row) == (other.page_id, other.row) for other in others)


def proved(
    outline: Outline, quizzes: Mapping[str, QuizDefinition] | None = None, course: CoursePage | None = None
) -> Course:
    return Course(outline=outline, now=timezone.now(), quizzes=quizzes or {}, required=required_courses(course))


def required_courses(course: CoursePage | None = None) -> dict[str, frozenset[str]]:
    """Of all courses; of this one as it is in memory."""
    rows = CoursePrerequisite.objects.filter(required=True)
    found: dict[str, set[str]] = defaultdict(set)
    for key, before in rows.values_list("page__translation_key", "course__translation_key"):
        found[str(key)].add(str(before))
    if course:
        rows = [row for row in course.current_prerequisites if row.required]
        found[course.key] = {str(row.course.translation_key) for row in rows}
    return {key: frozenset(keys) for key, keys in found.items()}


def definitions_of(outline: Outline) -> dict[str, QuizDefinition]:
    quizzes = QuizPage.objects.filter(pk__in=[item.page_id for item in outline.quizzes]).select_related("locale")
    return {quiz.key: quiz.definition() for quiz in quizzes}


# --- the course with one page as it is in memory ------------------------------------------------


def parent_of(page: ActivityMixin) -> Page:
    return page.get_parent() if page.path else page.parent_as_sent


def outline_with(course: CoursePage, outline: Outline, page: ActivityMixin) -> Outline:
    lessons = {lesson.path: lesson for lesson in LessonPage.objects.live().child_of(course)}
    quizzes = {quiz.path: quiz for quiz in QuizPage.objects.live().descendant_of(course)}
    (lessons if isinstance(page, LessonPage) else quizzes)[place_of(page)] = page
    rules = {**rules_below(course), page.pk: tuple(rule_of(row) for row in page.current_rules)}
    return replace(outline, activities=tuple(in_order(course, lessons, quizzes, rules)))


def place_of(page: ActivityMixin) -> str:
    return page.path or f"{page.parent_as_sent.path}{LAST}"
