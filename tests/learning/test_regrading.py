"""Marking anew: what the plan says is what then happens, and nobody else's act passes for the learner's."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from learning.errors import GradeWouldFall, ReasonMissing
from learning.models import AttemptGrade, CourseCompletion, Enrolment, QuizAttempt, Regrading
from learning.saving import Given
from learning.selectors.regrading import Target, regrade_plan
from learning.services.erasure import erase_learner
from learning.services.grading import append_grade
from learning.services.regrading import finish_regradings, regrade_attempts
from quizzes.grading import grade_quiz
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, WRONG
from tests.journeys.editing import begin, hand_in, publish

WRONG_CHOICE = {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: Given(answer="5")}
REASON = "The ministry decides."


@pytest.fixture
def turned(quiz, alice, bob):
    """alice chose what was wrong and is right by the new key; bob the other way round."""
    hand_in(begin(alice.enrolments.get(), quiz), WRONG_CHOICE)
    return publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])


def both_ways(quiz) -> Target:
    return Target(by=quiz.definition(), only_up=False)


def alices() -> QuizAttempt:
    return QuizAttempt.objects.get(enrolment__user__email="alice@example.org")


def bobs() -> QuizAttempt:
    return QuizAttempt.objects.get(enrolment__user__email="bob@example.org")


def heavy(**fields: str) -> dict:
    """Worth twice as much as the other question."""
    block = cast.choice_question(**fields)
    return {**block, "value": {**block["value"], "max_mark": "2"}}


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("regrade", *arguments, stdout=out)
    return out.getvalue()


def test_the_plan_says_who_gains_and_who_loses(turned):
    assert {change.attempt.pk: (change.passes_now, change.loses) for change in regrade_plan(quiz=turned)} == {
        alices().pk: (True, False),
        bobs().pk: (False, True),
    }


def test_what_was_planned_is_what_happens(turned, staff):
    planned = [(change.attempt.pk, change.after.fraction) for change in regrade_plan(quiz=turned)]
    regrade_attempts(quiz=turned, by=staff, reason=REASON, target=both_ways(turned))
    assert [(pk, QuizAttempt.objects.get(pk=pk).grades.last().fraction) for pk, _ in planned] == planned
    assert list(regrade_plan(quiz=turned)) == []


def test_the_grade_says_who_gave_it_why_and_by_which_key(turned, staff):
    regrade_attempts(quiz=turned, by=staff, reason=f" {REASON} ")
    grade = alices().grades.last()
    assert (grade.grader, grade.reason) == (staff, REASON)
    assert grade.graded_against.read() == turned.definition()


def test_a_second_time_changes_nothing(turned, staff):
    assert len(regrade_attempts(quiz=turned, by=staff, reason=REASON)) == 1
    assert regrade_attempts(quiz=turned, by=staff, reason=REASON) == []


def test_a_regrade_that_broke_off_is_finished_by_the_clock_and_marks_nothing_twice(turned, staff):
    begun = regrade_attempts(quiz=turned, by=staff, reason=REASON, target=both_ways(turned))
    assert len(begun) == 2
    AttemptGrade.objects.filter(attempt=bobs(), regrading__isnull=False).delete()
    Regrading.objects.update(finished_at=None)
    assert finish_regradings() == 0
    assert finish_regradings(at=timezone.now() + timedelta(hours=2)) == 1
    assert [attempt.grades.count() for attempt in (alices(), bobs())] == [2, 2]
    assert Regrading.objects.get().finished_at
    assert finish_regradings(at=timezone.now() + timedelta(hours=2)) == 0


def test_a_regrade_may_be_of_some_attempts_only(turned, staff):
    some = QuizAttempt.objects.filter(enrolment=bobs().enrolment)
    assert regrade_attempts(quiz=turned, attempts=some, by=staff, reason=REASON) == []
    assert alices().grades.count() == 1


def test_a_regrade_may_be_by_an_older_version(turned, staff):
    old = alices().version
    regrade_attempts(quiz=turned, by=staff, reason=REASON, target=both_ways(turned))
    by_old = regrade_plan(quiz=turned, target=Target(by=old.read(), only_up=False))
    assert {change.attempt.pk: change.loses for change in by_old} == {alices().pk: True, bobs().pk: False}


def test_whoever_now_meets_the_rule_has_finished_the_course(course, turned, staff, alice):
    cast.read_lessons(alice.enrolments.get(), course)
    assert not CourseCompletion.objects.filter(enrolment__user=alice).exists()
    regrade_attempts(quiz=turned, by=staff, reason=REASON)
    assert CourseCompletion.objects.get(enrolment__user=alice).fraction == 1


def test_it_is_not_an_act_of_the_learner(turned, staff, alice):
    before = Enrolment.objects.filter(user=alice).values("last_activity_at", "last_place").get()
    regrade_attempts(quiz=turned, by=staff, reason=REASON)
    assert Enrolment.objects.filter(user=alice).values("last_activity_at", "last_place").get() == before
    call_command("recompute_enrolments", "--check", stdout=StringIO())


def test_the_answers_and_their_first_marks_stay_as_they_were(turned, staff):
    before = list(alices().responses.order_by("pk").values())
    regrade_attempts(quiz=turned, by=staff, reason=REASON)
    assert list(alices().responses.order_by("pk").values()) == before


def test_a_pass_mark_raised_since_fails_nobody(quiz, alice):
    hand_in(begin(alice.enrolments.get(), publish(quiz, pass_mark=50)), {CHOICE_QUESTION: Given(answer=WRONG)})
    questions = [cast.choice_question(right=WRONG), cast.number_question()]
    (change,) = regrade_plan(quiz=publish(quiz, pass_mark=100, questions=questions))
    assert (change.after.fraction, change.after.passed) == (Decimal("0.5"), True)


def test_whoever_passes_by_a_mark_lowered_and_raised_again_has_completed_the_quiz(quiz, alice):
    six = cast.number_question()
    six["value"]["accepted"][0]["value"]["value"] = "6"
    quiz = publish(quiz, questions=[heavy(), cast.number_question()])
    hand_in(begin(alice.enrolments.get(), quiz), WRONG_CHOICE)
    quiz = publish(quiz, pass_mark=60, questions=[heavy(), six])
    regrade_attempts(quiz=quiz, target=both_ways(quiz), by=None, reason=REASON)
    quiz = publish(quiz, pass_mark=80, questions=[heavy(right=WRONG), six])
    regrade_attempts(quiz=quiz, by=None, reason=REASON)
    assert alices().grades.last().passed
    assert alice.enrolments.get().activities.filter(activity_key=quiz.translation_key).exists()


def test_an_erased_persons_empty_answers_are_not_marked(turned, staff, bob):
    erase_learner(user=bob)
    attempt = QuizAttempt.objects.get(enrolment__erased_at__isnull=False)
    regrade_attempts(quiz=turned, by=staff, reason=REASON, target=both_ways(turned))
    assert attempt.grades.get().fraction == 1


def test_attempts_in_another_language_have_a_key_of_their_own(turned, staff):
    english = publish(turned)
    english.locale.language_code = "en"
    assert list(regrade_plan(quiz=english)) == []


def test_it_leaves_an_audit_row_in_the_quizs_history(turned, staff):
    regrade_attempts(quiz=turned, by=staff, reason=REASON)
    entry = PageLogEntry.objects.get(action="learning.regrade")
    assert (entry.user, entry.page_id) == (staff, turned.pk)
    assert entry.data["reason"] == REASON
    assert entry.data["attempts"] == [alices().pk]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 256])
def test_it_needs_a_reason_that_can_be_read(turned, staff, reason):
    with pytest.raises(ReasonMissing):
        regrade_attempts(quiz=turned, by=staff, reason=reason)


def test_no_worse_grade_counts_by_accident(bob):
    attempt = bobs()
    worse = grade_quiz(attempt.version.read(), {})
    with pytest.raises(GradeWouldFall):
        append_grade(attempt=attempt, version=attempt.version, grade=worse, at=attempt.submitted_at)
    assert attempt.grades.count() == 1


def test_the_command_lists_and_changes_nothing_in_a_dry_run(turned):
    told = run(str(turned.pk), "--dry-run")
    assert "Аліса Петрівна Коваль, attempt 1: 50\N{NO-BREAK SPACE}% -> 100\N{NO-BREAK SPACE}%, passes now" in told
    assert "Мельник" not in told
    assert alices().grades.count() == 1


def test_the_command_marks_anew(turned, staff):
    assert "marked anew: 1" in run(str(turned.translation_key), "--reason", REASON, "--by", staff.email)
    assert (alices().grades.last().grader, alices().grades.last().fraction) == (staff, 1)
    assert bobs().grades.last().fraction == 1


def test_the_command_lowers_grades_only_when_told(turned):
    assert "Мельник, attempt 1: 100\N{NO-BREAK SPACE}% -> 50\N{NO-BREAK SPACE}%, loses" in run(
        str(turned.pk), "--reason", REASON, "--all-directions"
    )
    assert bobs().grades.last().fraction == Decimal("0.5")


@pytest.mark.parametrize("arguments", [("nonsense",), ("999999",), ("--by", "nobody@example.org"), ()])
def test_the_command_says_what_is_wrong(turned, arguments):
    named = arguments if arguments and not arguments[0].startswith("--") else (str(turned.pk), *arguments)
    with pytest.raises(CommandError):
        run(*named)
