"""What keeps a page from being published. Packages above register checks for what a quiz alone cannot know."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.models import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a course cannot be completed, and the page and field of its form that mend it.

    `kind` is for code and tests; `row` is the place of an unlock condition among those of its page.
    """

    kind: str
    page_id: int | None
    message: str
    field: str = NON_FIELD_ERRORS
    row: int | None = None


# Called with a page as it would be published; gives the faults this page itself makes.
Check = Callable[[Page], Iterable[Fault]]
checks: list[Check] = []
_are_off: ContextVar[bool] = ContextVar("publishing_checks_are_off", default=False)


def faults_made_by(page: Page) -> list[Fault]:
    return [] if _are_off.get() else [fault for check in checks for fault in check(page)]


def refuse_faults(page: Page) -> None:
    """Raises ValidationError, each fault at its field."""
    errors: dict[str, list[str]] = {}
    for fault in faults_made_by(page):
        errors.setdefault(fault.field, []).append(fault.message)
    if errors:
        raise ValidationError(errors)


def register(check: Check) -> None:
    if check not in checks:
        checks.append(check)


@contextmanager
def checked_later() -> Iterator[None]:
    """While the pages of a course come one by one; whoever opens this looks at the whole when all are there."""
    token = _are_off.set(True)
    try:
        yield
    finally:
        _are_off.reset(token)
