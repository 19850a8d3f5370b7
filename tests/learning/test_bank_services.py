"""Filling the bank, and carrying questions between it and a quiz: always a draft, never past somebody's permissions."""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError

from courses.models import CoursePage
from learning import roles
from learning.errors import NoLongerPossible
from learning.services.attempts import start_attempt
from learning.services.bank import add_bank_questions, ensure_topic
from learning.services.quiz_bank import (
    QuestionUnfinished,
    insert_copy,
    insert_shared,
    move_to_bank,
    take_back,
)
from quizzes.models import BankQuestion, BankTopic, QuizPage
from quizzes.versioning import freeze
from tests import cast
from tests.cast import CHOICE_QUESTION, REFLECTION
from tests.quizzes.samples import SAMPLES, single

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(edith):
    return ensure_topic(path=["Self-government"], by=edith)


@pytest.fixture
def question(topic, edith):
    return add_bank_questions(topic=topic, definitions=[single(id="x", title="Who?")], by=edith)[0]


@pytest.fixture
def foreign(course):
    """A topic of a course that is not edith's, with a question."""
    other = cast.make_course(course.get_parent().specific, title="Another course")
    topic = BankTopic.objects.create(name="Theirs", course_key=other.translation_key)
    theirs = BankQuestion(topic=topic, question=[cast.choice_question()])
    theirs.save()
    return theirs


def draft(quiz) -> QuizPage:
    return QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object()


def live(quiz) -> QuizPage:
    return QuizPage.objects.get(pk=quiz.pk)


# --- filling ------------------------------------------------------------------------------------------


def test_questions_of_every_type_come_out_of_the_bank_as_they_went_in(topic, edith):
    made = add_bank_questions(topic=topic, definitions=SAMPLES.values(), by=edith)
    stored = [BankQuestion.objects.get(pk=question.pk) for question in made]
    assert [each.definition(was.id) for each, was in zip(stored, SAMPLES.values(), strict=True)] == [*SAMPLES.values()]
    assert [each.type for each in stored] == [*SAMPLES]
    assert all(each.live and each.latest_revision for each in stored)


def test_tags_go_to_all_or_to_some(topic, edith):
    first, second = (single(id="a"), single(id="b"))
    made = add_bank_questions(
        topic=topic, definitions=[first, second], by=edith, tags=["law"], tags_of={"b": ["hard", " law "]}
    )
    assert [sorted(each.tags.names()) for each in made] == [["law"], ["hard", "law"]]


def test_one_unsound_question_keeps_them_all_out(topic, edith):
    with pytest.raises(ValidationError):
        add_bank_questions(topic=topic, definitions=[single(id="a"), single(id="b", prompt="")], by=edith)
    assert not BankQuestion.objects.exists()


def test_a_topic_is_made_once(edith):
    path = ["Law", "Elections"]
    assert ensure_topic(path=path, by=edith) == ensure_topic(path=path, by=edith)
    assert [topic.name for topic in BankTopic.objects.order_by("pk")] == path


def test_nobody_fills_the_topic_of_another_team_or_without_being_a_trainer(foreign, topic, edith, charlie):
    for person, shelf in ((edith, foreign.topic), (charlie, topic)):
        with pytest.raises(PermissionDenied):
            add_bank_questions(topic=shelf, definitions=[single()], by=person)
    with pytest.raises(PermissionDenied):
        ensure_topic(path=["Theirs", "More"], by=edith)
    assert BankQuestion.objects.count() == 1


def test_the_team_and_administrators_use_the_topic_of_a_course(course, edith):
    topic = BankTopic.objects.create(name="Ours", course_key=course.translation_key)
    administrator = cast.make_person("administrator")
    administrator.groups.add(Group.objects.get(name=roles.ADMINISTRATORS))
    for person in (edith, administrator):
        assert add_bank_questions(topic=topic, definitions=[single()], by=person)


def test_a_topic_within_another_belongs_to_the_same_course(course):
    top = BankTopic.objects.create(name="Top")
    below = BankTopic.objects.create(name="Below", parent=BankTopic.objects.create(name="Middle", parent=top))
    top.course_key = course.translation_key
    top.save()
    below.refresh_from_db()
    assert below.course_key == course.translation_key


# --- into a quiz --------------------------------------------------------------------------------------


def test_a_shared_question_stands_in_the_draft_by_reference_and_the_live_quiz_waits(quiz, question, edith):
    block_id = insert_shared(quiz=quiz, question=question, by=edith)
    last = draft(quiz).questions[-1]
    assert (last.block_type, last.value, last.id) == ("shared", question, block_id)
    assert len(live(quiz).questions) == 3 and live(quiz).has_unpublished_changes


