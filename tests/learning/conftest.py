"""The people of every role, and somebody's things to meet or not to meet."""

import uuid
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation
from wagtail.models import PageViewRestriction

from courses.models import CourseIndexPage, CoursePage, CoursePrerequisite, LessonPage
from learning import roles
from learning.models import Enrolment, Regrading, Response, User
from learning.services.attempts import start_attempt
from learning.services.certificates import issue_certificate
from learning.services.drawing import draw_certificate
from quizzes.models import BankQuestion, BankTopic, QuizPage
from quizzes.versioning import freeze
from tests import cast
from tests.cast import CHECK_BLOCK, CHOICE_QUESTION, REFLECTION
from tests.consultations import make_form, make_request


@pytest.fixture
def people(course, charlie, edith, staff) -> dict[str, User | None]:
    administrator = cast.make_person("administrator")
    administrator.groups.add(Group.objects.get(name=roles.ADMINISTRATORS))
    alice = cast.make_person("alice", full_name="Аліса Коваль")
    known = {"alice": alice, "charlie": charlie, "edith": edith, "staff": staff, "administrator": administrator}
    return {"anonymous": None, "guest": None, **known}


@pytest.fixture
def world(people, course, quiz) -> dict[str, object]:
    """Values for the parts of addresses. alice and the guest have finished, and have begun the quiz once more."""
    quiz.feedback_timing = "at_once"
    quiz.save_revision().publish()
    lesson = LessonPage.objects.child_of(course).first()
    finished = cast.finish_course(people["alice"], course)
    record = draw_certificate(issue_certificate(enrolment=finished, holder_name="Аліса Коваль", key="first"))
    guests = finish_as_guest(course)
    shared = cast.bank_question(cast.bank_topic())
    hidden = cast.add_lesson(CoursePage.objects.get(pk=course.pk), "Hidden")
    restriction = PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
    return {
        "lesson": lesson.pk,
        "section": lesson.body[0].id,
        "check": CHECK_BLOCK,
        "quiz": quiz.pk,
        "topic": BankTopic.objects.create(name="Elections").pk,
        "quiz_key": quiz.translation_key,
        "course": course.pk,
        "choice": CHOICE_QUESTION,
        "reflection": REFLECTION,
        "record": record.number,
        **attempts("", finished, quiz),
        **attempts("guests_", guests, quiz),
        "course_path": course.url.lstrip("/"),
        "lesson_path": lesson.url.lstrip("/"),
        "quiz_path": quiz.url.lstrip("/"),
        "restriction": restriction.pk,
        "revision": quiz.latest_revision_id,
        "regrading": decide_anew(quiz).pk,
        "ask_path": make_form().url.lstrip("/"),
        "consultation": make_request().pk,
        "bank_question": shared.pk,
        "bank_revision": shared.save_revision().pk,
        "open_answer": open_answer(finished),
        "nothing": 999,
        "nowhere": "nowhere.png",
    }


def open_answer(finished: Enrolment) -> int:
    """What a trainer may read and comment."""
    rows = Response.objects.filter(attempt__enrolment=finished, question_id=REFLECTION)
    rows.update(for_review_at=finished.attempts.first().submitted_at)
    return rows.get().pk


def decide_anew(quiz: QuizPage) -> Regrading:
    version = freeze(QuizPage.objects.get(pk=quiz.pk))
    return Regrading.objects.create(
        key=uuid.uuid4(),
        quiz=quiz,
        quiz_key=quiz.translation_key,
        title=quiz.title,
        marked_by=version,
        reason="A slip.",
    )


def finish_as_guest(course) -> Enrolment:
    maker = cast.make_person("maker")
    enrolment = cast.finish_course(maker, course)
    Enrolment.objects.filter(pk=enrolment.pk).update(user=None, guest_key="guest-key")
    maker.delete()
    return Enrolment.objects.get(pk=enrolment.pk)


def attempts(prefix: str, enrolment: Enrolment, quiz: QuizPage) -> dict[str, int]:
    """The submitted one got an answer to its reflection, so that it can be compared."""
    done = enrolment.attempts.get()
    done.responses.create(question_id=REFLECTION, question_digest="x", answer="My thoughts.")
    running = start_attempt(enrolment=enrolment, quiz=quiz, key="running")
    return {f"{prefix}finished": enrolment.pk, f"{prefix}done": done.pk, f"{prefix}running": running.pk}


@pytest.fixture
def basics(course) -> CoursePage:
    """A course without which the other does not open."""
    made = cast.make_course(CourseIndexPage.objects.get(), title="Basics")
    CoursePrerequisite.objects.create(page=course, course=made, required=True)
    course.save()
    return made


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def lessons(course) -> list[LessonPage]:
    return list(LessonPage.objects.child_of(course))


@pytest.fixture
def in_turn(course) -> CoursePage:
    """Its lessons and quizzes open one after another."""
    course.order = "in_turn"
    course.save()
    return course


@pytest.fixture
def trainer(edith) -> Client:
    client = Client()
    client.force_login(edith)
    return client


@pytest.fixture
def topic(db) -> BankTopic:
    return cast.bank_topic()


@pytest.fixture
def foreign(course) -> BankQuestion:
    """A question of another course's team."""
    other = cast.make_course(course.get_parent().specific, title="Another course")
    question = cast.choice_question()
    question["value"]["title"] = "A secret question"
    return cast.bank_question(cast.bank_topic("Theirs", course_key=other.translation_key), question)
