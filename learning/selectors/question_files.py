"""The questions that leave as a file."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from quizzes.bank import TopicTree
from quizzes.formats.results import ImportedQuestion, Loss
from quizzes.models import BankQuestion, BankTopic, QuizPage
from quizzes.pictures import packed


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`losses` are what no file can say; `name` that of the file."""

    title: str
    name: str
    questions: tuple[ImportedQuestion, ...]
    losses: tuple[Loss, ...] = ()


def questions_of_quiz(quiz: QuizPage) -> Outgoing:
    """As its editor shows it, unpublished changes with it; shared questions as copies."""
    definition = quiz.get_latest_revision_as_object().definition()
    questions = tuple(packed(definition.fixed))
    message = _("What is drawn at random from the question bank is not in the file: export its topic.")
    losses = (Loss(quiz.title, message),) if definition.pools else ()
    return Outgoing(quiz.title, quiz.slug, questions, losses)


def questions_of_topic(topic: BankTopic) -> Outgoing:
    """Those of the topics below it too, each with the path of its topic as its category."""
    tree = TopicTree()
    rows = BankQuestion.objects.filter(topic__in=tree.below([topic.pk])).order_by("topic", "pk")
    found = [row for row in rows.prefetch_related("tags") if row.definition()]
    questions = tuple(
        replace(question, category="/".join(tree.path(row.topic_id)), tags=tuple(tag.name for tag in row.tags.all()))
        for row, question in zip(found, packed([row.definition() for row in found]), strict=True)
    )
    return Outgoing(topic.name, f"topic-{topic.pk}", questions)
