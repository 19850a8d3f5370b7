"""Which questions of which attempts are marked anew, by what; and that the list before is what is done."""

from datetime import timedelta
from decimal import Decimal

import pytest

from learning.models import ActivityCompletion, AttemptGrade, CourseCompletion, QuizAttempt, Regrading
from learning.saving import Given
from learning.selectors.regrading import Target, regrade_plan
from learning.selectors.unmet import move_of, moves_of, unmet
from learning.services import regrading as service
from learning.services.certificates import issue_certificate
from learning.services.erasure import erase_learner
from learning.services.regrading import ask_regrading, finish_regradings, regrade_attempts
from quizzes.models import QuizPage
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, RIGHT, WRONG
from tests.journeys.editing import begin, hand_in, publish
from tests.learning.histories import random_history, raw, single, uid

REASON = "The key was wrong."
BOTH_WRONG = {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: Given(answer="6")}


def number_is(value: str) -> dict:
    question = cast.number_question()
    question["value"]["accepted"][0]["value"]["value"] = value
    return question


@pytest.fixture
def corrected(quiz, alice):
    """alice had both wrong, and both keys were corrected since."""
    hand_in(begin(alice.enrolments.get(), quiz), BOTH_WRONG)
    return publish(quiz, questions=[cast.choice_question(right=WRONG), number_is("6")])


def grade() -> AttemptGrade:
    return QuizAttempt.objects.get().grades.last()


def regrade(quiz, *ids, **fields):
    target = Target(by=quiz.definition(), chosen=frozenset(ids) or None, **fields)
    return regrade_attempts(quiz=quiz, target=target, by=None, reason=REASON)


def test_only_the_chosen_question_is_marked_anew(corrected):
    regrade(corrected, CHOICE_QUESTION)
    assert grade().fraction == Decimal("0.5")


def test_one_after_the_other_adds_up(corrected):
    regrade(corrected, CHOICE_QUESTION)
    regrade(corrected, NUMBER_QUESTION)
    assert grade().fraction == 1


def test_a_question_added_later_never_counts(quiz, alice):
    hand_in(begin(alice.enrolments.get(), quiz), BOTH_WRONG)
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), number_is("6"), single(7, "a")])
    regrade(quiz)
    assert (grade().fraction, grade().max_mark) == (1, 2)


def test_a_removed_question_counts_until_it_is_chosen(quiz, alice):
    hand_in(begin(alice.enrolments.get(), quiz), {CHOICE_QUESTION: Given(answer=RIGHT)})
    quiz = publish(quiz, questions=[cast.choice_question()])
    assert regrade(quiz, CHOICE_QUESTION) == []
    regrade(quiz, NUMBER_QUESTION)
    assert (grade().fraction, grade().max_mark) == (1, 1)


def test_only_attempts_at_the_chosen_versions_change(corrected):
    version = QuizAttempt.objects.get().version
    assert regrade(corrected, versions=[version.pk + 1]) == []
    assert len(regrade(corrected, versions=[version.pk])) == 1


def test_the_grade_names_what_it_was_marked_by(corrected):
    regrade(corrected, CHOICE_QUESTION)
    marked_by = grade().definition_for(grade().attempt)
    assert marked_by.question(CHOICE_QUESTION) == corrected.definition().question(CHOICE_QUESTION)
    assert marked_by.question(NUMBER_QUESTION) == grade().attempt.definition.question(NUMBER_QUESTION)
    assert grade().regrading == Regrading.objects.get()


@pytest.mark.parametrize("seed", range(100, 108))
def test_the_list_before_is_what_is_done(course, quiz, seed):
    """In what changes, who falls, and what stands; whatever is chosen."""
    quiz, random = random_history(course, quiz, seed)
    ids = [item["id"] for item in raw(quiz)]
    for only_up in (True, False):
        chosen = frozenset(random.sample(ids, random.randint(1, len(ids))))
        target = Target(by=quiz.definition(), chosen=chosen, only_up=only_up)
        planned = list(regrade_plan(quiz=quiz, target=target))
        said = {change.attempt.pk: (change.after.fraction, change.after.passed) for change in planned}
        standing = unmet(quiz, [move_of(change) for change in planned])
        before = AttemptGrade.objects.count()
        done = regrade_attempts(quiz=quiz, target=target, by=None, reason=REASON)
        assert AttemptGrade.objects.count() - before == len(planned) == len(done)
        assert {pk: QuizAttempt.objects.get(pk=pk).grades.last() for pk in said}.keys() == said.keys()
        for pk, expected in said.items():
            newest = QuizAttempt.objects.get(pk=pk).grades.last()
            assert (newest.fraction, newest.passed) == expected
        assert unmet(quiz, moves_of(Regrading.objects.latest("pk"))) == standing
        assert list(regrade_plan(quiz=quiz, target=target)) == []


def test_nobodys_completion_goes_and_the_list_names_it(quiz, bob):
    record = issue_certificate(enrolment=bob.enrolments.get(), holder_name="Bob Miller", key="k")
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    regrade(quiz, only_up=False)
    assert not grade().passed
    assert ActivityCompletion.objects.filter(activity_key=quiz.translation_key).exists()
    assert CourseCompletion.objects.exists()
    (stands,) = unmet(quiz, moves_of(Regrading.objects.get()))
    assert (stands.enrolment.user, stands.record, stands.final) == (bob, record.number, Decimal("0.5"))


def test_a_better_attempt_keeps_what_it_earned(quiz, bob):
    cast.pass_quiz(bob.enrolments.get(), quiz)
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    first = QuizAttempt.objects.order_by("pk").first()
    target = Target(by=quiz.definition(), only_up=False)
    regrade_attempts(quiz=quiz, target=target, attempts=QuizAttempt.objects.filter(pk=first.pk), by=None, reason=REASON)
    assert unmet(quiz, moves_of(Regrading.objects.get())) == []


