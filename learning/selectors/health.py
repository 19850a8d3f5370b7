"""Question health as it is kept: one row a quiz, whatever the number of attempts. Counting is in `health_facts`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils.dateparse import parse_datetime

from courses.models import CoursePage
from learning.models import QuizHealth
from learning.selectors.health_attempts import key_of
from quizzes.definitions import QuizDefinition
from quizzes.item_analysis import QuestionNumbers, QuizNumbers, Weight
from quizzes.item_verdicts import Severity, Share, Verdict, verdict
from quizzes.models import QuizPage
from quizzes.translations import originals

SCOPES = ("first", "best", "all")
COURSE = {"title": "title", "key": "translation_key"}
FIGURES = ("attempts", "facility", "deviation", "discrimination", "efficiency")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionHealth:
    """One wording of one question. `shares` are of choices, `words` of answers written; both out of `told` attempts,
    whose answers can still be read. `seconds`: the median time, where `timed` attempts told it."""

    id: str
    label: str
    prompt: str
    type: str
    is_marked_by_people: bool
    numbers: QuestionNumbers | None
    attempts: int
    guess: float | None
    weight: Weight | None
    shares: tuple[Share, ...]
    words: tuple[Share, ...]
    told: int
    blank: int
    seconds: float | None
    timed: int

    @property
    def verdict(self) -> Verdict | None:
        """None for a question that is not graded: there is nothing to be right in."""
        return verdict(self.numbers, guess=self.guess, shares=self.shares) if self.numbers else None

    @property
    def severity(self) -> Severity:
        found = self.verdict
        return found.severity if found else Severity.FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionHealth:
    """A quiz while it asked, offered and counted the same. `seconds`: median from the start to the end, pauses too."""

    id: str
    locale: str
    since: datetime
    attempts: int
    numbers: QuizNumbers | None
    seconds: float | None
    questions: tuple[QuestionHealth, ...]


def kept_health(quiz_key: str) -> QuizHealth | None:
    """One query; None for a quiz nobody has finished since the counting began."""
    return QuizHealth.objects.filter(quiz_key=quiz_key, counted_at__isnull=False).first()


def listed_quizzes(quizzes: QuerySet[QuizPage]) -> QuerySet[QuizPage]:
    """Originals (their translations have the same row), each with `course_title`, `course_key`, and what `QuizHealth`
    keeps for lists: one query."""
    above = CoursePage.objects.filter(path=Substr(OuterRef("path"), 1, Length("path")))
    kept = QuizHealth.objects.filter(quiz_key=OuterRef("translation_key"))
    columns = {name: Subquery(kept.values(name)) for name in ("attempts", "to_check", "worst", "counted_at", "due_at")}
    course = {f"course_{name}": Subquery(above.values(field)[:1]) for name, field in COURSE.items()}
    return originals(quizzes).defer("questions").annotate(**columns, **course)


def editions_of(numbers: dict[str, Any], scope: str) -> list[EditionHealth]:
    """What is public first, then the newest."""
    return [edition_of(numbers, scope, edition) for edition in numbers.get(scope, {}).get("editions", ())]


def edition_of(numbers: dict[str, Any], scope: str, edition: dict[str, Any]) -> EditionHealth:
    quiz = quiz_numbers(edition["quiz"])
    found = (question_of(numbers, scope, key, quiz) for key in edition["questions"])
    return EditionHealth(
        id=edition["id"],
        locale=edition["locale"],
        since=parse_datetime(edition["since"]),
        attempts=edition["attempts"],
        numbers=quiz,
        seconds=edition["seconds"],
        questions=tuple(question for question in found if question),
    )


def quiz_numbers(kept: dict[str, Any] | None) -> QuizNumbers | None:
    if kept is None:
        return None
    return QuizNumbers(**{**kept, "weights": {key: Weight(**weight) for key, weight in kept["weights"].items()}})


def question_of(
    numbers: dict[str, Any], scope: str, key: str, quiz: QuizNumbers | None = None
) -> QuestionHealth | None:
    """The numbers of one wording (`key_of`); None where nobody was asked it so."""
    asked, found = numbers.get("asked", {}).get(key), numbers.get(scope, {}).get("questions", {}).get(key)
    if asked is None or found is None:
        return None
    figures = QuestionNumbers(**{name: found[name] for name in FIGURES}) if "facility" in found else None
    return QuestionHealth(
        id=asked["id"],
        label=asked["label"],
        prompt=asked["prompt"],
        type=asked["type"],
        is_marked_by_people=asked.get("by_people", False),
        numbers=figures,
        attempts=found["attempts"] or found["told"],
        guess=asked["guess"],
        weight=quiz.weights.get(key) if quiz else None,
        shares=tuple(
            Share(offer["text"], offer["earns"], found["picked"].get(offer["id"], 0)) for offer in asked["offers"]
        ),
        words=tuple(Share(word["text"], word["earns"], word["count"]) for word in found["words"]),
        told=found["told"],
        blank=found["blank"],
        seconds=found["seconds"],
        timed=found["timed"],
    )


def beside(numbers: dict[str, Any], definition: QuizDefinition) -> Iterator[tuple[str, QuestionHealth | None, bool]]:
    """For the editor: (question id, its numbers as it is worded in this definition, whether another wording has some).
    First attempts."""
    asked_before = {asked["id"] for asked in numbers.get("asked", {}).values()}
    for question in definition.questions:
        yield question.id, question_of(numbers, "first", key_of(question)), question.id in asked_before


def worst_of(questions: tuple[QuestionHealth, ...]) -> QuestionHealth | None:
    """The one to look at first: the gravest verdict, and of these the weakest discrimination. None where all is well or
    too few have answered."""
    troubled = [question for question in questions if question.severity >= Severity.LOOK]
    return min(troubled, key=lambda one: (-one.severity, discrimination(one)), default=None)


def discrimination(question: QuestionHealth) -> float:
    found = question.numbers.discrimination if question.numbers else None
    return 1 if found is None else found
