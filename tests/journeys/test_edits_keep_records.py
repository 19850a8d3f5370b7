"""Facts are frozen, expectations are live: each row of the edit table of the design as a story."""

from decimal import Decimal

import pytest

from courses.models import LessonPage
from learning.models import CourseCompletion, Enrolment, QuizAttempt, SectionCompletion
from learning.saving import Given
from learning.selectors.regrading import Target, regrade_plan
from learning.services.attempts import save_responses
from learning.services.regrading import regrade_attempts
from quizzes.models import QuizPage, QuizVersion
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, RIGHT, WRONG
from tests.journeys.editing import begin, fresh, hand_in, page_of, progress_of, publish

RIGHT_AND_WRONG = {CHOICE_QUESTION: Given(answer=RIGHT), NUMBER_QUESTION: Given(answer="6")}


@pytest.fixture
def lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


@pytest.fixture
def enrolment(alice) -> Enrolment:
    return alice.enrolments.get()


@pytest.fixture
def attempt(enrolment, quiz) -> QuizAttempt:
    return begin(enrolment, quiz)


# --- fixes a typo in a lesson -----------------------------------------------------------------------


def test_a_typo_fixed_in_a_lesson_leaves_title_and_date_as_they_were(course, lesson, bob):
    completion = bob.enrolments.get().activities.get(activity_key=lesson.translation_key)
    body = [{**block, "value": {**block["value"], "title": "Renamed"}} for block in lesson.body.raw_data]
    publish(lesson, title="Lesson without a typo", body=body)
    after = bob.enrolments.get().activities.get(activity_key=lesson.translation_key)
    assert (after.title, after.completed_at) == ("First lesson", completion.completed_at)
    assert progress_of(bob.enrolments.get(), course).percent == 100


def test_a_section_taken_out_takes_nothing_from_those_who_read_it(course, lesson, enrolment):
    cast.read_lessons(enrolment, course)
    publish(lesson, body=lesson.body.raw_data[:1])
    assert SectionCompletion.objects.filter(enrolment=enrolment).count() == 4
    assert enrolment.activities.filter(activity_key=lesson.translation_key).exists()


# --- changes a question, a choice or the key --------------------------------------------------------


def test_an_attempt_under_way_is_marked_by_the_key_it_began_with(quiz, attempt):
    publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    done = hand_in(attempt, {CHOICE_QUESTION: Given(answer=RIGHT), NUMBER_QUESTION: Given(answer="5")})
    assert done.grades.get().fraction == 1
    assert done.grades.get().graded_against == attempt.version


def test_an_attempt_under_way_shows_the_words_it_began_with(client, quiz, alice, attempt):
    publish(quiz, questions=[cast.choice_question(prompt="Who decides now?")])
    html = page_of(client, alice, f"/learn/attempts/{attempt.pk}/")
    assert "Who decides?" in html
    assert "How many years?" in html
    assert "Who decides now?" not in html


def test_a_new_attempt_gets_the_new_version(quiz, enrolment, attempt):
    hand_in(attempt, cast.right_answers())
    again = begin(enrolment, publish(quiz, questions=[cast.choice_question(right=WRONG)]))
    assert again.version != attempt.version
    assert hand_in(again, {CHOICE_QUESTION: Given(answer=WRONG)}).grades.get().fraction == 1
    assert attempt.grades.get().fraction == 1


def test_answers_saved_before_an_edit_are_still_there_after_it(quiz, attempt):
    save_responses(attempt=attempt, given=RIGHT_AND_WRONG)
    publish(quiz, questions=[cast.reflection_question(), cast.choice_question(right=WRONG)])
    hand_in(attempt, {})
    assert dict(attempt.responses.values_list("question_id", "answer")) == {
        CHOICE_QUESTION: RIGHT,
        NUMBER_QUESTION: "6",
    }
    assert attempt.grades.get().fraction == Decimal("0.5")


def test_an_edit_that_changes_nothing_makes_no_version(quiz, enrolment, attempt):
    hand_in(attempt, {})
    assert begin(enrolment, publish(quiz)).version == attempt.version
    assert QuizVersion.objects.count() == 1


def test_a_draft_reaches_nobody(quiz, enrolment):
    quiz.questions = [cast.choice_question(prompt="Only a draft?")]
    quiz.save_revision()
    assert "Only a draft?" not in str(begin(enrolment, fresh(quiz)).version.definition)