def test_the_same_form_twice_is_one_decision(corrected, staff, django_capture_on_commit_callbacks):
    key = "00000000-0000-4000-8000-00000000abcd"
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            ask_regrading(quiz=corrected, target=Target(by=corrected.definition()), by=staff, reason=REASON, key=key)
    assert Regrading.objects.get().finished_at
    assert QuizAttempt.objects.get().grades.count() == 2


def test_one_broken_off_goes_on_where_it_stopped(course, quiz, alice, monkeypatch):
    for enrolment in (alice.enrolments.get(), cast.enrol_person(cast.make_person("dora"), course)):
        hand_in(begin(enrolment, quiz), BOTH_WRONG)
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), number_is("6")])
    real, seen = service.regrade_learner, []

    def once(**fields):
        if seen:
            raise SystemExit("the power went")
        seen.append(1)
        return real(**fields)

    monkeypatch.setattr(service, "regrade_learner", once)
    with pytest.raises(SystemExit, match="power"):
        regrade(quiz)
    decision = Regrading.objects.get()
    assert (decision.grades.count(), decision.finished_at) == (1, None)
    monkeypatch.undo()
    service.regrade_task.func(decision.pk)
    assert Regrading.objects.get().finished_at
    assert decision.grades.count() == 2


def test_a_learner_who_cannot_be_marked_holds_up_nobody(course, quiz, alice, monkeypatch, caplog):
    dora = cast.enrol_person(cast.make_person("dora"), course)
    for enrolment in (alice.enrolments.get(), dora):
        hand_in(begin(enrolment, quiz), BOTH_WRONG)
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), number_is("6")])
    real = service.regrade_attempt

    def not_alices(attempt, **fields):
        if attempt.enrolment.user == alice:
            raise ValueError("odd answer")
        return real(attempt, **fields)

    monkeypatch.setattr(service, "regrade_attempt", not_alices)
    assert [change.attempt.enrolment for change in regrade(quiz)] == [dora]
    assert "could not be marked anew" in caplog.text
    decision = Regrading.objects.get()
    assert decision.finished_at is None
    monkeypatch.undo()
    finish_regradings(at=decision.asked_at + timedelta(hours=2))
    assert decision.grades.count() == 2


def test_a_learner_erased_since_the_plan_was_made_is_not_marked(quiz, bob):
    target = Target(by=quiz.definition(), only_up=False)
    decision, _new = service.decide(quiz=quiz, target=target, by=None, reason=REASON)
    erase_learner(user=bob)
    ids = list(QuizAttempt.objects.values_list("pk", flat=True))
    assert service.regrade_learner(regrading=decision, target=target, attempt_ids=ids) == []


def test_what_follows_waits_for_all_grades_of_a_learner(quiz, alice):
    """The first gains, and with it alone their average would pass; then the second falls."""
    quiz = publish(quiz, grading_method="average")
    enrolment = alice.enrolments.get()
    hand_in(begin(enrolment, quiz), {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: Given(answer="5")})
    hand_in(begin(enrolment, quiz), {CHOICE_QUESTION: Given(answer=RIGHT)})
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    regrade(quiz, only_up=False)
    assert not ActivityCompletion.objects.filter(activity_key=quiz.translation_key).exists()


def test_the_list_knows_a_completion_by_the_average_that_no_longer_holds(quiz, bob):
    """No single attempt that passed fails now, yet their average does."""
    quiz = publish(quiz, grading_method="average", pass_mark=50)
    enrolment = bob.enrolments.get()
    hand_in(begin(enrolment, quiz), {})
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    (stands,) = unmet(quiz, [move_of(change) for change in regrade_plan(quiz=quiz)])
    assert (stands.final, stands.lacks_quiz) == (Decimal("0.25"), True)


def test_the_list_knows_a_course_whose_least_grade_is_missed_now(course, quiz, alice):
    course.least_grade = 90
    publish(course)
    enrolment = cast.finish_course(alice, course)
    quiz = publish(quiz, pass_mark=50)
    hand_in(begin(enrolment, publish(quiz, grading_method="last")), cast.right_answers())
    quiz = publish(QuizPage.objects.get(), questions=[cast.choice_question(right=WRONG), cast.number_question()])
    (stands,) = unmet(quiz, [move_of(change) for change in regrade_plan(quiz=quiz)])
    assert (stands.enrolment, stands.lacks_quiz, stands.final) == (enrolment, False, Decimal("0.5"))


def test_whoever_was_put_right_since_is_not_in_the_list_any_more(quiz, bob):
    turned = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    regrade(turned, only_up=False)
    decision = Regrading.objects.get()
    assert len(unmet(turned, moves_of(decision))) == 1
    back = publish(turned, questions=[cast.choice_question(), cast.number_question()])
    regrade(back)
    assert unmet(back, moves_of(decision)) == []


def test_the_plan_reads_by_the_hundred(corrected, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        list(regrade_plan(quiz=corrected))


def test_an_unknown_question_is_not_in_anybodys_attempt(corrected):
    assert regrade(corrected, uid(99)) == []


def test_a_quiz_whose_questions_were_all_replaced_marks_nobody_anew(quiz, alice):
    hand_in(begin(alice.enrolments.get(), quiz), BOTH_WRONG)
    replaced = publish(quiz, questions=[{**cast.choice_question(), "id": "00000000-0000-4000-8000-00000000000f"}])
    assert regrade_attempts(quiz=replaced, by=None, reason=REASON) == []
    assert grade().fraction == 0
