"""The bank as quizzes use it: by reference and by draw, what is frozen, and what may not be pulled away."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from courses.search.bank import said_in_bank
from quizzes.bank import TopicTree
from quizzes.bank_blocks import question_count
from quizzes.models import BankQuestion, BankTopic, QuizPage
from quizzes.question_types import get
from quizzes.versioning import freeze
from tests import cast

from .samples import choice, reflection, single, true_false

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return cast.bank_topic()


def raw(question):
    return get(question.type).thaw(question)


def quiz_of(*blocks, live=True, slug="quiz") -> QuizPage:
    page = QuizPage(title="Quiz", slug=slug, live=live, questions=list(blocks))
    page = Page.get_first_root_node().add_child(instance=page)
    page.save_revision()
    return QuizPage.objects.get(pk=page.pk)


def sentences(call) -> str:
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        call()
    return " ".join(refused.value.messages)


# --- topics -------------------------------------------------------------------------------------------


def test_a_topic_holds_those_within_it(topic):
    below = cast.bank_topic("Below", parent=cast.bank_topic("Middle", parent=topic))
    tree = TopicTree()
    assert tree.below([topic.pk]) == {topic.pk, below.parent_id, below.pk}
    assert tree.path(below.pk) == ["Self-government", "Middle", "Below"]


def test_topics_moved_at_once_do_not_end_up_within_each_other(topic):
    other = cast.bank_topic("Other")
    one, two = BankTopic.objects.get(pk=topic.pk), BankTopic.objects.get(pk=other.pk)
    one.parent, two.parent = other, topic
    one.save()
    with pytest.raises(ValidationError):
        two.save()


def test_a_circle_of_topics_names_each_once(topic):
    other = cast.bank_topic("Other", parent=topic)
    BankTopic.objects.filter(pk=topic.pk).update(parent=other)
    assert TopicTree().path(topic.pk) == ["Other", "Self-government"]


def test_a_topic_cannot_stand_within_itself(topic):
    below = cast.bank_topic("Below", parent=topic)
    for parent in (topic, below):
        topic.parent = parent
        assert "within itself" in sentences(topic.full_clean)


@pytest.mark.parametrize("within", [False, True])
def test_a_name_stands_once_at_its_place(topic, within):
    parent = topic if within else None
    cast.bank_topic("Twice", parent=parent)
    with pytest.raises(IntegrityError):
        cast.bank_topic("Twice", parent=parent)


# --- questions ----------------------------------------------------------------------------------------


def test_a_question_copies_out_what_lists_show(topic):
    question = cast.bank_question(topic, raw(single(prompt="<p>Хто <b>скликає</b> сесії?</p>")))
    stored = BankQuestion.objects.get(pk=question.pk)
    assert (stored.type, stored.label) == ("single_choice", "Хто скликає сесії?")


def test_a_question_is_found_by_any_form_of_its_words(topic):
    question = cast.bank_question(topic, raw(single(prompt="<p>Хто скликає сесії ради?</p>")))
    assert BankQuestion.objects.filter(said_in_bank("сесія рада")).get() == question
    assert not BankQuestion.objects.filter(said_in_bank("сесія бюджет")).exists()


def test_an_unfinished_question_is_a_draft_at_most(topic):
    unfinished = raw(single(choice("a", 0), choice("b", 0)))
    assert "No choice is right" in sentences(lambda: cast.bank_question(topic, unfinished))
    assert cast.bank_question(topic, unfinished, live=False).pk


# --- by reference -------------------------------------------------------------------------------------


def test_a_shared_question_is_asked_under_the_id_of_its_block(topic):
    question = cast.bank_question(topic)
    block = cast.shared_block(question)
    (asked,) = quiz_of(block).definition().questions
    assert asked == question.definition(block["id"])
    assert asked.digest == question.definition().digest


def test_what_is_corrected_in_the_bank_is_asked_from_the_next_attempt_on(topic):
    question = cast.bank_question(topic)
    page = quiz_of(cast.shared_block(question))
    before = freeze(page)
    question.question = [cast.choice_question(prompt="Who decides now?")]
    question.save_revision().publish()
    after = freeze(QuizPage.objects.get(pk=page.pk))
    assert after != before and "Who decides now?" in str(after.definition)
    assert "Who decides now?" not in str(before.definition)


def test_a_draft_of_the_bank_changes_nothing(topic):
    question = cast.bank_question(topic)
    page = quiz_of(cast.shared_block(question))
    question.question = [cast.choice_question(prompt="Who decides now?")]
    question.save_revision()
    assert "Who decides now?" not in str(QuizPage.objects.get(pk=page.pk).definition().to_json())


def test_a_quiz_does_not_go_live_with_an_unpublished_or_a_repeated_question(topic):
    unpublished, question = cast.bank_question(topic, live=False), cast.bank_question(topic)
    assert "draft in the bank" in sentences(lambda: quiz_of(cast.shared_block(unpublished)))
    twice = (cast.shared_block(question), cast.shared_block(question))
    assert "has this question already" in sentences(lambda: quiz_of(*twice))


# --- by draw ------------------------------------------------------------------------------------------


def pool_of(page) -> set[str]:
    (pool,) = page.definition().pools
    return set(pool.question_ids)


def keys(*questions) -> set[str]:
    return {str(question.key) for question in questions}


def test_a_draw_takes_from_its_topic_with_or_without_those_within(topic):
    own, below = cast.bank_question(topic), cast.bank_question(cast.bank_topic("Below", parent=topic))
    cast.bank_question(cast.bank_topic("Elsewhere"))
    assert pool_of(quiz_of(cast.draw_block(topic, 2))) == keys(own, below)
    assert pool_of(quiz_of(cast.draw_block(topic, subtopics=False), slug="two")) == keys(own)


def test_a_draw_takes_what_has_all_its_tags(topic):
    both = cast.bank_question(topic, tags=("Law", "hard"))
    cast.bank_question(topic, tags=("law",))
    assert pool_of(quiz_of(cast.draw_block(topic, tags="law, HARD"))) == keys(both)


def test_a_draw_by_tags_alone_takes_from_what_trainers_share(topic, course):
    shared = cast.bank_question(topic, tags=("law",))
    cast.bank_question(cast.bank_topic("Theirs", course_key=course.translation_key), tags=("law",))
    assert pool_of(quiz_of(cast.draw_block(None, tags="law"), slug="by-tags")) == keys(shared)


def test_a_draw_takes_neither_drafts_nor_what_brings_no_marks_nor_other_types(topic):
    right = cast.bank_question(topic, raw(true_false()))
    cast.bank_question(topic, raw(true_false()), live=False)
    cast.bank_question(topic, raw(reflection()))
    cast.bank_question(topic)
    assert pool_of(quiz_of(cast.draw_block(topic, types=["true_false"]))) == keys(right)


def test_a_draw_leaves_alone_what_the_quiz_shares(topic):
    shared, other = cast.fill_bank(topic, 2)
    page = quiz_of(cast.shared_block(shared), cast.draw_block(topic))
    assert pool_of(page) == keys(other)


def test_every_drawn_question_carries_the_mark_of_its_draw(topic):
    cast.fill_bank(topic, 3)
    definition = quiz_of(cast.draw_block(topic, 2, max_mark="2.5")).definition()
    assert {question.max_mark for question in definition.questions} == {Decimal("2.5")}
    assert (definition.question_count, definition.max_mark) == (2, 5)


def test_raw_data_tell_how_many_questions_an_attempt_has(topic):
    cast.fill_bank(topic, 5)
    page = quiz_of(cast.choice_question(), cast.draw_block(topic, 4))
    assert question_count(page.questions.raw_data) == page.definition().question_count == 5


@pytest.mark.parametrize("size", [1, 60])
def test_freezing_costs_the_same_for_few_and_for_many(topic, size, django_assert_num_queries):
    made = cast.fill_bank(topic, 2 * size, tags=("law",))
    blocks = [*map(cast.shared_block, made[:size]), cast.draw_block(topic, tags="law"), cast.draw_block(topic)]
    page = quiz_of(*blocks[: size + 1])
    page.locale  # noqa: B018  read before
    with django_assert_num_queries(3):
        assert len(page.definition().questions) == 2 * size


# --- what keeps a quiz from being published -----------------------------------------------------------


def test_too_few_questions_are_told_with_their_number(topic):
    cast.fill_bank(topic, 2)
    words = sentences(lambda: quiz_of(cast.draw_block(topic, 3)))
    assert "There are 2 questions to draw" in words


def test_two_draws_do_not_count_one_question_twice(topic):
    cast.fill_bank(topic, 3)
    assert "question to draw" in sentences(lambda: quiz_of(cast.draw_block(topic, 2), cast.draw_block(topic, 2)))


def test_draws_that_share_questions_give_the_same_mark(topic):
    cast.fill_bank(topic, 4)
    blocks = (cast.draw_block(topic, 1), cast.draw_block(topic, 1, max_mark="2"))
    assert "the same mark" in sentences(lambda: quiz_of(*blocks))


def test_a_draw_from_everywhere_is_no_draw():
    assert "Choose a topic, or name a tag" in sentences(lambda: quiz_of(cast.draw_block(None)))


def test_a_draft_may_draw_what_is_not_there_yet(topic):
    assert quiz_of(cast.draw_block(topic, 9), live=False).pk


def test_a_quiz_that_became_short_is_not_published_on_schedule_and_its_history_says_why(topic):
    first, _second = cast.fill_bank(topic, 2)
    page = quiz_of(cast.choice_question(), live=True)
    page.questions = [cast.draw_block(topic, 2)]
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    first.delete()
    with pytest.raises(CommandError):
        call_command("publish_scheduled")
    entry = PageLogEntry.objects.get(action="learning.not_published")
    assert "There is 1 question to draw" in entry.data["reason"]
    assert QuizPage.objects.get(pk=page.pk).questions[0].block_type == "single_choice"
