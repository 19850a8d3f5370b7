"""Trying a course out: a trainer walks it as a learner would, drafts included, and nothing of it is recorded.

How far they are is kept in the cache, by person and course, for some hours; it is measured by the rules that measure
learners.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from courses.drafts import draft_outline
from courses.models import CoursePage
from courses.outline import Activity, Outline
from courses.unlocking import Lock, Standing, locks
from learning.models import User
from learning.progress import Facts, Progress, measure
from quizzes.grading import final_grade

HOURS_KEPT = 12 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done in the sandbox: activity keys to when, quizzes also with the fractions of their attempts, 0..1,
    oldest first."""

    completed: Mapping[str, datetime] = field(default_factory=dict)
    attempts: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxStep:
    activity: Activity
    url: str
    is_done: bool
    lock: Lock | None
    fraction: Decimal | None


class Sandbox:
    """One trainer's walk through one course."""

    def __init__(self, user: User, course: CoursePage) -> None:
        self.user = user
        self.course = course
        self.place = f"learning.sandbox.attempts.{user.pk}.{course.key}"
        self.done: Done = cache.get(self.place) or Done()

    @cached_property
    def outline(self) -> Outline:
        return draft_outline(self.course)

    @property
    def url(self) -> str:
        return reverse("learning_reports:try_course", args=[self.course.pk])

    def url_of(self, activity: Activity) -> str:
        return reverse("learning_reports:try_page", args=[self.course.pk, activity.page_id])

    @property
    def fractions(self) -> dict[str, Decimal]:
        """The grades of the quizzes, by their grading methods as they are now."""
        attempts = self.done.attempts
        tried = [activity for activity in self.outline.activities if activity.key in attempts]
        return {activity.key: final_grade(activity.grading_method, attempts[activity.key]) for activity in tried}

    @property
    def progress(self) -> Progress:
        return measure(self.outline, Facts(completed=self.done.completed, fractions=self.fractions))

    @property
    def steps(self) -> list[SandboxStep]:
        fractions = self.fractions
        standing = Standing(done=frozenset(self.done.completed), fractions=fractions)
        locked = locks(self.outline, standing, timezone.now())
        return [
            SandboxStep(
                activity=activity,
                url=self.url_of(activity),
                is_done=activity.key in self.done.completed,
                lock=locked.get(activity.key),
                fraction=fractions.get(activity.key),
            )
            for activity in self.outline.activities
        ]

    def activity_of(self, page_id: int) -> Activity | None:
        return next((item for item in self.outline.activities if item.page_id == page_id), None)

    def after(self, activity: Activity) -> str:
        """Where the way goes on: the next step, or the whole course behind the last one."""
        place = self.outline.activities.index(activity)
        following = self.outline.activities[place + 1 : place + 2]
        return self.url_of(following[0]) if following else self.url

    def finish(self, activity: Activity, fraction: Decimal | None = None) -> None:
        """A lesson read, or a quiz handed in: completed if its grade passes then, as for learners."""
        if fraction is not None:
            earlier = self.done.attempts.get(activity.key, ())
            self.keep(replace(self.done, attempts={**self.done.attempts, activity.key: (*earlier, fraction)}))
        if fraction is None or self.fractions[activity.key] >= activity.pass_mark:
            self.complete(activity)

    def complete(self, activity: Activity) -> None:
        """What was done stays done."""
        keys = [activity.key, activity.lesson_key] if activity.test_out else [activity.key]
        self.keep(replace(self.done, completed={**dict.fromkeys(keys, timezone.now()), **self.done.completed}))

    def clear(self) -> None:
        self.keep(Done())

    def keep(self, done: Done) -> None:
        self.done = done
        cache.set(self.place, done, HOURS_KEPT)
