"""What quizzes take from the bank is not pulled away from under them, whichever way it is tried."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _

from .bank import BankQuestion, BankTopic, TopicTree
from .bank_uses import Use, Uses, Worse
from .models import QuizPage
from .pools import with_question_of_bank
from .proof import quiz_faults

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
    if question.live:
        refuse_worse(uses.worse(lambda shelf: shelf.take_away(question)))


def refuse_change(question: BankQuestion, tags: Iterable[str]) -> None:
    """Of the question as it would be published: raises ValidationError where a draw would miss it or be at odds with
    another one, and where a quiz that has it could not be passed any more."""
    uses = Uses()
    refuse_worse(uses.worse(lambda shelf: shelf.put(question, tags)))
    quizzes = {use.quiz.pk: use.quiz for use in uses.of(question) if use.is_live}
    if spoilt := [quiz.title for quiz in quizzes.values() if spoils(question, quiz)]:
        raise ValidationError(_("Then nobody could pass these quizzes: %s.") % named_once(spoilt))


def spoils(question: BankQuestion, quiz: QuizPage) -> bool:
    """Whether the quiz has no fault now and would have one."""
    after = quiz_faults(with_question_of_bank(quiz, question))
    return any(True for _fault in after) and not any(True for _fault in quiz_faults(quiz.definition()))


def refuse_worse(worse: Worse) -> None:
    if worse.short:
        named = named_once(quiz.title for quiz in worse.short)
        raise ValidationError(_("Then these quizzes could not draw enough questions: %s.") % named)
    if worse.quarrelling:
        named = named_once(quiz.title for quiz in worse.quarrelling)
        raise ValidationError(_("Then two draws with different marks would share questions, in: %s.") % named)


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
    refuse_worse(Uses().worse(lambda shelf: None, tree))


def places(uses: Iterable[Use]) -> str:
    """What is live by its title. A draft may be another team's: where it is, the room «Where used» tells its own."""
    uses = list(uses)
    live = [use.quiz.title for use in uses if use.is_live]
    drafts = [_("a draft of a quiz")] if any(not use.is_live for use in uses) else []
    return ", ".join([*([named_once(live)] if live else []), *drafts])


def named_once(titles: Iterable[str]) -> str:
    found = list(dict.fromkeys(titles))
    more = ["…"] if len(found) > MOST_NAMED else []
    return ", ".join([f"“{title}”" for title in found[:MOST_NAMED]] + more)
