import uuid
from decimal import Decimal

import pytest

from learning.errors import AttemptClosed, AttemptLimitReached, KeyReused, MissingKey, NotAskedHere
from learning.models import ActivityCompletion, QuizAttempt
from learning.saving import Given
from learning.services.attempts import check_response, save_responses, start_attempt, submit_attempt
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, RIGHT, WRONG, enrol_person, pass_quiz, right_answers
from tests.journeys.editing import publish


@pytest.fixture
def enrolment(alice, course):
    return enrol_person(alice, course)


@pytest.fixture
def attempt(enrolment, quiz):
    return start_attempt(enrolment=enrolment, quiz=quiz, key="start")


def test_starting_twice_gives_the_same_attempt(enrolment, quiz, attempt):
    assert start_attempt(enrolment=enrolment, quiz=quiz, key="start") == attempt
    assert start_attempt(enrolment=enrolment, quiz=quiz, key="another tab") == attempt
    assert QuizAttempt.objects.count() == 1


def test_a_start_needs_a_key(enrolment, quiz):
    with pytest.raises(MissingKey):
        start_attempt(enrolment=enrolment, quiz=quiz, key="")


def test_no_attempt_beyond_the_limit(enrolment, quiz):
    quiz.attempt_limit = 1
    pass_quiz(enrolment, quiz)
    with pytest.raises(AttemptLimitReached):
        start_attempt(enrolment=enrolment, quiz=quiz, key="again")


def test_answers_are_graded_when_the_attempt_is_submitted(attempt):
    given = {CHOICE_QUESTION: Given(answer=RIGHT), NUMBER_QUESTION: Given(answer="6")}
    submit_attempt(attempt=attempt, given=given, key="submit")
    grade = attempt.grades.get()
    assert (grade.mark, grade.max_mark, grade.passed) == (Decimal(1), Decimal(2), False)
    assert attempt.responses.get(question_id=CHOICE_QUESTION).fraction == 1


def test_a_pass_mark_lowered_meanwhile_is_the_one_the_grade_was_held_against(enrolment, quiz, attempt):
    publish(quiz, pass_mark=50)
    submit_attempt(attempt=attempt, given={CHOICE_QUESTION: Given(answer=RIGHT)}, key="submit")
    grade = attempt.grades.get()
    assert grade.passed and grade.definition_for(attempt).pass_mark == Decimal("0.5")
    assert enrolment.activities.filter(activity_key=quiz.translation_key).exists()
    assert attempt.version.read().pass_mark == Decimal("0.7")


def test_submitting_twice_counts_once(attempt):
    first = submit_attempt(attempt=attempt, given=right_answers(), key="submit")
    again = submit_attempt(attempt=attempt, given=right_answers(), key="submit")
    assert first.submitted_at == again.submitted_at
    assert attempt.grades.count() == 1


def test_the_same_key_with_other_answers_is_refused(attempt):
    submit_attempt(attempt=attempt, given=right_answers(), key="submit")
    with pytest.raises(KeyReused):
        submit_attempt(attempt=attempt, given={CHOICE_QUESTION: Given(answer=WRONG)}, key="submit")


def test_nothing_is_saved_into_a_finished_attempt(attempt):
    submit_attempt(attempt=attempt, given={}, key="submit")
    with pytest.raises(AttemptClosed):
        save_responses(attempt=attempt, given=right_answers())


def test_an_answer_to_a_foreign_question_is_refused_and_nothing_is_saved(attempt):
    with pytest.raises(NotAskedHere):
        save_responses(attempt=attempt, given={**right_answers(), "elsewhere": Given(answer="x")})
    assert not attempt.responses.exists()


def test_a_passed_quiz_completes_its_activity_and_a_later_failure_takes_nothing_away(enrolment, quiz):
    pass_quiz(enrolment, quiz)
    again = start_attempt(enrolment=enrolment, quiz=quiz, key=str(uuid.uuid4()))
    submit_attempt(attempt=again, given={}, key=str(uuid.uuid4()))
    assert ActivityCompletion.objects.filter(enrolment=enrolment, activity_key=quiz.translation_key).count() == 1


def test_with_feedback_at_once_a_checked_answer_is_final(enrolment, quiz):
    quiz.feedback_timing = "at_once"
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, key="start")
    response = check_response(attempt=attempt, question_id=CHOICE_QUESTION, given=Given(answer=RIGHT))
    result = save_responses(attempt=attempt, given={CHOICE_QUESTION: Given(answer=WRONG)})
    assert response.fraction == 1
    assert result.plan.final == (CHOICE_QUESTION,)
    assert attempt.responses.get().answer == RIGHT


def test_feedback_is_not_given_before_the_end_where_the_quiz_says_so(attempt):
    with pytest.raises(NotAskedHere):
        check_response(attempt=attempt, question_id=CHOICE_QUESTION, given=Given(answer=RIGHT))
    assert not attempt.responses.exists()
