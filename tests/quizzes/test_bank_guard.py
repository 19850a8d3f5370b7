"""What the bank does not let go of, and where its questions are used."""

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError

from quizzes.bank_guard import refuse_change, refuse_topic_change
from quizzes.bank_uses import Uses
from quizzes.models import BankQuestion, BankTopic
from quizzes.versioning import freeze
from tests import cast
from tests.quizzes.samples import reflection, single
from tests.quizzes.test_bank import quiz_of, raw, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return cast.bank_topic()


# --- what may not be pulled away ----------------------------------------------------------------------


def test_a_question_in_use_is_neither_deleted_nor_unpublished(topic):
    question = cast.bank_question(topic)
    quiz_of(cast.shared_block(question))
    for act in (question.delete, question.unpublish, BankQuestion.objects.all().delete):
        assert "“Quiz”" in sentences(act)
    assert BankQuestion.objects.get().live


def test_also_not_when_only_a_draft_uses_it(topic):
    question = cast.bank_question(topic)
    quiz_of(cast.shared_block(question), live=False)
    assert "Quizzes use this question: a draft of a quiz." in sentences(question.delete)


def test_a_question_that_a_live_draw_cannot_do_without_stays(topic):
    first, second = cast.fill_bank(topic, 2)
    quiz_of(cast.draw_block(topic, 2))
    assert "“Quiz”" in sentences(first.delete)
    assert "“Quiz”" in sentences(first.unpublish)
    cast.bank_question(topic)
    first.delete()
    assert "“Quiz”" in sentences(second.delete)


def test_a_topic_in_use_stays_and_so_does_one_that_is_not_empty(topic):
    empty = cast.bank_topic("Empty")
    cast.bank_question(topic)
    quiz_of(cast.draw_block(empty), live=False)
    with pytest.raises(ProtectedError):
        topic.delete()
    assert "draw from this topic" in sentences(empty.delete)


def test_a_change_by_which_nobody_could_pass_a_live_quiz_is_refused(topic):
    question = cast.bank_question(topic)
    quiz_of(cast.shared_block(question))
    question.question, question.type = [raw(reflection(max_mark=0))], "reflection"
    assert "nobody could pass these quizzes: “Quiz”" in sentences(lambda: refuse_change(question, ()))
    question.question, question.type = [raw(single(max_mark=3))], "single_choice"
    refuse_change(question, ())


def test_a_change_that_gives_one_question_two_marks_is_refused(topic):
    first, second = cast.bank_question(topic, tags=("law",)), cast.bank_question(topic, tags=("money",))
    quiz_of(cast.draw_block(topic, tags="law", max_mark="1"), cast.draw_block(topic, tags="money", max_mark="2"))
    refuse_change(second, ("money", "budget"))
    assert "two draws with different marks would share questions, in: “Quiz”" in sentences(
        lambda: refuse_change(first, ("law", "money"))
    )
    new = BankQuestion(topic=topic, question=[cast.choice_question()], type="single_choice")
    assert "would share questions" in sentences(lambda: refuse_change(new, ("law", "money")))


def test_a_topic_moved_to_where_its_questions_get_two_marks_stays(topic):
    inner, other = cast.bank_topic("Inner", parent=topic), cast.bank_topic("Other")
    cast.fill_bank(inner, 2)
    cast.fill_bank(other, 1)
    quiz_of(cast.draw_block(inner, max_mark="1"), cast.draw_block(other, max_mark="2"))
    moved = BankTopic(pk=inner.pk, parent=other)
    assert "would share questions" in sentences(lambda: refuse_topic_change(moved))


def test_what_nobody_uses_may_go(topic):
    cast.bank_question(topic).delete()
    topic.delete()
    assert not BankTopic.objects.exists()


def test_versions_keep_what_the_bank_has_lost(topic):
    question = cast.bank_question(topic)
    page = quiz_of(cast.shared_block(question))
    version = freeze(page)
    page.questions = [cast.choice_question()]
    page.save_revision().publish()
    question.delete()
    assert version.read().questions[0].prompt == "<p>Who decides?</p>"


# --- where used ---------------------------------------------------------------------------------------


def test_uses_are_told_by_reference_and_by_draw_of_live_quizzes_and_drafts(topic):
    shared, drawn = cast.fill_bank(topic, 2)
    page = quiz_of(cast.shared_block(shared), cast.draw_block(topic))
    page.questions = [cast.shared_block(drawn)]
    page.save_revision()
    uses = Uses()
    assert [(use.is_live, use.by_draw) for use in uses.of(shared)] == [(True, False)]
    assert [(use.is_live, use.by_draw) for use in uses.of(drawn)] == [(True, True), (False, False)]
    assert (uses.count(shared), uses.count(drawn)) == (1, 1)


def test_looking_for_uses_costs_the_same_however_many_quizzes(topic, django_assert_num_queries):
    question = cast.bank_question(topic)
    for number in range(6):
        quiz_of(cast.shared_block(question), cast.choice_question(), slug=f"quiz-{number}", live=bool(number % 2))
    with django_assert_num_queries(2):
        assert Uses().count(question) == 6


def test_what_a_question_copies_out_can_be_made_anew(topic, capsys):
    question = cast.bank_question(topic)
    wanted = BankQuestion.objects.filter(pk=question.pk).values("type", "label", "lemmas").get()
    BankQuestion.objects.update(type="", label="", lemmas="")
    for changed in (1, 0):
        call_command("recompute_bank")
        assert f"{changed} changed" in capsys.readouterr().out
    assert BankQuestion.objects.filter(pk=question.pk).values("type", "label", "lemmas").get() == wanted
