"""Filling the question bank. What of it quizzes take is in `quiz_bank`."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from learning.access import bank_topics, may_use_bank
from learning.models import User
from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.models import BankQuestion, BankTopic


@transaction.atomic
def add_bank_questions(
    *,
    topic: BankTopic,
    definitions: Iterable[QuestionDefinition],
    by: User,
    tags: Sequence[str] = (),
    tags_of: Mapping[str, Sequence[str]] | None = None,
    publish: bool = True,
) -> list[BankQuestion]:
    """New questions in a topic, in the order given: published, or drafts. All of them or none.

    `tags` go to each of them, and `tags_of` (by the id of a definition) to some. Whatever ids the definitions have,
    the bank gives them keys of its own; the ids of choices stay. Raises PermissionDenied for a topic this person does
    not see, and ValidationError for a question that cannot be published.
    """
    refuse_topic(topic, by)
    theirs = tags_of or {}
    return [
        add_question(topic, definition, [*tags, *theirs.get(definition.id, ())], by, publish)
        for definition in definitions
    ]


def add_question(
    topic: BankTopic,
    definition: QuestionDefinition,
    tags: Sequence[str],
    by: User | None,
    publish: bool,
    *,
    key: UUID | None = None,
) -> BankQuestion:
    question = BankQuestion(topic=topic, live=publish, question=[question_types.get(definition.type).thaw(definition)])
    question.key = key or question.key
    if publish:
        question.refuse_unfinished()
    question.tags.set(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    question.save()
    log(question, "wagtail.create", user=by)
    revision = question.save_revision(user=by)
    if publish:
        revision.publish(user=by)
    return question


@transaction.atomic
def ensure_topic(*, path: Sequence[str], by: User, within: BankTopic | None = None) -> BankTopic:
    """The topic of these names from the top down (or below `within`), with those that are not there yet made.

    Raises PermissionDenied where one of them is another team's, and ValueError for an empty path.
    """
    topic = within
    for name in path:
        topic = BankTopic.objects.filter(parent=topic, name=name).first() or add_topic(name, topic, by)
        refuse_topic(topic, by)
    if topic is None:
        raise ValueError("A topic has a name")
    return topic


def add_topic(name: str, parent: BankTopic | None, by: User) -> BankTopic:
    if not may_use_bank(by):
        raise PermissionDenied
    topic = BankTopic.objects.create(name=name, parent=parent)
    log(topic, "wagtail.create", user=by)
    return topic


def refuse_topic(topic: BankTopic, by: User) -> None:
    if not bank_topics(by).filter(pk=topic.pk).exists():
        raise PermissionDenied
