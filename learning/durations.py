"""Lengths of time in words."""

from datetime import timedelta

from django.utils.translation import ngettext

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def duration_words(length: timedelta) -> str:
    """In the largest unit that tells it whole: «2 days», «36 hours», «90 minutes»."""
    if length and length % DAY == timedelta(0):
        return ngettext("%(count)d day", "%(count)d days", length // DAY) % {"count": length // DAY}
    if length and length % HOUR == timedelta(0):
        return ngettext("%(count)d hour", "%(count)d hours", length // HOUR) % {"count": length // HOUR}
    return ngettext("%(count)d minute", "%(count)d minutes", length // MINUTE) % {"count": length // MINUTE}
