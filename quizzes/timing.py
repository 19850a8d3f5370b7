"""When a quiz may be taken and how long one try may last: rules of the page, the same in all its languages.

They are no part of a `QuizVersion`: what is asked does not depend on them. What a running attempt was promised is
frozen into the attempt itself.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

LONGEST_LIMIT = 24 * 60
LONGEST_WAIT = 366 * 24 * 60
USUAL_CREDIT, MOST_CREDIT = 10, 120
CLOSES_FIRST = _("The quiz would close before it opens. Choose a later date.")


class TimingMixin(models.Model):
    """The rules of time. All are optional: a quiz without them is open for ever and waits for its learner."""

    TIMING = ("time_limit", "credit_cap", "wait_minutes", "opens_at", "closes_at")

    time_limit = models.PositiveSmallIntegerField(
        _("Time limit, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_LIMIT)],
        help_text=_(
            "Empty is without limit. The clock runs on while the page is closed; when the time is up, what is saved "
            "counts. Attempts under way keep the limit they began with."
        ),
    )
    credit_cap = models.PositiveSmallIntegerField(
        _("Time given back after a breakdown, minutes"),
        default=USUAL_CREDIT,
        validators=[MaxValueValidator(MOST_CREDIT)],
        help_text=_(
            "If a learner’s page falls silent during a timed attempt and comes back, the lost time is given back, at "
            "most so many minutes in one attempt. 0 gives nothing back."
        ),
    )
    wait_minutes = models.PositiveIntegerField(
        _("Wait between attempts, minutes"),
        default=0,
        validators=[MaxValueValidator(LONGEST_WAIT)],
        help_text=_("How long after the end of one attempt the next may begin. A day is 1440 minutes. 0 is at once."),
    )
    opens_at = models.DateTimeField(
        _("Opens"), null=True, blank=True, help_text=_("Nobody can begin earlier. Empty is open from the start.")
    )
    closes_at = models.DateTimeField(
        _("Closes"),
        null=True,
        blank=True,
        help_text=_(
            "Nobody can begin later, and an attempt under way ends at this moment with what is saved. Learners are "
            "told before they begin. A later date also helps those who are in the middle; an earlier one does not "
            "reach them."
        ),
    )

    timing_panel = MultiFieldPanel([FieldPanel(name) for name in TIMING], heading=_("Time"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="%(class)s_closes_after_opening",
                violation_error_message=CLOSES_FIRST,
            ),
        ]


def closes_first(values: Mapping[str, Any]) -> bool:
    """Whether a form's dates contradict each other."""
    opens_at, closes_at = (values.get(name) for name in ("opens_at", "closes_at"))
    return isinstance(opens_at, datetime) and isinstance(closes_at, datetime) and closes_at <= opens_at
