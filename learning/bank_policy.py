"""The question bank as Wagtail's screens ask about it: row by row, by the one rule of `learning.access`."""

from collections.abc import Iterable

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from learning.access import bank_questions, bank_topics
from learning.models import User
from quizzes.models import BankQuestion, BankTopic

ROWS = {BankTopic: bank_topics, BankQuestion: bank_questions}


class BankPolicy(ModelPermissionPolicy):
    """Who has a permission on the model has it on the rows they may see."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: BankTopic | BankQuestion) -> bool:
        return self.user_has_permission(user, action) and self.rows(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet:
        return self.rows(user) if self.user_has_any_permission(user, actions) else self.model.objects.none()

    def rows(self, user: User) -> QuerySet:
        return ROWS[self.model](user)


def register() -> None:
    for model in ROWS:
        register_permission_policy(model, BankPolicy(model))
