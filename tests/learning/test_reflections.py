"""Open answers that people mark: the queue, the mark, the grade that follows, and what stays."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from learning.access import reviewable_reflections
from learning.errors import GradeWouldFall, MarkMissing, NotAskedHere, RemarkedMeanwhile, SaysNothing
from learning.models import Enrolment, QuizAttempt, ReflectionRemark, Response
from learning.saving import Given
from learning.selectors.personal_data import personal_data
from learning.selectors.reflections import next_waiting
from learning.selectors.regrading import Target
from learning.services.attempts import check_response
from learning.services.erasure import erase_learner
from learning.services.grading import append_grade
from learning.services.regrading import regrade_attempts
from quizzes.grading import grade_quiz
from tests import cast
from tests.cast import REFLECTION
from tests.journeys.editing import begin, hand_in, publish

from .remarking import SECOND, answer, let_it_count, open_answer, open_question, remark


@pytest.fixture
def counted(quiz):
    return let_it_count(quiz)


@pytest.fixture
def attempt(counted, alice) -> QuizAttempt:
    return answer(alice.enrolments.get(), counted)


def passed(attempt: QuizAttempt) -> bool:
    return attempt.enrolment.activities.filter(activity_key=attempt.quiz_key).exists()


def grades(attempt: QuizAttempt) -> list[Decimal]:
    return list(attempt.grades.values_list("fraction", flat=True))


# --- what comes into the queue ------------------------------------------------------------------------


def test_an_answer_that_counts_waits_without_a_mark(attempt):
    row = open_answer(attempt)
    assert (row.fraction, row.reviewed_at, row.is_to_be_marked) == (None, None, True)
    assert row.for_review_at == attempt.submitted_at
    assert grades(attempt) == [Decimal("0.5")] and not passed(attempt)


def test_an_answer_that_does_not_count_waits_too(quiz, alice):
    row = open_answer(answer(alice.enrolments.get(), quiz))
    assert row.for_review_at and not row.is_to_be_marked


def test_a_blank_and_what_has_a_key_wait_for_nobody(counted, alice):
    done = hand_in(begin(alice.enrolments.get(), counted), {**cast.right_answers(), REFLECTION: Given(answer=None)})
    assert not done.responses.for_review().exists()


def test_what_is_not_handed_in_waits_for_nobody(counted, alice):
    cast.finish_course(cast.make_person("other"), begin(alice.enrolments.get(), counted).enrolment.course)
    assert not Response.objects.for_review().exists()


def test_an_answer_checked_at_once_has_no_mark_either(counted, alice):
    quiz = publish(counted, feedback_timing="at_once")
    running = begin(alice.enrolments.get(), quiz)
    assert check_response(attempt=running, question_id=REFLECTION, given=Given(answer="So.")).fraction is None


def test_what_counts_comes_first_and_then_the_oldest(course, quiz, counted, alice):
    rows = [open_answer(answer(alice.enrolments.get(), counted)) for _ in range(2)]
    alone = publish(counted, questions=[cast.reflection_question()], pass_mark=0)
    light = open_answer(answer(alice.enrolments.get(), alone))
    Response.objects.filter(pk=light.pk).update(for_review_at=timezone.now() - timedelta(days=9))
    queue = Response.objects.all()
    assert next_waiting(queue, besides=light) == rows[0]
    assert next_waiting(queue, besides=rows[0]) == rows[1]
    assert next_waiting(queue.exclude(pk=rows[1].pk), besides=rows[0]) == light


# --- the mark and the grade ---------------------------------------------------------------------------


def test_a_mark_makes_the_grade_and_the_completions_follow(attempt, edith):
    said = remark(attempt, edith, "0.5")
    assert grades(attempt) == [Decimal("0.5"), Decimal("0.75")] and passed(attempt)
    assert open_answer(attempt).fraction == said.fraction and open_answer(attempt).reviewed_at == said.made_at
    assert attempt.grades.last().grader == edith


def test_the_course_is_finished_by_it(course, attempt, edith):
    cast.read_lessons(attempt.enrolment, course)
    remark(attempt, edith)
    assert Enrolment.objects.get(pk=attempt.enrolment_id).completion


def test_it_is_not_an_act_of_the_learner(attempt, edith):
    before = attempt.enrolment.last_activity_at
    remark(attempt, edith, at=timezone.now() + timedelta(days=3))
    assert Enrolment.objects.get(pk=attempt.enrolment_id).last_activity_at == before


def test_a_lower_mark_is_meant_and_takes_no_completion_back(attempt, edith):
    remark(attempt, edith)
    remark(attempt, edith, "0")
    assert grades(attempt) == [Decimal("0.5"), 1, Decimal("0.5")] and passed(attempt)
    assert [one.fraction for one in ReflectionRemark.objects.all()] == [1, 0]


def test_every_mark_counts_at_once(quiz, alice, edith):
    two = publish(quiz, questions=[cast.choice_question(), open_question("1"), open_question("2", SECOND)])
    done = answer(alice.enrolments.get(), two, **{SECOND: "More."})
    remark(done, edith)
    remark(done, edith, question=SECOND)
    assert grades(done) == [Decimal("0.25"), Decimal("0.5"), 1]


def test_sent_twice_it_counts_once(attempt, edith):
    assert remark(attempt, edith, comment="Good. ") == remark(attempt, edith, comment=" Good.")
    assert attempt.grades.count() == 2 and ReflectionRemark.objects.count() == 1


def test_a_comment_alone_leaves_the_grade_and_the_answer_waits_on(attempt, edith):
    remark(attempt, edith, None, "Who is the head?")
    assert attempt.grades.count() == 1 and open_answer(attempt).reviewed_at is None


def test_what_does_not_count_is_read_by_a_comment(quiz, alice, edith):
    done = answer(alice.enrolments.get(), quiz)
    remark(done, edith, None)
    assert open_answer(done).reviewed_at and done.grades.count() == 1


def test_nobody_marks_what_does_not_count(quiz, alice, edith):
    done = answer(alice.enrolments.get(), quiz)
    with pytest.raises(NotAskedHere):
        remark(done, edith)
    assert not ReflectionRemark.objects.exists()


def test_nobody_marks_an_attempt_under_way_or_what_has_a_key(counted, attempt, alice, edith):
    running = begin(alice.enrolments.get(), counted)
    running.responses.create(question_id=REFLECTION, question_digest="x", answer="So.")
    with pytest.raises(NotAskedHere):
        remark(running, edith)
    Response.objects.filter(attempt=attempt, question_id=REFLECTION).update(for_review_at=None)
    with pytest.raises(NotAskedHere):
        remark(attempt, edith)


def test_a_remark_says_something(attempt, edith):
    with pytest.raises(SaysNothing):
        remark(attempt, edith, None, "  ")


def test_a_mark_is_not_taken_back(attempt, edith):
    remark(attempt, edith)
    with pytest.raises(MarkMissing):
        remark(attempt, edith, None, "Hm.")


def test_two_who_write_at_once_see_each_other(attempt, edith, staff):
    remark(attempt, edith, seen=None)
    with pytest.raises(RemarkedMeanwhile):
        remark(attempt, staff, "0", "No.", seen=None)
    assert grades(attempt)[-1] == 1


@pytest.mark.parametrize("fraction", ["-0.1", "1.1"])
def test_the_database_keeps_marks_between_nothing_and_all(attempt, fraction):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReflectionRemark.objects.create(response=open_answer(attempt), fraction=Decimal(fraction))


def test_the_log_tells_who_and_what_and_not_the_words(attempt, edith):
    remark(attempt, edith, "0.5", "Secret.")
    entry = ModelLogEntry.objects.get(action="learning.remark")
    assert entry.user == edith and "Secret" not in str(entry.data) + entry.label
    assert entry.data == {"question": REFLECTION, "fraction": "0.5"}


# --- marking anew -------------------------------------------------------------------------------------


def test_a_regrade_keeps_the_marks_that_people_gave(counted, attempt, edith, staff):
    remark(attempt, edith, "0.5")
    turned = [cast.choice_question(right=cast.WRONG), cast.number_question(), open_question()]
    quiz = publish(counted, questions=turned)
    regrade_attempts(quiz=quiz, target=Target(by=quiz.definition(), only_up=False), by=staff, reason="A slip.")
    assert grades(attempt)[-1] == Decimal("0.5")
    remark(attempt, edith, "1")
    assert grades(attempt)[-1] == Decimal("0.75")
    assert attempt.grades.last().graded_against.digest != attempt.version.digest


def test_a_question_that_counts_since_a_regrade_waits_for_its_mark(quiz, alice, edith, staff):
    done = answer(alice.enrolments.get(), quiz)
    remark(done, edith, None)
    now = let_it_count(quiz)
    regrade_attempts(quiz=now, target=Target(by=now.definition(), only_up=False), by=staff, reason="It counts.")
    assert open_answer(done).is_to_be_marked and open_answer(done).reviewed_at is None
    remark(done, edith)
    assert grades(done) == [1, Decimal("0.5"), 1]


def test_a_question_taken_out_by_a_regrade_waits_no_more(counted, attempt, edith, staff):
    quiz = publish(counted, questions=[cast.choice_question(), cast.number_question()])
    regrade_attempts(quiz=quiz, by=staff, reason="Too hard.")
    assert not Response.objects.waiting().exists()
    with pytest.raises(NotAskedHere):
        remark(attempt, edith)


def test_other_grades_still_do_not_fall_by_accident(attempt, edith):
    remark(attempt, edith)
    with pytest.raises(GradeWouldFall):
        append_grade(attempt=attempt, version=attempt.version, grade=grade_quiz(attempt.definition, {}), at=None)


def test_the_queue_is_found_anew_from_the_grades(attempt, edith):
    Response.objects.update(for_review_at=None, is_to_be_marked=False, fraction=0)
    assert "1 differ" in recompute("--check")
    assert "1 were changed" in recompute() and "0 differ" in recompute("--check")
    row = open_answer(attempt)
    assert (row.for_review_at, row.is_to_be_marked, row.fraction) == (attempt.submitted_at, True, None)


def recompute(*arguments: str) -> str:
    out = StringIO()
    call_command("recompute_reviews", *arguments, stdout=out)
    return out.getvalue()


# --- who, and what remains of a person ----------------------------------------------------------------


def test_trainers_read_their_own_courses_staff_all_others_nothing(attempt, alice, charlie, edith, staff):
    other = cast.make_course(attempt.enrolment.course.get_parent().specific)
    foreign = answer(cast.enrol_person(charlie, other), other.get_descendants().get(slug="quiz").specific)
    seen = {who: set(reviewable_reflections(who).values_list("attempt", flat=True)) for who in (alice, edith, staff)}
    assert seen == {alice: set(), edith: {attempt.pk}, staff: {attempt.pk, foreign.pk}}


def test_an_erased_persons_answers_and_what_was_said_of_them_are_emptied(attempt, alice, edith):
    remark(attempt, edith, "0.5", "Alice writes well.")
    erase_learner(user=alice)
    assert [(one.fraction, one.comment) for one in ReflectionRemark.objects.all()] == [(Decimal("0.5"), "")]
    assert not Response.objects.for_review().exists()
    assert attempt.grades.count() == 2


def test_a_persons_file_holds_every_remark(attempt, alice, edith):
    remark(attempt, edith, "0.5", "Half.")
    remark(attempt, edith, "1", "All.")
    told = personal_data(alice)["enrolments"][0]["attempts"][0]["remarks"]
    assert [(one["question_id"], one["comment"]) for one in told] == [(REFLECTION, "Half."), (REFLECTION, "All.")]


def test_the_remark_outlives_its_author(attempt, edith):
    remark(attempt, edith)
    edith.delete()
    assert ReflectionRemark.objects.get().by is None
