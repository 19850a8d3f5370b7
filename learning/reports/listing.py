"""What the staff's lists have in common: who may open them, how they search and sort."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column

from learning.access import may_review, reviewable_courses
from learning.services.due import finish_due_attempts

MOST_WORDS = 8


class DayColumn(Column):
    """A date to be read off, where “two months ago” is no answer."""

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        return date_format(timezone.localtime(value), "SHORT_DATE_FORMAT") if value else ""


class ForPermitted:
    """A room that `permits` opens to some people and to nobody else."""

    permits: Callable[[Any], bool]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.permits(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ForReviewers:
    """Staff meet the learners of every course, trainers those of their own. Who has none is sent back by Wagtail."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.sees_all = may_review(request.user)
        self.courses = reviewable_courses(request.user)
        if not self.sees_all and not self.courses.exists():
            raise PermissionDenied
        finish_due_attempts()  # what the clock has decided is in the numbers
        return super().dispatch(request, *args, **kwargs)


def matching(query: str, fields: list[str]) -> Q:
    """Every word in one of the fields, in any case. SQLite alone folds only Latin letters, hence the spellings."""
    wanted = Q()
    for word in query.split()[:MOST_WORDS]:
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        wanted &= Q(*((f"{field}__icontains", one) for field in fields for one in spellings), _connector=Q.OR)
    return wanted


class SearchedAndSorted:
    """For a listing over database rows: `nullable` names the sort keys that may be empty, which come last."""

    nullable: frozenset[str] = frozenset()

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(matching(self.search_query, self.search_fields)) if self.is_searching else queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """A filter nobody could have set shows nothing: it must not become a list, or an export, of everybody."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        name, backwards = self.ordering.lstrip("-"), self.ordering.startswith("-")
        last = {"nulls_last": True} if name in self.nullable else {}
        return queryset.order_by(F(name).desc(**last) if backwards else F(name).asc(**last), "-pk")
