"""What «My learning» shows: courses under way and done, records; and the one next step after a finished course."""

from dataclasses import dataclass

from courses.models import CoursePage
from courses.outline import Outline, course_outline
from learning.learners import Learner
from learning.models import Certificate, CourseCompletion, Enrolment
from learning.page_urls import page_url
from learning.progress import Progress, measure
from learning.selectors.facts import facts_of
from learning.selectors.places import Place, place_of
from quizzes.translations import in_language, once_each


@dataclass(frozen=True, slots=True)
class CourseCard:
    """One enrolment as its learner sees it. `url` and `place` are empty when the course is no longer public."""

    enrolment: Enrolment
    title: str
    url: str
    progress: Progress | None
    place: Place | None
    completion: CourseCompletion | None
    record: Certificate | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    under_way: tuple[CourseCard, ...]
    done: tuple[CourseCard, ...]
    is_guest: bool


def dashboard(learner: Learner) -> Dashboard:
    """About eight queries a course."""
    enrolments = learner.enrolments().select_related("completion").order_by("-last_activity_at")
    cards = [course_card(enrolment) for enrolment in enrolments]
    return Dashboard(
        under_way=tuple(card for card in cards if card.completion is None),
        done=tuple(card for card in cards if card.completion is not None),
        is_guest=learner.user is None,
    )


def course_card(enrolment: Enrolment) -> CourseCard:
    course = in_language(CoursePage.objects.live().filter(translation_key=enrolment.course_key))
    completion = getattr(enrolment, "completion", None)
    record = completion.certificates.order_by("-number").first() if completion else None
    if course is None:
        return CourseCard(enrolment, enrolment.course_title, "", None, None, completion, record)
    outline = course_outline(course)
    facts = facts_of(enrolment, outline)
    return CourseCard(
        enrolment=enrolment,
        title=course.title,
        url=page_url(course.url_path),
        progress=measure(outline, facts),
        place=place_of(enrolment, outline, facts),
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
    """The next course in the catalogue that this learner has not finished."""
    finished = CourseCompletion.objects.filter(enrolment__user=enrolment.user).exclude(enrolment__user=None)
    done = {*finished.values_list("enrolment__course_key", flat=True), enrolment.course_key}
    courses = once_each(CoursePage.objects.live().exclude(translation_key__in=done))
    for course in courses.order_by("number", "path"):
        return NextStep(title=course.title, url=page_url(course.url_path), outline=course_outline(course))
    return None