def test_a_copy_is_the_quizs_own(quiz, question, edith):
    id = insert_copy(quiz=quiz, question=question, by=edith)
    last = draft(quiz).questions[-1]
    assert (last.block_type, last.id) == ("single_choice", id)
    assert draft(quiz).definition().question(id) == question.definition(id)


def test_the_same_question_is_not_shared_twice(quiz, question, edith):
    insert_shared(quiz=quiz, question=question, by=edith)
    with pytest.raises(NoLongerPossible):
        insert_shared(quiz=quiz, question=question, by=edith)


def test_a_draft_of_the_bank_cannot_be_shared(quiz, topic, edith):
    (unpublished,) = add_bank_questions(topic=topic, definitions=[single()], by=edith, publish=False)
    with pytest.raises(NoLongerPossible):
        insert_shared(quiz=quiz, question=unpublished, by=edith)


@pytest.mark.parametrize("insert", [insert_shared, insert_copy])
def test_nobody_takes_what_they_may_not_see_or_into_a_quiz_that_is_not_theirs(quiz, question, foreign, edith, insert):
    other = QuizPage.objects.exclude(pk=quiz.pk).get()
    for target, wanted in ((quiz, foreign), (other, question)):
        with pytest.raises(PermissionDenied):
            insert(quiz=target, question=wanted, by=edith)
    assert len(draft(quiz).questions) == len(draft(other).questions) == 3


# --- and back -----------------------------------------------------------------------------------------


def test_a_question_moved_to_the_bank_keeps_its_id_its_content_and_so_its_version(quiz, topic, edith):
    before = freeze(live(quiz))
    made = move_to_bank(quiz=quiz, question_id=CHOICE_QUESTION, topic=topic, by=edith)
    child = draft(quiz).questions[0]
    assert (child.block_type, child.value, child.id) == ("shared", made, CHOICE_QUESTION)
    assert live(quiz).questions[0].block_type == "single_choice"
    draft(quiz).latest_revision.publish(user=edith)
    assert freeze(live(quiz)) == before


def test_a_shared_question_taken_back_is_the_quizs_own_under_its_id(quiz, topic, edith):
    before = live(quiz).definition()
    move_to_bank(quiz=quiz, question_id=CHOICE_QUESTION, topic=topic, by=edith)
    take_back(quiz=quiz, question_id=CHOICE_QUESTION, by=edith)
    assert draft(quiz).definition() == before
    assert draft(quiz).questions[0].block_type == "single_choice"
    assert BankQuestion.objects.count() == 1


def test_an_attempt_under_way_goes_on_while_its_question_moves(quiz, topic, alice, edith):
    attempt = start_attempt(enrolment=alice.enrolments.get(), quiz=quiz, key="k")
    move_to_bank(quiz=quiz, question_id=CHOICE_QUESTION, topic=topic, by=edith)
    draft(quiz).latest_revision.publish(user=edith)
    again = cast.enrol_person(cast.make_person("newcomer"), CoursePage.objects.ancestor_of(quiz).get())
    new = start_attempt(enrolment=again, quiz=live(quiz), key="k")
    assert new.definition.question(CHOICE_QUESTION) == attempt.definition.question(CHOICE_QUESTION)


def test_an_unfinished_question_is_finished_before_it_moves(quiz, topic, edith):
    unfinished = cast.choice_question(prompt="")
    page = live(quiz)
    page.questions = [unfinished]
    page.save_revision(clean=False)
    with pytest.raises(QuestionUnfinished, match="\\w"):
        move_to_bank(quiz=quiz, question_id=CHOICE_QUESTION, topic=topic, by=edith)
    assert draft(quiz).questions[0].block_type == "single_choice"


@pytest.mark.parametrize("id", [str(uuid.UUID(int=7)), REFLECTION])
def test_what_is_not_shared_cannot_be_taken_back(quiz, edith, id):
    with pytest.raises(NoLongerPossible):
        take_back(quiz=quiz, question_id=id, by=edith)


def test_nobody_moves_questions_of_a_quiz_that_is_not_theirs(quiz, topic, charlie, edith):
    for act in (
        lambda: move_to_bank(quiz=quiz, question_id=CHOICE_QUESTION, topic=topic, by=charlie),
        lambda: take_back(quiz=quiz, question_id=CHOICE_QUESTION, by=charlie),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert live(quiz).latest_revision is None and not BankQuestion.objects.exists()


def test_a_locked_quiz_stays_as_it_is(quiz, question, edith):
    QuizPage.objects.filter(pk=quiz.pk).update(locked=True)
    with pytest.raises(PermissionDenied):
        insert_copy(quiz=quiz, question=question, by=edith)
