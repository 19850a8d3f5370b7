"""Dates in words, remembered: learners' pages show the same few days over and over."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language


@lru_cache(maxsize=1000)
def words_of_day(day: date, language: str) -> str:
    return date_format(day, "j E")


def day_words(at: datetime) -> str:
    """«14 березня», as the filter `date:"j E"` has it."""
    return words_of_day(localtime(at).date(), get_language())


def minute_words(at: datetime) -> str:
    """«14 березня, 09:30», as the filter `date:"j E, H:i"` has it."""
    return f"{day_words(at)}, {localtime(at):%H:%M}"


def moment_words(at: datetime) -> str:
    """«14 березня 2026, 09:30»: for what may lie in another year."""
    return date_format(localtime(at), "j E Y, H:i")
