"""Open answers as those who read them and those who gave them find them."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from learning.models import ActivityCompletion, CommentTemplate, Enrolment, QuizAttempt, ReflectionRemark, Response
from quizzes.definitions import QuestionDefinition
from quizzes.models import QuizPage


def listed_reflections(rows: QuerySet[Response]) -> QuerySet[Response]:
    """With all a list tells of them: one query."""
    return rows.select_related("attempt__version", "attempt__enrolment__user")


def in_queue_order(rows: QuerySet[Response]) -> QuerySet[Response]:
    """What waits, of that what counts, of that the oldest; behind them the others, read last first."""
    return rows.order_by(F("reviewed_at").desc(nulls_first=True), "-is_to_be_marked", "for_review_at", "pk")


def next_waiting(rows: QuerySet[Response], *, besides: Response) -> Response | None:
    return in_queue_order(rows.waiting().exclude(pk=besides.pk)).first()


def question_asked(response: Response) -> QuestionDefinition:
    """As its learner saw it."""
    return response.attempt.definition.question(response.question_id)


def question_marked(response: Response) -> QuestionDefinition:
    """As the grade that counts has it: what a mark is a share of. One that was taken out is as it was asked."""
    grade = response.attempt.grades.select_related("graded_against").last()
    definition = grade.definition_for(response.attempt) if grade else response.attempt.definition
    found = (question for question in definition.questions if question.id == response.question_id)
    return next(found, None) or question_asked(response)


def templates_for(response: Response) -> QuerySet[CommentTemplate]:
    """Whoever may write about an answer may use the words kept for its course."""
    course_key = response.attempt.enrolment.course_key
    return CommentTemplate.objects.filter(Q(course_key=None) | Q(course_key=course_key))


def quizzes_with_reflections(quizzes: QuerySet[QuizPage]) -> QuerySet[QuizPage]:
    """Those whose learners have been asked an open question."""
    answers = Response.objects.for_review().filter(attempt__quiz_key=OuterRef("translation_key"))
    return quizzes.filter(Exists(answers)).defer("questions").order_by("path")


def remarks_on(attempt: QuizAttempt, rows: Iterable[Response]) -> dict[str, tuple[Decimal | None, str]]:
    """Question id -> (the mark that counts, the newest words). No query where the attempt has no open answer."""
    read = {row.pk: row for row in rows if row.for_review_at}
    if not read:
        return {}
    words = dict(ReflectionRemark.objects.filter(response__in=read).order_by("pk").values_list("response", "comment"))
    return {row.question_id: (row.fraction, words.get(pk, "")) for pk, row in read.items()}


def waits_for_mark() -> Exists:
    """Of an attempt: whether an answer that counts is still to be marked by a person."""
    return Exists(Response.objects.waiting().filter(attempt=OuterRef("pk"), is_to_be_marked=True))


def enrolments_that_wait(enrolments: QuerySet[Enrolment]) -> set[int]:
    """Those with such an answer in a quiz that is not passed yet. One query."""
    passed = ActivityCompletion.objects.filter(enrolment=OuterRef("enrolment"), activity_key=OuterRef("quiz_key"))
    attempts = QuizAttempt.objects.filter(waits_for_mark(), ~Exists(passed), enrolment__in=enrolments)
    return set(attempts.values_list("enrolment", flat=True))
