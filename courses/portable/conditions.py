"""What opens a lesson or quiz, as a folder says it: a date, or `lesson:ID` and `quiz:ID` of the same course."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes.unlock_rules import UnlockRule

from .front_matter import Fields
from .outgoing import Outgoing
from .references import LOCAL
from .source import Condition, Reference
from .targets import Targets

MINUTE = "%Y-%m-%d %H:%M"


def read_conditions(parent: Fields) -> tuple[Condition, ...]:
    return tuple(found for fields in parent.each("opens") if (found := read_condition(fields)))


def read_condition(fields: Fields) -> Condition | None:
    at, after = read_moment(fields, "date"), fields.text("after")
    percent = fields.whole("percent", least=1, most=100)
    fields.refuse_others()
    if after and not LOCAL.match(after):
        fields.complain("after", _("must be lesson:ID or quiz:ID of this course."))
    elif bool(at) == bool(after):
        fields.complain("opens", _("each condition is either a date or an “after”."))
    elif percent and not after.startswith("quiz:"):
        fields.complain("percent", _("only a quiz has a grade."))
    else:
        return Condition(opens_at=at, after=after, percent=percent, line=fields.line("after"))
    return None


def read_moment(fields: Fields, key: str) -> datetime.datetime | None:
    """In the time of the academy; a day begins at midnight."""
    text = fields.text(key)
    if not text:
        return None
    try:
        at = datetime.datetime.fromisoformat(text)
        return at if timezone.is_aware(at) else timezone.make_aware(at)
    except ValueError:
        fields.complain(key, _("must be a date like 2026-03-01 or 2026-03-01 09:00."))
        return None


def references_of(conditions: Sequence[Condition]) -> tuple[Reference, ...]:
    return tuple(Reference(one.line, one.after) for one in conditions if one.after)


def rules_of(conditions: Sequence[Condition], targets: Targets, model: type[UnlockRule]) -> Iterator[UnlockRule]:
    """Rows for the page; while its course is only being made, those that name no other page."""
    for place, one in enumerate(conditions):
        first = targets.activity(one.after) if one.after else None
        if first or not one.after:
            yield model(opens_at=one.opens_at, activity=first, percent=one.percent, sort_order=place)


def conditions_of(page: Any, outgoing: Outgoing) -> list[dict[str, Any]]:
    """The settings of a page's conditions; one that leads nowhere is told."""
    found = [said(rule, outgoing) for rule in page.unlock_rules.all()]
    if not all(found):
        outgoing.lose(_("A condition of “%s” names nothing in this course.") % page.title)
    return [words for words in found if words]


def said(rule: UnlockRule, outgoing: Outgoing) -> dict[str, Any]:
    if rule.opens_at:
        return {"date": timezone.localtime(rule.opens_at).strftime(MINUTE)}
    after = outgoing.reference(rule.activity.specific) if rule.activity else ""
    return {"after": after, "percent": rule.percent} if LOCAL.match(after) else {}
