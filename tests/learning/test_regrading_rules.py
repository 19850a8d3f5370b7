"""Which questions of which attempts are marked anew, by what; and that the list before is what is done."""

from decimal import Decimal

import pytest

from learning.models import ActivityCompletion, AttemptGrade, CourseCompletion, QuizAttempt, Regrading
from learning.saving import Given
from learning.selectors.regrading import Target, regrade_plan
from learning.selectors.unmet import fall_of, falls_of, unmet
from learning.services import regrading as service
from learning.services.certificates import issue_certificate
from learning.services.regrading import ask_regrading, regrade_attempts
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
        standing = unmet(quiz, [fall_of(change) for change in planned if change.fails_now])
        before = AttemptGrade.objects.count()
        done = regrade_attempts(quiz=quiz, target=target, by=None, reason=REASON)
        assert AttemptGrade.objects.count() - before == len(planned) == len(done)
        assert {pk: QuizAttempt.objects.get(pk=pk).grades.last() for pk in said}.keys() == said.keys()
        for pk, expected in said.items():
            newest = QuizAttempt.objects.get(pk=pk).grades.last()
            assert (newest.fraction, newest.passed) == expected
        assert unmet(quiz, falls_of(Regrading.objects.latest("pk"))) == standing
        assert list(regrade_plan(quiz=quiz, target=target)) == []


def test_nobodys_completion_goes_and_the_list_names_it(quiz, bob):
    record = issue_certificate(enrolment=bob.enrolments.get(), holder_name="Bob Miller", key="k")
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    regrade(quiz, only_up=False)
    assert not grade().passed
    assert ActivityCompletion.objects.filter(activity_key=quiz.translation_key).exists()
    assert CourseCompletion.objects.exists()
    (stands,) = unmet(quiz, falls_of(Regrading.objects.get()))
    assert (stands.enrolment.user, stands.record, stands.final) == (bob, record.number, Decimal("0.5"))


def test_a_better_attempt_keeps_what_it_earned(quiz, bob):
    cast.pass_quiz(bob.enrolments.get(), quiz)
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    first = QuizAttempt.objects.order_by("pk").first()
    target = Target(by=quiz.definition(), only_up=False)
    regrade_attempts(quiz=quiz, target=target, attempts=QuizAttempt.objects.filter(pk=first.pk), by=None, reason=REASON)
    assert unmet(quiz, falls_of(Regrading.objects.get())) == []


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
            raise OSError("the power went")
        seen.append(1)
        return real(**fields)

    monkeypatch.setattr(service, "regrade_learner", once)
    with pytest.raises(OSError, match="power"):
        regrade(quiz)
    decision = Regrading.objects.get()
    assert (decision.grades.count(), decision.finished_at) == (1, None)
    monkeypatch.undo()
    service.regrade_task.func(decision.pk)
    assert Regrading.objects.get().finished_at
    assert decision.grades.count() == 2


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
