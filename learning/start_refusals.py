"""Why an attempt cannot begin, in words: the same on the quiz's page and in the answer to a start."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from learning.dates import moment_words
from learning.errors import AttemptLimitReached, Closed, LearningError, NotOpenYet, WaitFirst
from learning.starting import Decision


def refusal(decision: Decision) -> LearningError | None:
    """Nothing where the learner may begin."""
    make = REFUSALS.get(decision.reason)
    return make(decision.when) if make else None


def used_up(_when: datetime) -> LearningError:
    return AttemptLimitReached(_("All attempts at this quiz have been used. Your results stay as they are."))


def not_open(when: datetime) -> LearningError:
    return NotOpenYet(_("This quiz opens on %(when)s.") % {"when": moment_words(when)})


def closed(when: datetime) -> LearningError:
    return Closed(_("This quiz closed on %(when)s. Your results stay as they are.") % {"when": moment_words(when)})


def wait(when: datetime) -> LearningError:
    return WaitFirst(_("The next attempt is possible from %(when)s.") % {"when": moment_words(when)})


def too_late(when: datetime) -> LearningError:
    return Closed(
        _("This quiz closes on %(when)s, before another attempt becomes possible. Your results stay as they are.")
        % {"when": moment_words(when)}
    )


REFUSALS: dict[str, Callable[[datetime | None], LearningError]] = {
    "used_up": used_up,
    "not_open": not_open,
    "closed": closed,
    "wait": wait,
    "too_late": too_late,
}
