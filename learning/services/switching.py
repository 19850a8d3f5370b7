"""A learner takes the corrected wording of one question into a running attempt."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from learning.errors import NotAskedHere
from learning.models import QuestionSwitch, QuizAttempt, Response
from learning.selectors.corrections import corrections
from quizzes.carrying import carried, fits, with_question
from quizzes.definitions import QuestionDefinition
from quizzes.layout import question_order
from quizzes.versioning import freeze_definition

from .attempts import in_time
from .responses import summary


def switch_question(*, attempt: QuizAttempt, question_id: str, at: datetime | None = None) -> QuestionSwitch | None:
    """The attempt goes on with this question as it is published now, and with all others as they were.

    The answer stays where the corrected question could have got it, and is emptied where not. Asked for again, or where
    nothing was corrected, it changes nothing. Raises AttemptClosed, TimeIsUp, and NotAskedHere for a question that is
    not in the attempt or whose answer was checked: that one is final.
    """
    at = at or timezone.now()
    with in_time(attempt, at) as fresh:
        return switch_in(fresh, question_id, at)


def switch_in(attempt: QuizAttempt, question_id: str, at: datetime) -> QuestionSwitch | None:
    row = attempt.responses.filter(question_id=question_id).first()
    asked = next((one for one in attempt.definition.questions if one.id == question_id), None)
    if asked is None or (row and row.checked_at):
        raise NotAskedHere(_("This question stays as it is: it is not in this attempt, or its answer is final."))
    corrected = corrections(attempt).get(question_id)
    if corrected is None:
        return None
    return switch(attempt, asked, corrected, row, at)


def switch(
    attempt: QuizAttempt, asked: QuestionDefinition, corrected: QuestionDefinition, row: Response | None, at: datetime
) -> QuestionSwitch:
    before = attempt.version
    attempt.version = freeze_definition(with_question(before.read(), corrected))
    attempt.layout = layout_with(attempt, corrected)
    attempt.save(update_fields=["version", "layout"])
    cleared = row is not None and rebind(row, asked, corrected, at)
    return QuestionSwitch.objects.create(
        attempt=attempt,
        question_id=asked.id,
        before=before,
        after=attempt.version,
        cleared_answer=cleared,
        switched_at=at,
    )


def layout_with(attempt: QuizAttempt, corrected: QuestionDefinition) -> dict:
    """The order of this question's choices anew; everything else stays where the learner saw it."""
    choices = {id: order for id, order in attempt.layout["choices"].items() if id != corrected.id}
    order = question_order(corrected, attempt.version.read(), attempt.seed)
    return {**attempt.layout, "choices": {**choices, corrected.id: order} if order else choices}


def rebind(row: Response, asked: QuestionDefinition, corrected: QuestionDefinition, at: datetime) -> bool:
    """The answer to the corrected question; True where it had to be emptied. A save of the old one is then stale."""
    answer = carried(row.answer, asked, corrected)
    cleared = not fits(corrected, answer)
    row.answer = None if cleared else answer
    row.sequence, row.saved_at = row.sequence + 1, at
    row.question_digest, row.summary = corrected.digest, summary(corrected, row.answer)
    row.save(update_fields=["answer", "sequence", "saved_at", "question_digest", "summary"])
    return cleared
