"""The settings of pages, quizzes and sources in front matter: which there are, and how each is read."""

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from courses.models import Audience, Order
from quizzes.activities import Requirement
from quizzes.models import FeedbackTiming, GradingMethod, ShowAnswers
from quizzes.timing import CLOSES_FIRST, LONGEST_LIMIT, LONGEST_WAIT, MOST_CREDIT, USUAL_CREDIT, closes_first

from .conditions import read_conditions
from .front_matter import Fields
from .references import ID as ID_PATTERN
from .source import ActSource, Notes

ID = re.compile(f"^{ID_PATTERN}$")
SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
ANY_SLUG = re.compile(r"^[-a-zA-Z0-9_]{1,255}$")
GROUP = re.compile(r"^one-of:(?P<group>.{1,50})$")
AUDIENCES = {**{audience.value: audience.value for audience in Audience}, "both": Audience.EVERYONE.value}
ORDERS = {"free": Order.FREE.value, "in-turn": Order.IN_TURN.value}
DEFAULT_MINUTES, DEFAULT_PASS_MARK, DEFAULT_REVIEW_MONTHS = 45, 70, 12
MOST_ATTEMPTS = 1000


def languages() -> dict[str, str]:
    return {code: code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}


def page_settings(fields: Fields, slug: str) -> dict[str, Any]:
    """What every page of a course has, but its title. `slug` is the one its file's name gives."""
    own = fields.text("slug")
    if own and not ANY_SLUG.match(own):
        fields.complain("slug", _("may have Latin letters, digits, hyphens and underscores only."))
    return {
        "slug": own or slug,
        "is_draft": fields.boolean("draft", False),
        "seo_title": fields.text("seo_title"),
        "search_description": fields.text("search_description", longest=1000),
        "in_menus": fields.boolean("in_menus", False),
    }


def quiz_settings(fields: Fields, slug: str) -> dict[str, Any]:
    """The settings of a quiz; what is not said is as in a new quiz of the editor."""
    requirement, group = read_requirement(fields)
    pass_mark = fields.whole("pass_mark", least=0, most=100)
    return {
        **page_settings(fields, slug),
        "title": fields.text("title") or _("Quiz"),
        "pass_mark": DEFAULT_PASS_MARK if pass_mark is None else pass_mark,
        "attempts": fields.whole("attempts", least=0, most=MOST_ATTEMPTS) or 0,
        "grading": fields.choice("grading", _values(GradingMethod), GradingMethod.BEST.value),
        "shuffle_questions": fields.boolean("shuffle_questions", False),
        "shuffle_choices": fields.boolean("shuffle_choices", True),
        "feedback": fields.choice("feedback", _values(FeedbackTiming), FeedbackTiming.AT_END.value),
        "show_answers": fields.choice("show_answers", _values(ShowAnswers), ShowAnswers.ALWAYS.value),
        "requirement": requirement,
        "group": group,
        **timing_settings(fields),
        "test_out": fields.boolean("test_out", False),
        "opens": read_conditions(fields),
    }


def timing_settings(fields: Fields) -> dict[str, Any]:
    credit = fields.whole("credit", least=0, most=MOST_CREDIT)
    timing = {
        "time_limit": fields.whole("time_limit", least=1, most=LONGEST_LIMIT),
        "credit_cap": USUAL_CREDIT if credit is None else credit,
        "wait_minutes": fields.whole("wait", least=0, most=LONGEST_WAIT) or 0,
        "opens_at": fields.moment("opens_at"),
        "closes_at": fields.moment("closes_at"),
    }
    if closes_first(timing):
        fields.complain("closes_at", str(CLOSES_FIRST))
    return timing


def no_settings(notes: Notes) -> Fields:
    """For a quiz whose lesson says nothing about it."""
    return Fields({}, {}, notes)


def read_id(fields: Fields, *, required: bool = True) -> str:
    text = fields.text("id", required=required)
    if text and not ID.match(text):
        fields.complain("id", _("may have Latin letters, digits, dots and hyphens only."))
    return text


def read_requirement(fields: Fields) -> tuple[str, str]:
    """(requirement, group) of `required`, `optional` or `one-of:GROUP`."""
    text = fields.text("requirement") or Requirement.REQUIRED.value
    if match := GROUP.match(text):
        return Requirement.ONE_OF.value, match["group"].strip()
    if text not in (Requirement.REQUIRED, Requirement.OPTIONAL):
        fields.complain("requirement", _("must be required, optional or one-of:NAME."))
    return text, ""


def read_act(fields: Fields, *, longest_articles: int = 250) -> ActSource:
    act = ActSource(
        number=fields.text("act", longest=60),
        title=fields.text("title", required=True, longest=500),
        date=fields.date("date"),
        url=fields.text("url", longest=500),
        articles=fields.text("articles", longest=longest_articles),
        changed_on=fields.date("changed_on"),
    )
    if act.url and not act.url.startswith(("https://", "http://")):
        fields.complain("url", _("must begin with https://."))
    fields.refuse_others()
    return act


def read_courses(fields: Fields, key: str) -> tuple[str, ...]:
    ids = fields.texts(key, longest=100)
    if not all(ID.match(id) for id in ids):
        fields.complain(key, _("must be a list of ids of courses."))
    return ids


def _values(choices: Any) -> dict[str, str]:
    return {value: value for value in choices.values}
