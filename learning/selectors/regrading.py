"""Who changes if submitted attempts are marked anew. Reads only; the service follows the same reckoning."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from learning.models import AttemptGrade, QuizAttempt
from learning.selectors.enrolments import name_of
from quizzes.carrying import carried_answers, remarked
from quizzes.definitions import QuizDefinition
from quizzes.grading import QuizGrade, grade_quiz
from quizzes.models import QuizPage

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What to mark anew, and by what. `chosen` are question ids and `versions` primary keys; None is all."""

    by: QuizDefinition
    chosen: frozenset[str] | None = None
    versions: Collection[int] | None = None
    only_up: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrade:
    """One attempt whose grade would change. `before` is the grade that counts now, `after` what it would become,
    `definition` what it would be marked by."""

    attempt: QuizAttempt
    who: str
    before: AttemptGrade
    after: QuizGrade
    definition: QuizDefinition = field(repr=False)

    @property
    def passes_now(self) -> bool:
        return self.after.passed and not self.before.passed

    @property
    def fails_now(self) -> bool:
        return self.before.passed and not self.after.passed

    @property
    def loses(self) -> bool:
        return self.after.fraction < self.before.fraction or self.fails_now


def target_of(quiz: QuizPage) -> Target:
    """All questions of all attempts, by the quiz as it is published now."""
    return Target(by=quiz.definition())


def regrade_plan(
    *, quiz: QuizPage, target: Target | None = None, attempts: QuerySet[QuizAttempt] | None = None
) -> Iterator[Regrade]:
    """Those who change, gaining and (unless the target is `only_up`) losing, learner by learner, oldest attempt first.

    Streamed: constant memory, four queries for five hundred attempts. Without a target: all questions, both ways.
    """
    target = target or Target(by=quiz.definition(), only_up=False)
    for attempt in with_answers(markable(quiz, target, attempts)).iterator(chunk_size=CHUNK):
        change = change_of(attempt, target)
        if change and not (change.loses and target.only_up):
            yield change


def markable(quiz: QuizPage, target: Target, attempts: QuerySet[QuizAttempt] | None = None) -> QuerySet[QuizAttempt]:
    """Submitted, in the language of the key (a translation has a key of its own), and with their answers still there:
    those of an erased person are emptied, and would all be marked wrong."""
    rows = QuizAttempt.objects.all() if attempts is None else attempts
    rows = rows.submitted().filter(quiz_key=quiz.translation_key, version__locale=target.by.locale)
    if target.versions is not None:
        rows = rows.filter(version__in=target.versions)
    return rows.filter(enrolment__erased_at__isnull=True)


def with_answers(attempts: QuerySet[QuizAttempt]) -> QuerySet[QuizAttempt]:
    rows = attempts.order_by("enrolment__user_id", "enrolment_id", "pk")
    related = rows.select_related("version", "enrolment__user")
    return related.prefetch_related("responses", "grades__graded_against")


def change_of(attempt: QuizAttempt, target: Target) -> Regrade | None:
    """What the target makes of the attempt's answers, where that is not what counts already."""
    grades = list(attempt.grades.all())
    if not grades:
        return None
    definition = definition_anew(attempt, grades[-1], target)
    after = mark(attempt, definition)
    # All that counted was taken out of the quiz: an attempt at nothing would get the whole mark.
    if grades[-1].max_mark and not after.max_mark:
        return None
    if (grades[-1].fraction, grades[-1].passed) == (after.fraction, after.passed):
        return None
    return Regrade(
        attempt=attempt, who=name_of(attempt.enrolment), before=grades[-1], after=after, definition=definition
    )


def definition_anew(attempt: QuizAttempt, standing: AttemptGrade, target: Target) -> QuizDefinition:
    """Of the whole version, so that attempts that drew other questions of it share the one that comes of it."""
    return remarked(
        own=attempt.version.read(), standing=standing.graded_against.read(), by=target.by, chosen=target.chosen
    )


def mark(attempt: QuizAttempt, definition: QuizDefinition) -> QuizGrade:
    """By the key of the definition, and where there is no key by the marks that people gave."""
    rows = list(attempt.responses.all())
    answers = carried_answers({row.question_id: row.answer for row in rows}, attempt.definition, definition)
    marked = {row.question_id: row.fraction for row in rows if row.fraction is not None}
    return grade_quiz(definition.only(attempt.layout["questions"]), answers, marked)


@dataclass(slots=True)
class Totals:
    """How a plan adds up."""

    attempts: int = 0
    pass_now: int = 0
    lose: int = 0
    fail_now: int = 0

    def add(self, change: Regrade) -> None:
        self.attempts += 1
        self.pass_now += change.passes_now
        self.lose += change.loses
        self.fail_now += change.fails_now


def totals_of(changes: Iterable[Regrade]) -> Totals:
    totals = Totals()
    for change in changes:
        totals.add(change)
    return totals
