"""Months as people count them."""

import calendar
import datetime
import re


def months_later(date: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    return date.replace(year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1]))


# How the name of each month begins, in Ukrainian and in English, whatever its ending.
STEMS = (
    ("січ", "jan"),
    ("лют", "feb"),
    ("берез", "mar"),
    ("квіт", "apr"),
    ("трав", "may"),
    ("черв", "jun"),
    ("лип", "jul"),
    ("серп", "aug"),
    ("верес", "sep"),
    ("жовт", "oct"),
    ("листоп", "nov"),
    ("груд", "dec"),
)
WORD = re.compile(r"[^\W\d_]+")
DASH = re.compile(r"^[\s\u2060]*[–—-][\s\u2060]*(?:\d+\s+)?$")


def months_named(text: str) -> list[int]:
    """The months a text names, 1 to 12, in order; «лютий–квітень» and “November – January” name those between."""
    found: list[int] = []
    end = None
    for match in WORD.finditer(text.casefold()):
        month = month_of(match[0])
        if month is None:
            continue
        if found and end is not None and DASH.match(text[end : match.start()]):
            found += between(found[-1], month)
        found.append(month)
        end = match.end()
    return sorted(set(found))


def month_of(word: str) -> int | None:
    return next((place for place, stems in enumerate(STEMS, start=1) if word.startswith(stems)), None)


def between(first: int, last: int) -> list[int]:
    return [(first + step - 1) % 12 + 1 for step in range(1, (last - first) % 12)]


def runs(months: list[int]) -> list[tuple[int, int]]:
    """(first, last) of each stretch without a gap."""
    stretches: list[tuple[int, int]] = []
    for month in months:
        if stretches and stretches[-1][1] == month - 1:
            stretches[-1] = (stretches[-1][0], month)
        else:
            stretches.append((month, month))
    return stretches
