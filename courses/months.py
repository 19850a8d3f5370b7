"""Months as people count them."""

import calendar
import datetime


def months_later(date: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    return date.replace(year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1]))
