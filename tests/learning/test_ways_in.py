"""Ways into a locked course: another course done before, or the quiz instead of the lesson."""

import pytest

from learning.errors import StillLocked
from learning.learners import Learner
from learning.models import ActivityCompletion, Enrolment
from learning.selectors.dashboard import course_card
from learning.services.attempts import start_attempt, submit_attempt
from learning.services.enrolment import enrol
from quizzes.models import QuizPage
from tests import cast
from tests.learning.test_locked_pages import read, text_of

pytestmark = pytest.mark.usefixtures("in_english")

# --- another course -----------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["user", "guest"])
def test_a_required_course_opens_the_next_one(course, basics, lessons, charlie, person):
    learner = Learner(user=charlie) if person == "user" else Learner(guest_key="guest-key")
    enrolment = enrol(learner=learner, course=course)
    with pytest.raises(StillLocked, match="Basics"):
        read(enrolment, lessons[0])
    first = enrol(learner=learner, course=basics)
    cast.read_lessons(first, basics)
    for quiz in QuizPage.objects.descendant_of(basics):
        cast.pass_quiz(first, quiz)
    read(enrolment, lessons[0])


def test_a_course_page_names_the_course_that_opens_it(client, course, basics):
    html = text_of(client, course)
    assert f'href="{basics.url}"' in html.replace("/en/", "/") and "completed the course “Basics”" in html


# --- the quiz instead of the lesson -------------------------------------------------------------


@pytest.fixture
def test_out(quiz) -> QuizPage:
    quiz.test_out = True
    quiz.save()
    return quiz


def test_a_lesson_offers_its_quiz_to_who_knows_already(client, test_out, lessons, alice):
    client.force_login(alice)
    html = text_of(client, lessons[0])
    assert "You know this already?" in html and f'href="/en{test_out.url}"' in html
    assert "You know this already?" not in text_of(client, lessons[1])


def test_passing_the_quiz_completes_the_lesson_and_says_how(client, in_turn, test_out, lessons, alice):
    enrolment = alice.enrolments.get()
    cast.pass_quiz(enrolment, test_out)
    fact = enrolment.activities.get(activity_key=lessons[0].translation_key)
    assert (fact.source, fact.kind) == (ActivityCompletion.Source.TEST_OUT, "lesson")
    assert not enrolment.sections.exists()
    client.force_login(alice)
    html = text_of(client, lessons[0])
    assert "by its quiz" in html
    assert '<form class="section__end"' in html and '<p class="section__end">' not in html  # none is said to be read
    assert "You know this already?" not in html
    assert "the text." in text_of(client, lessons[1])


def test_failing_the_quiz_completes_nothing(test_out, alice):
    attempt = start_attempt(enrolment=alice.enrolments.get(), quiz=test_out, key="start")
    submit_attempt(attempt=attempt, given={}, key="submit")
    assert not alice.enrolments.get().activities.exists()


def test_a_lesson_read_before_keeps_its_date_and_source(test_out, lessons, alice):
    enrolment = alice.enrolments.get()
    read(enrolment, lessons[0])
    before = enrolment.activities.get()
    cast.pass_quiz(enrolment, test_out)
    fact = enrolment.activities.get(activity_key=lessons[0].translation_key)
    assert (fact.source, fact.completed_at) == ("online", before.completed_at)


def test_progress_counts_the_lesson_that_was_tested_out_of(test_out, course, alice):
    enrolment = alice.enrolments.get()
    cast.pass_quiz(enrolment, test_out)
    progress = course_card(Enrolment.objects.get(pk=enrolment.pk)).progress
    assert (progress.sections_done, progress.quizzes_done) == (2, 1)
