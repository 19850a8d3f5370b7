"""Whether somebody may take from the bank what they chose.

Who may see what is registered as Wagtail's permission policy of the models, by whoever knows people.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.permissions import policy_registry

from .bank import BankQuestion, BankTopic
from .bank_blocks import DRAW, SHARED, block_error

Choice = tuple[type[Model], int | None]


def unseen_errors(value: StreamValue, user: Any, known: StreamValue) -> dict[int, ValidationError]:
    """By place in the stream, what this person may not take. What the quiz had before, others had chosen: it stays."""
    before = {choice for _place, choice in choices_in(known)}
    new = [(place, choice) for place, choice in choices_in(value) if choice not in before]
    seen = {model: seen_ids(model, user, new) for model in (BankQuestion, BankTopic)} if new else {}
    return {place: refusal(model) for place, (model, pk) in new if pk not in seen[model]}


def choices_in(value: StreamValue) -> Iterator[tuple[int, Choice]]:
    for place, child in enumerate(value):
        if child.block_type == SHARED and child.value:
            yield place, (BankQuestion, child.value.pk)
        elif child.block_type == DRAW:
            topic = child.value.get("topic")
            yield place, (BankTopic, topic.pk if topic else None)


def seen_ids(model: type[Model], user: Any, choices: list[tuple[int, Choice]]) -> set[int | None]:
    """With None, for a draw from all that is shared, where the bank is open to this person at all."""
    policy = policy_registry.get_by_type(model)
    if not policy.user_has_permission(user, "view"):
        return set()
    wanted = [pk for _place, (kind, pk) in choices if kind is model]
    return {
        None,
        *policy.instances_user_has_permission_for(user, "view").filter(pk__in=wanted).values_list("pk", flat=True),
    }


def refusal(model: type[Model]) -> ValidationError:
    if model is BankQuestion:
        return ValidationError(_("This question is not among those you may use. Choose another."))
    return block_error("topic", _("This topic is not among those you may use. Choose another."))
