import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.outline import course_outline
from learning.errors import SignedOut
from learning.learners import Learner
from learning.models import Enrolment, QuizAttempt
from learning.saving import Given
from learning.services.attempts import save_responses, start_attempt, submit_attempt
from learning.services.enrolment import enrol
from learning.services.guests import forget_idle_guests, merge_guest
from learning.services.sections import complete_section
from tests.cast import CHOICE_QUESTION, RIGHT, WRONG, pass_quiz, read_lessons, right_answers

GUEST = "guest-key"


@pytest.fixture
def guest(course):
    return enrol(learner=Learner(guest_key=GUEST), course=course)


def key():
    return str(uuid.uuid4())


def read_one(enrolment, course, number):
    outline = course_outline(course)
    lesson = outline.lessons[0]
    section = lesson.sections[number].id
    complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson.key, section_id=section)


def test_a_newcomers_work_becomes_theirs_as_it_is(guest, course, charlie):
    read_one(guest, course, 0)
    assert merge_guest(guest_key=GUEST, user=charlie) == 1
    guest.refresh_from_db()
    assert (guest.user, guest.guest_key) == (charlie, "")
    assert guest.sections.count() == 1


def test_merging_twice_merges_once(guest, charlie):
    assert merge_guest(guest_key=GUEST, user=charlie) == 1
    assert merge_guest(guest_key=GUEST, user=charlie) == 0


def test_what_comes_from_another_tab_while_the_work_is_being_joined_is_told_and_not_a_fault(guest, quiz, course, alice):
    attempt = start_attempt(enrolment=guest, quiz=quiz, key=key())
    merge_guest(guest_key=GUEST, user=alice)
    with pytest.raises(SignedOut):
        save_responses(attempt=attempt, given={CHOICE_QUESTION: Given(answer=RIGHT)})
    with pytest.raises(SignedOut):
        read_one(guest, course, 0)


def test_an_empty_key_merges_nothing(alice, charlie):
    assert merge_guest(guest_key="", user=charlie) == 0
    assert alice.enrolments.count() == 1


def test_the_best_of_both_is_kept_and_nothing_is_doubled(guest, course, alice):
    own = alice.enrolments.get()
    read_one(own, course, 0)
    read_one(guest, course, 0)
    read_one(guest, course, 1)
    merge_guest(guest_key=GUEST, user=alice)
    assert own.sections.count() == 2
    assert own.activities.count() == 1
    assert Enrolment.objects.filter(course_key=course.translation_key).count() == 1


def test_attempts_are_renumbered_by_their_start(guest, quiz, alice):
    own = alice.enrolments.get()
    first = pass_quiz(own, quiz)
    second = pass_quiz(guest, quiz)
    third = pass_quiz(own, quiz)
    merge_guest(guest_key=GUEST, user=alice)
    numbers = dict(QuizAttempt.objects.filter(enrolment=own).values_list("pk", "number"))
    assert numbers == {first.pk: 1, second.pk: 2, third.pk: 3}


def test_attempts_are_renumbered_however_far_apart_the_two_enrolments_are(course, quiz, alice):
    """PostgreSQL's integers end at two thousand million."""
    own = alice.enrolments.get()
    title = own.course_title
    guest = Enrolment.objects.create(
        pk=own.pk + 10_000, guest_key=GUEST, course=course, course_key=own.course_key, course_title=title
    )
    first, second = pass_quiz(own, quiz), pass_quiz(guest, quiz)
    merge_guest(guest_key=GUEST, user=alice)
    assert dict(own.attempts.values_list("pk", "number")) == {first.pk: 1, second.pk: 2}


def test_of_two_attempts_in_progress_the_one_saved_later_stays(guest, quiz, alice):
    own = alice.enrolments.get()
    mine = start_attempt(enrolment=own, quiz=quiz, key=key())
    theirs = start_attempt(enrolment=guest, quiz=quiz, key=key())
    save_responses(attempt=theirs, given={CHOICE_QUESTION: Given(answer=RIGHT)})
    save_responses(attempt=mine, given={CHOICE_QUESTION: Given(answer=WRONG)})
    merge_guest(guest_key=GUEST, user=alice)
    assert QuizAttempt.objects.in_progress().get() == mine
    theirs.refresh_from_db()
    assert theirs.closed_at
    assert theirs.submitted_at is None
    assert theirs.responses.get().answer == RIGHT


def test_halves_done_on_two_devices_finish_the_course_together(guest, quiz, course, alice):
    read_lessons(guest, course)
    own = alice.enrolments.get()
    attempt = start_attempt(enrolment=own, quiz=quiz, key=key())
    submit_attempt(attempt=attempt, given=right_answers(), key=key())
    merge_guest(guest_key=GUEST, user=alice)
    assert Enrolment.objects.get(pk=own.pk).completion.fraction == 1


def test_a_guest_who_finished_brings_the_completion_along(guest, quiz, course, charlie):
    read_lessons(guest, course)
    pass_quiz(guest, quiz)
    merge_guest(guest_key=GUEST, user=charlie)
    assert charlie.enrolments.get().completion


def test_idle_guests_go_and_people_stay(guest, alice):
    Enrolment.objects.update(last_activity_at=timezone.now() - timedelta(days=91))
    assert forget_idle_guests(before=timezone.now() - timedelta(days=90)) == 1
    assert Enrolment.objects.get() == alice.enrolments.get()


def test_guests_are_not_counted_among_people(guest, alice):
    assert Enrolment.objects.of_people().count() == 1
    assert Enrolment.objects.of_guests().get() == guest
