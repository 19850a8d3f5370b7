"""A question corrected in the bank meets the learners of every quiz that has it: told before, offered after."""

import pytest
from django.urls import reverse

from learning.models import AttemptGrade, QuizAttempt, QuizHealth
from learning.saving import Given
from learning.selectors.bank_impact import bank_impact
from learning.selectors.corrections import corrections
from learning.services.health import count_health
from learning.services.switching import switch_question
from quizzes.comparing import Kind
from quizzes.models import BankQuestion
from tests import cast
from tests.cast import RIGHT, WRONG
from tests.journeys.editing import begin, fresh, hand_in, publish
from tests.learning.test_bank_admin import question_form

pytestmark = pytest.mark.django_db

EDIT = "wagtailsnippets_quizzes_bankquestion:edit"


@pytest.fixture
def shared(topic) -> BankQuestion:
    return cast.bank_question(topic)


@pytest.fixture(params=["shared", "drawn"])
def of_bank(request, quiz, shared, topic):
    """The quiz asks the question of the bank alone: by reference, or by a draw."""
    block = cast.shared_block(shared) if request.param == "shared" else cast.draw_block(topic, 1)
    return publish(quiz, questions=[block])


def only_question(attempt: QuizAttempt) -> str:
    (asked,) = attempt.definition.questions
    return asked.id


def answered(enrolment, quiz, choice: str, *, ends: bool) -> QuizAttempt:
    attempt = begin(enrolment, quiz)
    given = {only_question(attempt): Given(answer=choice)}
    return hand_in(attempt, given) if ends else attempt


def corrected(question: BankQuestion) -> BankQuestion:
    question.question = [cast.choice_question(right=WRONG)]
    return question


def test_an_attempt_under_way_is_offered_what_was_corrected_in_the_bank(of_bank, shared, alice):
    running = answered(alice.enrolments.get(), of_bank, RIGHT, ends=False)
    assert corrections(running) == {}
    corrected(shared).save_revision().publish()
    assert corrections(running).keys() == {only_question(running)}
    assert switch_question(attempt=running, question_id=only_question(running))
    assert corrections(QuizAttempt.objects.get()) == {}


def test_it_says_in_which_quizzes_whom_it_meets(course, of_bank, shared, alice):
    answered(alice.enrolments.get(), of_bank, WRONG, ends=True)
    answered(cast.enrol_person(cast.make_person("dora"), course), of_bank, RIGHT, ends=False)
    (met,) = bank_impact(corrected(shared))
    (item,) = met.impact.questions
    assert (met.quiz, met.impact.touched.running, met.impact.touched.submitted) == (of_bank, 1, 1)
    assert Kind.KEY in item.change.kinds
    assert (item.running, item.marked, item.gain) == (1, 1, 1)


def test_of_an_unchanged_question_there_is_nothing_to_say(of_bank, shared, alice):
    answered(alice.enrolments.get(), of_bank, WRONG, ends=True)
    assert bank_impact(shared) == []


# --- in the admin -------------------------------------------------------------------------------


def press(client, question: BankQuestion, **more: str):
    return client.post(reverse(EDIT, args=[question.pk]), question_form(question.topic, **more))


def room(name: str, question: BankQuestion) -> str:
    revision = [fresh(question).latest_revision_id] if name == "publish_question" else []
    return reverse(f"learning_reports:{name}", args=[question.pk, *revision])


def test_what_touches_learners_is_asked_and_kept_as_a_draft(trainer, of_bank, shared, alice):
    answered(alice.enrolments.get(), of_bank, WRONG, ends=True)
    response = press(trainer, shared, **{"action-publish": "1"})
    assert response.url == room("publish_question", shared)
    assert fresh(shared).type == "single_choice"
    assert fresh(shared).get_latest_revision_as_object().definition().type == "true_false"


def test_confirmed_it_is_published_and_the_way_to_mark_anew_is_shown(trainer, of_bank, shared, alice):
    answered(alice.enrolments.get(), of_bank, WRONG, ends=True)
    page = trainer.get(press(trainer, shared, **{"action-publish": "1"}).url).content.decode()
    assert "Foundations › Quiz" in page and "1 завершену спробу оцінено за старим ключем" in page
    grades = AttemptGrade.objects.count()
    count_health(quiz_key=of_bank.key)
    page = trainer.post(room("publish_question", shared), follow=True).content.decode()
    assert fresh(shared).type == "true_false"
    assert AttemptGrade.objects.count() == grades
    assert reverse("learning_reports:regrade", args=[of_bank.pk]) in page
    assert QuizHealth.objects.get().due_at


def test_a_draft_that_went_on_meanwhile_is_not_published_over(trainer, of_bank, shared, alice):
    answered(alice.enrolments.get(), of_bank, WRONG, ends=True)
    old = press(trainer, shared, **{"action-publish": "1"}).url
    corrected(fresh(shared)).save_revision()
    assert trainer.post(old).url == reverse(EDIT, args=[shared.pk])
    assert fresh(shared).definition().body.choice(RIGHT).fraction == 1


def test_where_nobody_took_a_quiz_that_has_it_it_is_published_unasked(trainer, of_bank, shared):
    press(trainer, shared, **{"action-publish": "1"})
    assert fresh(shared).type == "true_false"


def test_the_editor_tells_of_learners_where_there_are_some(trainer, of_bank, shared, alice):
    assert room("question_impact", shared) not in trainer.get(reverse(EDIT, args=[shared.pk])).content.decode()
    answered(alice.enrolments.get(), of_bank, WRONG, ends=True)
    page = trainer.get(reverse(EDIT, args=[shared.pk])).content.decode()
    assert "завершені спроби: 1" in page and room("question_impact", shared) in page
