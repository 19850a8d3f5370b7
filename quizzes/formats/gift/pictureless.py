"""GIFT is text alone: what becomes of pictures."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from quizzes.definitions import QuestionDefinition
from quizzes.formats.results import ImportedQuestion, Loss
from quizzes.picture_tags import has_picture, in_words, without_pictures


def losses(questions: Iterable[QuestionDefinition | ImportedQuestion]) -> tuple[Loss, ...]:
    """What `write` leaves out of these questions."""
    definitions = [getattr(question, "definition", question) for question in questions]
    return tuple(
        Loss(question.label, _("A picture was left out: GIFT holds none."))
        for question in definitions
        if has_picture(question.prompt) or has_picture(question.feedback)
    )


def pictureless(html: str) -> str:
    """Where a text is a picture alone, its words: a question must ask something."""
    return without_pictures(html) or in_words(html)
