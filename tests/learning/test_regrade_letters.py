"""One letter to each learner whom a regrade concerns, in their language, when it is committed."""

import pytest
from django.core import mail
from django.urls import reverse

from learning.models import AttemptGrade, Enrolment
from learning.regrade_letters import grade_before
from learning.saving import Given
from learning.selectors.regrading import Target
from learning.services.regrading import ask_regrading, regrade_attempts
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, WRONG
from tests.journeys.editing import begin, hand_in, publish

WRONG_CHOICE = {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: Given(answer="5")}


@pytest.fixture
def twice(quiz, alice):
    """alice tried twice; both attempts gain by the corrected key."""
    for _ in range(2):
        hand_in(begin(alice.enrolments.get(), quiz), WRONG_CHOICE)
    return publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    def of(quiz):
        with django_capture_on_commit_callbacks(execute=True):
            ask_regrading(quiz=quiz, target=Target(by=quiz.definition()), by=None, reason="A mistake in the key.")
        return mail.outbox

    mail.outbox.clear()
    return of


def test_each_learner_gets_one_for_all_their_attempts(twice, letters):
    (letter,) = letters(twice)
    assert letter.to == ["alice@example.org"]
    assert "A mistake in the key." in letter.body
    assert letter.body.replace("\N{NO-BREAK SPACE}", " ").count("50 % → 100 %") == 2


def test_of_two_regrades_of_one_date_each_tells_its_own_step(quiz, alice):
    """The first letter is late: by then the second grade is there, of the same date."""
    hand_in(
        begin(alice.enrolments.get(), quiz), {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: Given(answer="6")}
    )
    choice = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    first, *_ = regrade_attempts(quiz=choice, by=None, reason="Once.")
    six = cast.number_question()
    six["value"]["accepted"][0]["value"]["value"] = "6"
    regrade_attempts(quiz=publish(choice, questions=[cast.choice_question(right=WRONG), six]), by=None, reason="Twice.")
    AttemptGrade.objects.update(graded_at=first.attempt.submitted_at)
    one, two, three = AttemptGrade.objects.order_by("pk")
    assert [grade_before(grade) for grade in (one, two, three)] == [None, one, two]


def test_marks_are_not_in_the_subject(twice, letters):
    (letter,) = letters(twice)
    assert not any(sign.isdigit() or sign == "%" for sign in letter.subject)


def test_it_speaks_the_learners_language(twice, letters, alice):
    alice.language = "uk"
    alice.save(update_fields=["language"])
    (letter,) = letters(twice)
    assert letter.subject == "Ваші відповіді в тесті перераховано"


def test_whom_it_does_not_concern_it_does_not_reach(twice, letters, bob, charlie):
    assert [letter.to for letter in letters(twice)] == [["alice@example.org"]]


def test_guests_get_none(twice, letters, alice):
    Enrolment.objects.update(user=None, guest_key="guest")
    assert letters(twice) == []
    assert Enrolment.objects.get().attempts.first().grades.count() == 2


def test_whoever_has_finished_by_it_is_told_where_the_record_waits(course, twice, letters, alice):
    cast.read_lessons(alice.enrolments.get(), course)
    (letter,) = letters(twice)
    assert reverse("finish", args=[alice.enrolments.get().pk]) in letter.body


def test_of_a_record_that_is_not_earned_it_says_nothing(twice, letters, alice):
    (letter,) = letters(twice)
    assert reverse("finish", args=[alice.enrolments.get().pk]) not in letter.body
    assert reverse("attempt_result", args=[alice.enrolments.get().attempts.last().pk]) in letter.body
