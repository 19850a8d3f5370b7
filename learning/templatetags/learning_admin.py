"""Tags of the staff's screens: the drawing of an overview, the warnings before a removal and a publishing."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from learning.selectors.impact import Impact, impact_of
from learning.selectors.overview import Overview
from learning.selectors.quiz_impact import drafts_that_touch
from quizzes.models import QuizPage

register = template.Library()

WIDTH, ROW = 720, 48
# Room at the right for the longest pair of numbers.
SCALE = WIDTH - 120


@register.inclusion_tag("learning/admin/bars.html")
def activity_bars(overview: Overview, caption: str) -> dict[str, Any]:
    """One pair of bars an activity: who began it, and over that who completed it. The whole width is everybody."""
    most = max([overview.enrolled, *(item.began for item in overview.activities), 1])
    bars = [
        {
            "item": item,
            "title_y": place * ROW + 16,
            "bar_y": place * ROW + 23,
            "text_y": place * ROW + 36,
            "began": round(SCALE * item.began / most),
            "completed": round(SCALE * item.completed / most),
            "text_x": round(SCALE * max(item.began, item.completed) / most) + 8,
        }
        for place, item in enumerate(overview.activities)
    ]
    return {"bars": bars, "width": WIDTH, "height": ROW * len(bars), "scale": SCALE, "caption": caption}


@register.inclusion_tag("learning/admin/records_warning.html")
def records_warning(pages: Iterable[Page]) -> dict[str, str]:
    impact = impact_of(pages)
    return {"warning": impact_words(impact) if impact else ""}


@register.inclusion_tag("learning/admin/publishing_warning.html")
def publishing_warning(pages: Iterable[Page]) -> dict[str, list[QuizPage]]:
    return {"quizzes": drafts_that_touch(pages)}


@register.filter
def items_of(rows: Iterable[dict[str, Any]]) -> list[Page]:
    """The pages of a bulk action's list."""
    return [row["item"] for row in rows]


def impact_words(impact: Impact) -> str:
    """“On record here: 12 learners, 3 guests, 5 completion records. …”"""
    counts = [
        ngettext("%(count)d learner", "%(count)d learners", impact.people) % {"count": impact.people},
        impact.guests and ngettext("%(count)d guest", "%(count)d guests", impact.guests) % {"count": impact.guests},
        impact.records
        and ngettext("%(count)d completion record", "%(count)d completion records", impact.records)
        % {"count": impact.records},
    ]
    return _("On record here: %(counts)s. Their records, with titles and versions of the time, remain.") % {
        "counts": ", ".join(filter(None, counts))
    }
