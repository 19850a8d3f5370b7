"""What quizzes take from the bank is not pulled away from under them, whichever way it is tried."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _

from .bank import BankQuestion, BankTopic, TopicTree
from .bank_uses import Use, Uses
from .models import QuizPage

MOST_NAMED = 10


def connect() -> None:
    pre_delete.connect(before_delete, sender=BankQuestion, dispatch_uid="bank-question")
    pre_delete.connect(before_delete, sender=BankTopic, dispatch_uid="bank-topic")


def before_delete(instance: BankQuestion | BankTopic, **_: Any) -> None:
    refuse_topic_removal(instance) if isinstance(instance, BankTopic) else refuse_removal(instance)


def refuse_removal(question: BankQuestion) -> None:
    """Deleting and unpublishing alike. Raises ValidationError that names the quizzes."""
    uses = Uses()
    if found := [use for use in uses.of(question) if not use.by_draw]:
        raise ValidationError(_("Quizzes use this question: %s. Replace it there first.") % places(found))
    if question.live and (short := uses.left_short(lambda shelf: shelf.take_away(question))):
        raise too_few(short)


def refuse_change(question: BankQuestion, tags: Iterable[str]) -> None:
    """Of the question as it would be published: raises ValidationError where a draw would miss it."""
    if short := Uses().left_short(lambda shelf: shelf.put(question, tags)):
        raise too_few(short)


def refuse_topic_removal(topic: BankTopic) -> None:
    if topic.questions.exists() or topic.subtopics.exists():
        raise ValidationError(_("This topic is not empty. Move its questions and topics elsewhere first."))
    if found := Uses().of_topic(topic):
        raise ValidationError(_("Quizzes draw from this topic: %s. Change their draws first.") % places(found))


def refuse_topic_change(topic: BankTopic) -> None:
    """Of the topic as it would be saved: within another one, or of another course."""
    tree = TopicTree()
    course_key = topic.parent.course_key if topic.parent else topic.course_key
    tree.topics[topic.pk].parent_id = topic.parent_id
    for pk in tree.below([topic.pk]):
        tree.topics[pk].course_key = course_key
    if short := Uses().left_short(lambda shelf: None, tree):
        raise too_few(short)


def too_few(quizzes: list[QuizPage]) -> ValidationError:
    named = named_once(quiz.title for quiz in quizzes)
    return ValidationError(_("Then these quizzes could not draw enough questions: %s.") % named)


def places(uses: Iterable[Use]) -> str:
    return named_once(use.quiz.title if use.is_live else _("%s (draft)") % use.quiz.draft_title for use in uses)


def named_once(titles: Iterable[str]) -> str:
    found = list(dict.fromkeys(titles))
    more = ["…"] if len(found) > MOST_NAMED else []
    return ", ".join([f"“{title}”" for title in found[:MOST_NAMED]] + more)
