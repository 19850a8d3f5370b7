"""What there is to choose from when a quiz is marked anew."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet

from learning.models import AttemptGrade, QuizAttempt
from quizzes.comparing import COUNTING, Kind, kinds_of
from quizzes.definitions import QuestionDefinition, QuizDefinition
from quizzes.models import QuizPage, QuizVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChoice:
    """A question that submitted attempts were asked. `kinds` is how it differs from what they were marked by."""

    question: QuestionDefinition
    kinds: frozenset[Kind]

    @property
    def is_usual(self) -> bool:
        """Ticked at first: corrected, and not simply taken out."""
        return bool(self.kinds & COUNTING - {Kind.REMOVED})

    @property
    def labels(self) -> list[str]:
        return [str(kind.label) for kind in Kind if kind in self.kinds]


def submitted_attempts(quiz: QuizPage) -> QuerySet[QuizAttempt]:
    rows = QuizAttempt.objects.submitted().filter(quiz_key=quiz.translation_key)
    return rows.filter(version__locale=quiz.locale.language_code, enrolment__erased_at__isnull=True)


def version_choices(quiz: QuizPage) -> QuerySet[QuizVersion]:
    """Versions with submitted attempts, newest first, each with `taken` (how many), `first_at` and `last_at`."""
    counts = submitted_attempts(quiz).values("version")
    versions = QuizVersion.objects.filter(pk__in=counts, attempts__in=submitted_attempts(quiz))
    return versions.annotate(
        taken=Count("attempts"), first_at=Min("attempts__submitted_at"), last_at=Max("attempts__submitted_at")
    ).order_by("-last_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """`lower_mark`: whether some attempts were held against a higher pass mark than the published one."""

    questions: list[QuestionChoice]
    versions: list[QuizVersion]
    lower_mark: bool


def choices_of(quiz: QuizPage, by: QuizDefinition) -> Choices:
    versions = list(version_choices(quiz))
    asked = [version.read() for version in versions]
    marked = [*asked, *(version.read() for version in marking_versions(quiz))]
    return Choices(
        questions=question_choices(by, asked, marked),
        versions=versions,
        lower_mark=any(definition.pass_mark > by.pass_mark for definition in marked),
    )


def question_choices(
    by: QuizDefinition, asked: list[QuizDefinition], marked: list[QuizDefinition]
) -> list[QuestionChoice]:
    """In the order of the published quiz; those taken out of it come last."""
    ids = {question.id for definition in asked for question in definition.questions}
    order = list(dict.fromkeys(question.id for definition in (by, *marked) for question in definition.questions))
    return [choice_of(id, by, marked) for id in order if id in ids]


def marking_versions(quiz: QuizPage) -> QuerySet[QuizVersion]:
    """Also what an earlier regrade marked by: a correction that was wrong itself can be corrected."""
    grades = AttemptGrade.objects.filter(attempt__in=submitted_attempts(quiz))
    return QuizVersion.objects.filter(pk__in=grades.values("graded_against"))


def choice_of(id: str, by: QuizDefinition, marked: list[QuizDefinition]) -> QuestionChoice:
    found = [question for definition in marked for question in definition.questions if question.id == id]
    now = next((question for question in by.questions if question.id == id), None)
    if now is None:
        return QuestionChoice(question=found[0], kinds=frozenset({Kind.REMOVED}))
    kinds = frozenset(kind for question in found for kind in kinds_of(question, now))
    return QuestionChoice(question=now, kinds=kinds)
