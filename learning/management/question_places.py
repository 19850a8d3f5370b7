"""The quiz or topic that a command names."""

from django.core.management.base import CommandError

from learning.question_destinations import Destination, QuizDestination, TopicDestination
from quizzes.bank import TopicTree
from quizzes.models import BankTopic, QuizPage

USAGE = 2


def destination(quiz: str | None, topic: str | None) -> Destination | None:
    """Raises CommandError for a name that is nobody's or several's."""
    if quiz:
        return QuizDestination(find_quiz(quiz))
    return TopicDestination(find_topic(topic)) if topic else None


def find_quiz(name: str) -> QuizPage:
    """By the id of its page, the path of its address, or a slug that no other quiz has."""
    quizzes = QuizPage.objects.filter(pk=int(name)) if is_id(name) else by_address(name)
    if len(quizzes) != 1:
        raise CommandError(f"There is {'no' if not quizzes else 'more than one'} quiz “{name}”.", returncode=USAGE)
    return quizzes[0]


def by_address(name: str) -> list[QuizPage]:
    wanted = name.strip("/")
    if "/" not in wanted:
        return list(QuizPage.objects.filter(slug=wanted))
    return list(QuizPage.objects.filter(url_path__endswith=f"/{wanted}/"))


def find_topic(name: str) -> BankTopic:
    """By its id, or by the names from the top down: “Elections / Observers”."""
    if is_id(name):
        topics = list(BankTopic.objects.filter(pk=int(name)))
    else:
        tree, path = TopicTree(), [part.strip() for part in name.split("/")]
        topics = [topic for topic in tree.in_order() if tree.path(topic.pk) == path]
    if len(topics) != 1:
        raise CommandError(f"There is {'no' if not topics else 'more than one'} topic “{name}”.", returncode=USAGE)
    return topics[0]


def is_id(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) < 10
