"""One letter to the learner when no answer of theirs waits for a person any more."""

import pytest
from django.core import mail

from learning.models import Enrolment, QuizAttempt
from learning.selectors.regrading import Target
from learning.services.regrading import regrade_attempts
from tests import cast
from tests.cast import WRONG
from tests.journeys.editing import publish

from .remarking import SECOND, answer, let_it_count, open_question, remark


@pytest.fixture
def attempt(quiz, alice) -> QuizAttempt:
    return answer(alice.enrolments.get(), let_it_count(quiz))


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    def after(*args, **more) -> list:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            remark(*args, **more)
        return list(mail.outbox)

    return after


def test_the_learner_gets_one_when_nothing_waits_any_more(attempt, edith, letters):
    assert letters(attempt, edith, None, "Who?") == []
    (letter,) = letters(attempt, edith, "1", "Alice, well done.")
    assert letter.to == ["alice@example.org"] and "/result/" in letter.body
    assert "50 % → 100 %" in letter.body.replace("\N{NO-BREAK SPACE}", " ")
    assert "well done" not in letter.body and not any(sign.isdigit() for sign in letter.subject)


def test_it_waits_for_the_other_answers_that_count(quiz, alice, edith, letters):
    two = publish(quiz, questions=[open_question("1"), open_question("2", SECOND)])
    done = answer(alice.enrolments.get(), two, **{SECOND: "More."})
    assert letters(done, edith) == []


def test_the_last_of_several_marks_tells_of_all_of_them(quiz, alice, edith, letters):
    two = publish(quiz, questions=[open_question("1"), open_question("2", SECOND)])
    done = answer(alice.enrolments.get(), two, **{SECOND: "More."})
    assert letters(done, edith) == []
    (letter,) = letters(done, edith, question=SECOND)
    assert "0 % → 100 %" in letter.body.replace("\N{NO-BREAK SPACE}", " ")


def test_a_mark_that_is_changed_later_tells_of_that_change_alone(attempt, edith, letters):
    letters(attempt, edith)
    (letter,) = letters(attempt, edith, "0.5")
    assert "100 % → 75 %" in letter.body.replace("\N{NO-BREAK SPACE}", " ")


def test_a_mere_comment_does_not_tell_of_a_regrade_before_it(quiz, alice, edith, letters):
    quiz = publish(quiz, questions=[cast.choice_question(), open_question("0")])
    done = answer(alice.enrolments.get(), quiz)
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), open_question("0")])
    regrade_attempts(quiz=quiz, target=Target(by=quiz.definition(), only_up=False), by=edith, reason="A wrong key.")
    assert done.grades.count() == 2
    (letter,) = letters(done, edith, None, "Well said.")
    assert "→" not in letter.body


def test_a_mended_comment_brings_no_second_one_and_another_mark_does(attempt, edith, letters):
    letters(attempt, edith)
    assert letters(attempt, edith, "1", "Good!") == []
    assert len(letters(attempt, edith, "0.5", "Good!")) == 1


def test_it_speaks_the_learners_language(attempt, alice, edith, letters):
    alice.language = "en"
    alice.save(update_fields=["language"])
    assert letters(attempt, edith)[0].subject == "A trainer has read your answers"


def test_guests_get_none(attempt, edith, letters):
    Enrolment.objects.update(user=None, guest_key="guest")
    assert letters(QuizAttempt.objects.get(pk=attempt.pk), edith) == []
