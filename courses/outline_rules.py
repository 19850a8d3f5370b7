"""What opens the activities of a course, as its outline carries it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Value

from courses.models import CoursePage, LessonPage, LessonUnlockRule
from quizzes.models import QuizPage, QuizUnlockRule
from quizzes.translations import in_language
from quizzes.unlock_rules import UnlockRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One condition. `key` is that of the activity to complete first, `least` the grade it has to reach, 0..1.

    With neither date nor key: the activity it named was deleted.
    """

    opens_at: datetime | None = None
    key: str = ""
    title: str = ""
    least: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseBefore:
    """A course that has to be completed before this one opens."""

    key: str
    title: str
    url_path: str
    is_live: bool = True


def make_rule(opens_at: datetime | None, percent: int | None, key: Any, title: str | None) -> Rule:
    least = None if percent is None else Decimal(percent) / 100
    return Rule(opens_at=opens_at, key=str(key or ""), title=title or "", least=least)


def rule_of(row: UnlockRule) -> Rule:
    """Of a row in memory, saved or not."""
    page = row.activity
    return make_rule(row.opens_at, row.percent, page and page.translation_key, page and page.title)


def rules_below(course: CoursePage) -> dict[int, tuple[Rule, ...]]:
    """Page id -> its conditions, for all lessons and quizzes of a course. One query."""
    columns = ("page_id", "opens_at", "percent", "activity__translation_key", "activity__title")
    lessons, quizzes = (
        model.objects.filter(page__in=pages.descendant_of(course).values("pk"))
        .order_by()
        .values_list(*columns, "sort_order", Value(kind))
        for model, pages, kind in (
            (LessonUnlockRule, LessonPage.objects, "lesson"),
            (QuizUnlockRule, QuizPage.objects, "quiz"),
        )
    )
    found: dict[int, list[Rule]] = defaultdict(list)
    for page_id, opens_at, percent, key, title, *_ in sorted(lessons.union(quizzes, all=True), key=place):
        found[page_id].append(make_rule(opens_at, percent, key, title))
    return {page_id: tuple(rules) for page_id, rules in found.items()}


def place(row: Sequence[Any]) -> int:
    return row[5] or 0


def courses_before(course: CoursePage, rows: Iterable[Any]) -> tuple[CourseBefore, ...]:
    """Of prerequisite rows the required ones, each in the language of the course where it is. A query each."""
    return tuple(course_before(row.course, course.locale.language_code) for row in rows if row.required)


def course_before(course: CoursePage, language: str) -> CourseBefore:
    live = in_language(CoursePage.objects.live().filter(translation_key=course.translation_key), language)
    shown = live or course
    return CourseBefore(
        key=str(course.translation_key), title=shown.title, url_path=shown.url_path, is_live=live is not None
    )
