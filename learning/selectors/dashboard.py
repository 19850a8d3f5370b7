"""What «My learning» shows: courses under way and done, records; and the one next step after a finished course."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Case, QuerySet, When
from django.utils import timezone
from django.utils.translation import get_language

from courses.models import CoursePage
from courses.outline import Outline, course_outline
from learning.learners import Learner
from learning.models import Certificate, CourseCompletion, Enrolment, QuizAttempt
from learning.page_urls import page_url
from learning.progress import Progress, measure
from learning.selectors.facts import facts_of
from learning.selectors.places import Place, place_of, waiting_for
from learning.selectors.reflections import enrolments_that_wait
from quizzes.translations import in_language, once_each


@dataclass(frozen=True, slots=True)
class CourseCard:
    """One enrolment as its learner sees it. `url` and `place` are empty when the course was taken down; one behind a
    password keeps its address: whoever has work in it was let in, and its page asks again."""

    enrolment: Enrolment
    title: str
    url: str
    progress: Progress | None
    place: Place | None
    # What is next and when it opens, where nothing is open.
    waits: str
    completion: CourseCompletion | None
    record: Certificate | None
    # An answer that counts is still to be marked by a person, in a quiz that is not passed yet.
    waits_for_trainer: bool = False
    # When the first of the attempts under way ends by itself.
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    under_way: tuple[CourseCard, ...]
    done: tuple[CourseCard, ...]
    is_guest: bool


def dashboard(learner: Learner) -> Dashboard:
    """About eight queries a course."""
    enrolments = learner.enrolments().select_related("completion").order_by("-last_activity_at")
    waiting, deadlines = enrolments_that_wait(learner.enrolments()), deadlines_of(learner)
    cards = [
        replace(course_card(row), waits_for_trainer=row.pk in waiting, deadline=deadlines.get(row.pk))
        for row in enrolments
    ]
    return Dashboard(
        under_way=tuple(card for card in cards if card.completion is None),
        done=tuple(card for card in cards if card.completion is not None),
        is_guest=learner.user is None,
    )


def deadlines_of(learner: Learner) -> dict[int, datetime]:
    """Enrolment -> the first end of its attempts under way. One query."""
    running = QuizAttempt.objects.in_progress().filter(
        enrolment__in=learner.enrolments(), deadline_at__gt=timezone.now()
    )
    return dict(running.order_by("-deadline_at").values_list("enrolment_id", "deadline_at"))


def course_card(enrolment: Enrolment) -> CourseCard:
    course = in_language(CoursePage.objects.live().filter(translation_key=enrolment.course_key))
    completion = getattr(enrolment, "completion", None)
    record = completion.certificates.order_by("-number").first() if completion else None
    if course is None:
        return CourseCard(enrolment, enrolment.course_title, "", None, None, "", completion, record)
    outline = course_outline(course)
    facts = facts_of(enrolment, outline)
    place = place_of(enrolment, outline, facts)
    return CourseCard(
        enrolment=enrolment,
        title=course.title,
        url=page_url(course.url_path),
        progress=measure(outline, facts),
        place=place,
        waits="" if place or completion else waiting_for(outline, facts),
        completion=completion,
        record=record,
    )


def guest_summary(learner: Learner) -> list[tuple[str, int]]:
    """For «On this device: …»: each course's title and how many sections and quizzes were done."""
    return [
        (title_of(enrolment), enrolment.sections.count() + enrolment.attempts.submitted().count())
        for enrolment in learner.enrolments().order_by("course_title")
    ]


def title_of(enrolment: Enrolment) -> str:
    course = in_language(CoursePage.objects.live().filter(translation_key=enrolment.course_key))
    return course.title if course else enrolment.course_title


@dataclass(frozen=True, slots=True)
class NextStep:
    title: str
    url: str
    outline: Outline


def next_step(enrolment: Enrolment) -> NextStep | None:
    """The next course in the catalogue, open to all, that this learner has not finished; in the language they are
    reading where there is one."""
    finished = CourseCompletion.objects.filter(enrolment__user=enrolment.user).exclude(enrolment__user=None)
    done = {*finished.values_list("enrolment__course_key", flat=True), enrolment.course_key}
    courses = once_each(CoursePage.objects.live().public().exclude(translation_key__in=done))
    course = own_language_first(courses).first()
    if course is None:
        return None
    return NextStep(title=course.title, url=page_url(course.url_path), outline=course_outline(course))


def own_language_first(courses: QuerySet[CoursePage]) -> QuerySet[CoursePage]:
    """Those in the language of the interface, then the others; each in the catalogue's order."""
    is_foreign = Case(When(locale__language_code=get_language(), then=0), default=1)
    return courses.order_by(is_foreign, "number", "path")
