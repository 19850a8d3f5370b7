"""What publishing an edited quiz does to those who took it or are taking it. Reads only; nothing is kept."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from learning.models import ActivityCompletion, QuizAttempt
from learning.selectors.corrections import corrected_in
from learning.selectors.regrading import CHUNK, Target, change_of, markable, with_answers
from quizzes.comparing import COUNTING, QuestionChange, QuizChanges, compare, kinds_of
from quizzes.definitions import QuestionDefinition, QuizDefinition
from quizzes.models import QuizPage, QuizVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Attempts under way and submitted, in the quiz's language, and completions of the quiz in any."""

    running: int
    submitted: int
    completions: int

    def __bool__(self) -> bool:
        return bool(self.running or self.submitted or self.completions)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionImpact:
    """`running`: attempts under way that will be offered the corrected question. `marked`: submitted attempts whose
    grade that counts was given by another key. `gain`: those who gain if this question alone is marked anew."""

    change: QuestionChange
    running: int
    marked: int
    gain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizImpact:
    """`gain`: who gains if all changed questions are marked anew, each attempt once."""

    touched: Touched
    changes: QuizChanges
    questions: tuple[QuestionImpact, ...]
    gain: int


def touched_by(quiz: QuizPage) -> Touched:
    """Three queries."""
    attempts = QuizAttempt.objects.filter(quiz_key=quiz.translation_key, version__locale=quiz.locale.language_code)
    return Touched(
        running=attempts.in_progress().count(),
        submitted=attempts.submitted().count(),
        completions=ActivityCompletion.objects.filter(activity_key=quiz.translation_key).count(),
    )


def touches_learners(draft: QuizPage) -> bool:
    """Whether publishing it now changes what somebody gets who has begun or completed the quiz."""
    if draft.go_live_at and draft.go_live_at > timezone.now():
        return False
    return bool(touched_by(draft) and pending_changes(draft))


def drafts_that_touch(pages: Iterable[Page]) -> Iterator[QuizPage]:
    """The newest drafts that do, of the quizzes among these pages, and below them of those not live: that is what is
    published with them. Some queries for each draft."""
    pages = list(pages)
    below = Q()
    for page in pages:
        below |= Q(path__startswith=page.path)
    published = Q(pk__in=[page.pk for page in pages]) | (below & Q(live=False)) if below else Q(pk=None)
    quizzes = QuizPage.objects.filter(published, has_unpublished_changes=True)
    drafts = (quiz.get_latest_revision_as_object() for quiz in quizzes.order_by("path"))
    return filter(touches_learners, drafts)


def pending_changes(quiz: QuizPage) -> QuizChanges:
    """What the quiz in memory changes in what learners get today; of one that is not public, in what they got last."""
    before = standing_definition(quiz)
    return compare(before, quiz.definition()) if before else QuizChanges((), ())


def standing_definition(quiz: QuizPage) -> QuizDefinition | None:
    public = QuizPage.objects.live().filter(pk=quiz.pk).select_related("locale").first()
    if public:
        return public.definition()
    last = QuizVersion.objects.filter(quiz_key=quiz.translation_key, locale=quiz.locale.language_code)
    version = last.filter(attempts__isnull=False).order_by("-attempts__started_at").first()
    return version.read() if version else None


def quiz_impact(quiz: QuizPage) -> QuizImpact:
    """Of the quiz as it stands in memory. Reads every attempt at it once: for a page of its own, not for the editor."""
    changes, after = pending_changes(quiz), quiz.definition()
    offered = offered_to(quiz, after)
    marked, gains, gain = marking(quiz, after, [change for change in changes.questions if change.counts])
    return QuizImpact(
        touched=touched_by(quiz),
        changes=changes,
        gain=gain,
        questions=tuple(
            QuestionImpact(
                change=change,
                running=offered[change.question.id],
                marked=marked[change.question.id],
                gain=gains[change.question.id],
            )
            for change in changes.questions
        ),
    )


def offered_to(quiz: QuizPage, after: QuizDefinition) -> Counter[str]:
    """Question id -> attempts under way that will be offered it."""
    now = {question.id: question for question in after.questions}
    rows = QuizAttempt.objects.in_progress().filter(quiz_key=quiz.translation_key, version__locale=after.locale)
    rows = rows.select_related("version").prefetch_related("responses")
    return Counter(
        id
        for attempt in rows.iterator(chunk_size=CHUNK)
        for id in corrected_in(attempt.definition, now, final_ones(attempt))
    )


def final_ones(attempt: QuizAttempt) -> set[str]:
    return {row.question_id for row in attempt.responses.all() if row.checked_at}


def marking(
    quiz: QuizPage, after: QuizDefinition, changes: list[QuestionChange]
) -> tuple[Counter[str], Counter[str], int]:
    """By question id: attempts marked by another key, and those who would gain; and who would gain by all together."""
    marked, gains, all_together = Counter(), Counter(), 0
    ids = [change.question.id for change in changes]
    targets = {id: Target(by=after, chosen=frozenset({id})) for id in ids}
    together = Target(by=after, chosen=frozenset(ids))
    for attempt in with_answers(markable(quiz, together)).iterator(chunk_size=CHUNK):
        marked.update(id for id in marked_otherwise(attempt, after) if id in targets)
        gains.update(id for id, target in targets.items() if would_gain(attempt, target))
        all_together += would_gain(attempt, together)
    return marked, gains, all_together


def would_gain(attempt: QuizAttempt, target: Target) -> bool:
    change = change_of(attempt, target)
    return change is not None and not change.loses


def marked_otherwise(attempt: QuizAttempt, after: QuizDefinition) -> Iterator[str]:
    """The questions of the grade that counts whose mark could be another by the new definition."""
    grades = list(attempt.grades.all())
    now = {question.id: question for question in after.questions}
    for question in grades[-1].definition_for(attempt).questions if grades else ():
        if question.id not in now or counts_otherwise(question, now[question.id]):
            yield question.id


def counts_otherwise(before: QuestionDefinition, after: QuestionDefinition) -> bool:
    return bool(kinds_of(before, after) & COUNTING)