# --- wants old attempts marked by the corrected key -------------------------------------------------


@pytest.fixture
def corrected(quiz, attempt) -> QuizPage:
    """The key said 5, and alice answered 6; now 6 is right too."""
    hand_in(attempt, RIGHT_AND_WRONG)
    question = cast.number_question()
    six = {"type": "item", "id": WRONG, "value": {"value": "6", "tolerance": "0", "feedback": ""}}
    question["value"]["accepted"] = [*question["value"]["accepted"], six]
    return publish(quiz, questions=[cast.choice_question(), question])


@pytest.fixture
def regraded(corrected, attempt) -> QuizAttempt:
    regrade_attempts(quiz=corrected, by=None, reason="6 was right too.")
    return QuizAttempt.objects.get(pk=attempt.pk)


def test_a_dry_run_lists_who_would_change_and_changes_nothing(corrected, attempt):
    (change,) = regrade_plan(quiz=corrected)
    assert (change.who, change.before.fraction, change.after.fraction) == (
        "Аліса Петрівна Коваль",
        Decimal("0.5"),
        1,
    )
    assert (change.passes_now, change.loses) == (True, False)
    assert attempt.grades.count() == 1
    assert QuizVersion.objects.count() == 1


def test_a_second_grade_is_appended_and_the_first_stays(regraded):
    first, second = regraded.grades.all()
    assert (first.fraction, second.fraction) == (Decimal("0.5"), 1)
    assert first.graded_against != second.graded_against
    assert regraded.version == first.graded_against


def test_the_learner_sees_both_grades_and_the_newer_counts(client, alice, regraded):
    html = page_of(client, alice, f"/learn/attempts/{regraded.pk}/result/")
    assert "50\N{NO-BREAK SPACE}%" in html
    assert "100\N{NO-BREAK SPACE}%" in html
    assert "6 was right too." in html.replace("\N{NO-BREAK SPACE}", " ")
    assert regraded.enrolment.activities.filter(activity_key=regraded.quiz_key).exists()


def test_by_default_nobody_is_marked_down(quiz, enrolment):
    attempt = cast.pass_quiz(enrolment, quiz)
    stricter = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    assert [change.loses for change in regrade_plan(quiz=stricter)] == [True]
    assert regrade_attempts(quiz=stricter, by=None, reason="The key was wrong.") == []
    assert attempt.grades.count() == 1


def test_a_worse_grade_that_was_wanted_takes_no_completion_away(quiz, enrolment):
    attempt = cast.pass_quiz(enrolment, quiz)
    stricter = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    both_ways = Target(by=stricter.definition(), only_up=False)
    regrade_attempts(quiz=stricter, target=both_ways, by=None, reason="The key was wrong.")
    assert attempt.grades.last().fraction == Decimal("0.5")
    assert enrolment.activities.filter(activity_key=quiz.translation_key).exists()


# --- adds a lesson after someone finished ------------------------------------------------------------


def test_whoever_finished_stays_finished_and_is_told_of_the_new_lesson(client, course, bob):
    cast.add_lesson(fresh(course), "Third lesson")
    progress = progress_of(bob.enrolments.get(), course)
    assert progress.percent == 100
    assert [activity.title for activity in progress.new_since_finished] == ["Third lesson"]
    html = page_of(client, bob, course.url)
    assert "Third lesson" in html
    assert f"/learn/enrolments/{bob.enrolments.get().pk}/finish/" in html


def test_whoever_is_under_way_sees_the_new_lesson(course, enrolment):
    cast.read_lessons(enrolment, course)
    before = progress_of(enrolment, course)
    cast.add_lesson(fresh(course), "Third lesson")
    after = progress_of(enrolment, course)
    assert after.steps_done == before.steps_done
    assert after.steps_total == before.steps_total + 2


def test_a_stricter_rule_withdraws_no_completion(course, quiz, bob):
    completed_at = CourseCompletion.objects.get().completed_at
    publish(quiz, pass_mark=100)
    publish(fresh(course), least_grade=100)
    assert progress_of(bob.enrolments.get(), course).finished_at == completed_at
    assert CourseCompletion.objects.get().outline["least_grade"] is None
