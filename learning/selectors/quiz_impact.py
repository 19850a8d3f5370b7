"""What publishing an edited quiz does to those who took it or are taking it. Reads only; nothing is kept."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from learning.models import ActivityCompletion, QuizAttempt
from learning.selectors.corrections import corrected_in
from learning.selectors.final_grades import FinalGrades, finals_moved
from learning.selectors.regrading import CHUNK, Target, change_of, markable, with_answers
from quizzes.comparing import COUNTING, Kind, QuestionChange, QuizChanges, SettingChange, compare, kinds_of
from quizzes.definitions import QuestionDefinition, QuizDefinition
from quizzes.models import QuizPage, QuizVersion

# Rules that hold for everybody from the moment they are published, also for attempts at an older version.
RULES = tuple(name for name in QuizPage.SHARED if name not in {field.name for field in fields(QuizDefinition)})


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
    """`gain`: attempts that gain if all changed questions are marked anew, each once; those taken out stay as they
    were. `gain_by_mark`: attempts that pass by a lower pass mark alone, once they are marked anew."""

    touched: Touched
    changes: QuizChanges
    questions: tuple[QuestionImpact, ...]
    gain: int
    gain_by_mark: int
    finals: FinalGrades


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


def drafts_that_touch(pages: Iterable[Page]) -> list[QuizPage]:
    """The newest drafts that do, of the quizzes among these pages, and below them of those not live: that is what is
    published with them. Some queries for each draft."""
    pages = list(pages)
    below = Q()
    for page in pages:
        below |= Q(path__startswith=page.path)
    published = Q(pk__in=[page.pk for page in pages]) | (below & Q(live=False)) if below else Q(pk=None)
    quizzes = QuizPage.objects.filter(published, has_unpublished_changes=True)
    drafts = (quiz.get_latest_revision_as_object() for quiz in quizzes.order_by("path"))
    return [draft for draft in drafts if touches_learners(draft)]


def pending_changes(quiz: QuizPage) -> QuizChanges:
    """What the quiz in memory changes in what learners get today; of one that is not public, in what they got last."""
    page = QuizPage.objects.filter(pk=quiz.pk).select_related("locale").first()
    before = page.definition() if page and page.live else last_definition(quiz)
    if not page or not before:
        return QuizChanges((), ())
    changes = compare(before, quiz.definition())
    return replace(changes, settings=(*changes.settings, *rule_changes(page, quiz)))


def last_definition(quiz: QuizPage) -> QuizDefinition | None:
    last = QuizVersion.objects.filter(quiz_key=quiz.translation_key, locale=quiz.locale.language_code)
    version = last.filter(attempts__isnull=False).order_by("-attempts__started_at").first()
    return version.read() if version else None


def rule_changes(before: QuizPage, after: QuizPage) -> Iterator[SettingChange]:
    for name in RULES:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield SettingChange(name, old, new)


def quiz_impact(quiz: QuizPage) -> QuizImpact:
    """Of the quiz as it stands in memory. Reads every attempt at it once: for a page of its own, not for the editor."""
    return impact_by(quiz, pending_changes(quiz), quiz.definition())


def impact_by(quiz: QuizPage, changes: QuizChanges, after: QuizDefinition) -> QuizImpact:
    settings = {change.name: change for change in changes.settings}
    offered, method = offered_to(quiz, after), settings.get("grading_method")
    gains = marking(quiz, after, [change for change in changes.questions if change.counts], settings.get("pass_mark"))
    return QuizImpact(
        touched=touched_by(quiz),
        changes=changes,
        gain=gains.together,
        gain_by_mark=gains.by_mark,
        finals=finals_moved(quiz, method.before, method.after) if method else FinalGrades(),
        questions=tuple(
            QuestionImpact(
                change=change,
                running=offered[change.question.id],
                marked=gains.marked[change.question.id],
                gain=gains.alone[change.question.id],
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


@dataclass(slots=True)
class Gains:
    """By question id: attempts marked by another key, and those who would gain by that question alone. Then those who
    would gain by all together, and by the pass mark without any question."""

    marked: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    together: int = 0
    by_mark: int = 0


def marking(
    quiz: QuizPage, after: QuizDefinition, changes: list[QuestionChange], pass_mark: SettingChange | None
) -> Gains:
    gains = Gains()
    targets = {change.question.id: one_question(after, change) for change in changes}
    kept = frozenset(change.question.id for change in changes if Kind.REMOVED not in change.kinds)
    together, by_mark = Target(by=after, chosen=kept), Target(by=after, chosen=frozenset())
    is_lower = pass_mark is not None and pass_mark.after < pass_mark.before
    if not changes and not is_lower:
        return gains
    for attempt in with_answers(markable(quiz, together)).iterator(chunk_size=CHUNK):
        gains.marked.update(id for id in marked_otherwise(attempt, after) if id in targets)
        gains.alone.update(id for id, target in targets.items() if would_gain(attempt, target))
        gains.together += bool(kept) and would_gain(attempt, together)
        gains.by_mark += is_lower and would_gain(attempt, by_mark)
    return gains


def one_question(after: QuizDefinition, change: QuestionChange) -> Target:
    return Target(by=after, chosen=frozenset({change.question.id}))


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
