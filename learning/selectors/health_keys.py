"""Which answers are right in a question that was asked: by its own key, or by that of the newest regrade of it."""

from collections.abc import Iterable

from learning.models import Regrading
from quizzes.definitions import QuestionDefinition
from quizzes.models import QuizVersion


def carried_out(quiz_key: str) -> list[Regrading]:
    """The decisions that changed a grade, the newest first. One query."""
    found = Regrading.objects.filter(quiz_key=quiz_key, grades__isnull=False).distinct()
    return list(found.select_related("marked_by").order_by("-asked_at", "-pk"))


def counting(question: QuestionDefinition, version: QuizVersion, regrades: Iterable[Regrading]) -> QuestionDefinition:
    """The question whose key counts now; itself where no regrade met it."""
    for regrade in regrades:
        if meets(regrade, question, version):
            found = {one.id: one for one in regrade.marked_by.read().questions}.get(question.id)
            return found if found and found.type == question.type else question
    return question


def meets(regrade: Regrading, question: QuestionDefinition, version: QuizVersion) -> bool:
    is_chosen = regrade.chosen is None or question.id in regrade.chosen
    is_meant = regrade.versions is None or version.pk in regrade.versions
    return is_chosen and is_meant and regrade.marked_by.locale == version.locale
