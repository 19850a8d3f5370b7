"""What trainers share, the question bank and the comment templates, as Wagtail's screens ask about it: row by row, by
the rules of `learning.access`."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

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


def for_seen_rows(view: Callable[..., HttpResponseBase], model: type[Model]) -> Callable[..., HttpResponseBase]:
    """What is another team's does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            get_object_or_404(ROWS[model](request.user), pk=unquote(str(kwargs["pk"])))
        return view(request, *args, **kwargs)

    return guarded
