"""Answers that were given while somebody else's tab took a corrected question into the attempt."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from learning.errors import NoLongerPossible
from learning.models import QuizAttempt
from learning.saving import Given
from quizzes.carrying import carried_answers, fits


def as_asked_now(given: Mapping[str, Given], seen: QuizAttempt, attempt: QuizAttempt) -> dict[str, Given]:
    """Answers read by the questions of `seen`, for the attempt as it is under the lock.

    Raises NoLongerPossible for an answer that the corrected question does not offer.
    """
    if seen.version_id == attempt.version_id:
        return dict(given)
    after = attempt.definition
    answers = carried_answers({id: item.answer for id, item in given.items()}, seen.definition, after)
    if not all(fits(question, answers.get(question.id)) for question in after.questions):
        raise NoLongerPossible(
            _("A question was corrected in another tab meanwhile. Open the page again and answer it anew.")
        )
    return {id: replace(item, answer=answers[id]) for id, item in given.items()}
