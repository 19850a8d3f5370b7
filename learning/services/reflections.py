"""Open answers: compared by their learners, read and marked by people."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.errors import MarkMissing, NotAskedHere, RemarkedMeanwhile, SaysNothing
from learning.models import AttemptGrade, QuizAttempt, ReflectionRemark, Response, User
from learning.outbox import leave
from learning.remark_letters import tell_of_remarks_task
from learning.selectors.regrading import mark
from quizzes.grading import QuizGrade

from .attempts import lock_attempt
from .grading import append_grade, follow_grade
from .health import ask_for_count

# What the caller had seen before is anything: it was not asked.
ANY = -1


@transaction.atomic
def assess_reflection(*, attempt: QuizAttempt, question_id: str, value: int) -> Response:
    """How the learner's own comparison with the model answer came out: 2, 1 or 0. May be changed."""
    attempt = lock_attempt(attempt)
    reflections = {question.id for question in attempt.definition.questions if question.type == "reflection"}
    response = attempt.responses.filter(question_id=question_id, question_id__in=reflections).first()
    if response is None or attempt.submitted_at is None or value not in (0, 1, 2):
        raise NotAskedHere(_("There is nothing to compare here."))
    response.self_assessment = value
    response.save(update_fields=["self_assessment"])
    return response


@transaction.atomic
def remark_reflection(
    *,
    response: Response,
    fraction: Decimal | None,
    comment: str,
    by: User | None,
    seen: int | None = ANY,
    at: datetime | None = None,
) -> ReflectionRemark:
    """Say of an open answer what it earns (0..1, where it counts) and what there is to say; the grade follows.

    The newest remark counts, whole. One that says what the newest already says is that one: sent twice, it counts once.
    `seen` is the newest remark its author had before them, None for none. Raises NotAskedHere where there is nothing to
    mark, SaysNothing, MarkMissing where a mark would be taken back, and RemarkedMeanwhile.
    """
    at = at or timezone.now()
    attempt = lock_attempt(response.attempt)
    row = attempt.responses.for_review().filter(pk=response.pk).first()
    if row is None or (fraction is not None and not row.is_to_be_marked):
        raise NotAskedHere(_("This answer waits for no mark: it was emptied, or its question does not count any more."))
    newest = row.remarks.last()
    if newest and (newest.fraction, newest.comment) == (fraction, comment.strip()):
        return newest
    refuse_remark(row, newest, fraction, comment, seen)
    return write_remark(attempt, row, fraction, comment.strip(), by, at)


def refuse_remark(
    row: Response, newest: ReflectionRemark | None, fraction: Decimal | None, comment: str, seen: int | None
) -> None:
    if fraction is None and not comment.strip():
        raise SaysNothing(_("Give a mark or write a comment."))
    if fraction is None and row.is_to_be_marked and row.fraction is not None:
        raise MarkMissing(_("This answer has its mark: it can be changed, but not taken back."))
    if seen != ANY and seen != (newest.pk if newest else None):
        raise RemarkedMeanwhile(_("Somebody else wrote about this answer meanwhile. Look at it, then save once more."))


def write_remark(
    attempt: QuizAttempt, row: Response, fraction: Decimal | None, comment: str, by: User | None, at: datetime
) -> ReflectionRemark:
    is_news = row.reviewed_at is None or row.fraction != fraction
    since = grade_told(attempt) if row.reviewed_at is None else attempt.grades.last()
    remark = ReflectionRemark.objects.create(response=row, fraction=fraction, comment=comment, by=by, made_at=at)
    if fraction is not None or not row.is_to_be_marked:
        row.fraction, row.reviewed_at = fraction, at
        row.save(update_fields=["fraction", "reviewed_at"])
    grade_with_remarks(attempt, by, at)
    # Never what was written: the log is read by more people than the answer.
    data = {"question": row.question_id, "fraction": None if fraction is None else str(fraction)}
    log(attempt, "learning.remark", user=by, data=data)
    if is_news and attempt.enrolment.user_id and says_all(attempt, row):
        leave(tell_of_remarks_task, attempt.pk, since.pk)
    return remark


def grade_told(attempt: QuizAttempt) -> AttemptGrade:
    """The newest grade that did not come of a remark: the letter about the last of several tells of them all."""
    grades = list(attempt.grades.all())
    return next((grade for grade in reversed(grades) if grade.regrading_id or not grade.grader_id), grades[0])


def grade_with_remarks(attempt: QuizAttempt, by: User | None, at: datetime) -> AttemptGrade | None:
    """By what the grade that counts was marked by, with every mark that people gave. It may fall: that is meant."""
    standing = attempt.grades.select_related("graded_against").last()
    definition = standing.graded_against.read()
    after = mark(attempt, definition)
    if is_same(standing, after):
        return None
    at = max(at, standing.graded_at)  # the newest counts: clocks of two servers may differ
    version = standing.graded_against
    grade = append_grade(attempt=attempt, version=version, grade=after, at=at, may_fall=True, grader=by)
    follow_grade(attempt=attempt, pass_mark=definition.pass_mark, at=at)
    ask_for_count(quiz_keys=[attempt.quiz_key], at=at)
    return grade


def is_same(standing: AttemptGrade, after: QuizGrade) -> bool:
    return (standing.fraction, standing.passed) == (after.fraction, after.passed)


def says_all(attempt: QuizAttempt, row: Response) -> bool:
    """Whether nothing is left that its learner would have to wait for: of what counts, once it was marked."""
    waiting = attempt.responses.waiting()
    return not (waiting.filter(is_to_be_marked=True) if row.is_to_be_marked else waiting).exists()
