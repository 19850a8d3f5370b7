"""What trainers share, the question bank and the comment templates, as Wagtail's screens ask about it: row by row, by
the rules of `learning.access`."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import ModelLogEntry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from learning.access import bank_questions, bank_topics, comment_templates
from learning.models import CommentTemplate, User
from quizzes.models import BankQuestion, BankTopic

ROWS = {BankTopic: bank_topics, BankQuestion: bank_questions, CommentTemplate: comment_templates}


class SharedPolicy(ModelPermissionPolicy):
    """Who has a permission on the model has it on the rows they may see."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action) and self.rows(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet:
        return self.rows(user) if self.user_has_any_permission(user, actions) else self.model.objects.none()

    def rows(self, user: User) -> QuerySet:
        return ROWS[self.model](user)


def register() -> None:
    for model in ROWS:
        register_permission_policy(model, SharedPolicy(model))


class OwnRows:
    """For a snippet viewset: most of Wagtail's rooms ask for a permission on the model alone; these ask for the row."""

    model: type[Model]

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = for_seen_rows(pattern.callback, self.model)
        return patterns


class OwnRowsDelete(DeleteBulkAction):
    """Wagtail's names also the rows that are refused; what is another team's does not exist."""

    models = tuple(ROWS)

    def get_actionable_objects(self) -> tuple[list[Model], dict[str, list[Model]]]:
        objects, refused = super().get_actionable_objects()
        if not objects:
            raise Http404
        return objects, {**refused, "items_with_no_access": []}


def hide_foreign_history() -> None:
    """Wagtail's history of the site asks for a permission on the model alone."""
    LogEntriesView.filter_queryset = for_seen_entries(LogEntriesView.filter_queryset)


def for_seen_entries(filter_queryset: Callable[..., QuerySet]) -> Callable[..., QuerySet]:
    @wraps(filter_queryset)
    def filtered(view: LogEntriesView, queryset: QuerySet) -> QuerySet:
        return seen_entries(filter_queryset(view, queryset), view.request.user)

    return filtered


def seen_entries(entries: QuerySet, user: User) -> QuerySet:
    if entries.model is not ModelLogEntry:
        return entries
    for model, rows in ROWS.items():
        seen = rows(user).order_by().values_list(Cast("pk", CharField()))
        kind = ContentType.objects.get_for_model(model)
        entries = entries.exclude(Q(content_type=kind) & ~Q(object_id__in=seen))
    return entries


def for_seen_rows(view: Callable[..., HttpResponseBase], model: type[Model]) -> Callable[..., HttpResponseBase]:
    """What is another team's does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            get_object_or_404(ROWS[model](request.user), pk=unquote(str(kwargs["pk"])))
        return view(request, *args, **kwargs)

    return guarded
