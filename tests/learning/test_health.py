"""Question health: what is counted. When, and that it equals the facts: test_health_counting.py."""

from datetime import timedelta
from decimal import Decimal

import pytest

from learning.models import Enrolment, QuizAttempt, Response
from learning.saving import Given
from learning.selectors.health import EditionHealth, QuestionHealth, editions_of, kept_health
from learning.selectors.regrading import Target
from learning.services.erasure import erase_learner
from learning.services.health import count_health
from learning.services.regrading import regrade_attempts
from learning.services.switching import switch_question
from quizzes.item_verdicts import Severity
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT, WRONG
from tests.journeys.editing import begin, hand_in, publish
from tests.learning.histories import raw
from tests.learning.remarking import let_it_count, remark
from tests.translated import course_in_english

ALL_RIGHT = {CHOICE_QUESTION: RIGHT, NUMBER_QUESTION: "5"}
HALF = {CHOICE_QUESTION: WRONG, NUMBER_QUESTION: "5"}
NOTHING = {}


@pytest.fixture
def learners(course) -> list[Enrolment]:
    return [cast.enrol_person(cast.make_person(f"learner{number}"), course) for number in range(4)]


def take(enrolment: Enrolment, quiz, answers: dict) -> QuizAttempt:
    return hand_in(begin(enrolment, quiz), {key: Given(answer=answer) for key, answer in answers.items()})


def newest(quiz, scope: str = "first") -> EditionHealth:
    count_health(quiz_key=quiz.key)
    return editions_of(kept_health(quiz.key).numbers, scope)[0]


def of(quiz, question: str = CHOICE_QUESTION, scope: str = "first") -> QuestionHealth:
    return next(one for one in newest(quiz, scope).questions if one.id == question)


# --- what is counted --------------------------------------------------------------------------------


def test_marks_add_up_to_the_grades(quiz, learners):
    for enrolment, answers in zip(learners, (ALL_RIGHT, HALF, HALF, NOTHING), strict=True):
        take(enrolment, quiz, answers)
    found = newest(quiz)
    assert (found.attempts, found.numbers.mean, found.numbers.median) == (4, 0.5, 0.5)
    assert of(quiz).numbers.facility == 0.25
    assert of(quiz, NUMBER_QUESTION).numbers.facility == 0.75


def test_what_was_left_blank_is_a_mark_of_nought_and_no_choice(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    take(learners[1], quiz, NOTHING)
    found = of(quiz)
    assert (found.attempts, found.told, found.blank) == (2, 2, 1)
    assert [(share.text, share.earns, share.count) for share in found.shares] == [
        ("The community", True, 1),
        ("The ministry", False, 0),
    ]


def test_a_reflection_is_counted_and_not_marked(quiz, learners):
    take(learners[0], quiz, {REFLECTION: "My thoughts."})
    take(learners[1], quiz, NOTHING)
    found = of(quiz, REFLECTION)
    assert (found.numbers, found.verdict, found.attempts, found.blank, found.words) == (None, None, 2, 1, ())


def test_attempts_under_way_do_not_count(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    begin(learners[1], quiz)
    assert newest(quiz).attempts == 1


def test_first_attempts_the_best_or_all_may_be_counted(quiz, learners):
    for answers in (NOTHING, ALL_RIGHT, HALF):
        take(learners[0], quiz, answers)
    assert [newest(quiz, scope).numbers.mean for scope in ("first", "best", "all")] == [0, 1, 0.5]
    assert [newest(quiz, scope).attempts for scope in ("first", "best", "all")] == [1, 1, 3]


def test_the_best_attempt_is_best_also_by_what_a_trainer_marked(quiz, learners, edith):
    quiz = let_it_count(quiz)
    thoughtful = take(learners[0], quiz, {**HALF, REFLECTION: "My thoughts."})
    take(learners[0], quiz, ALL_RIGHT)
    assert newest(quiz, "best").numbers.mean == 1
    remark(thoughtful, edith)
    assert newest(quiz, "best").numbers.mean == 0.5


def test_an_attempt_of_a_guest_counts(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    Enrolment.objects.filter(pk=learners[0].pk).update(user=None, guest_key="guest")
    assert newest(quiz).attempts == 1


def test_a_correction_counts_by_the_grade_that_counts(quiz, learners, staff):
    take(learners[0], quiz, HALF)
    take(learners[1], quiz, ALL_RIGHT)
    corrected = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    both_ways = Target(by=corrected.definition(), only_up=False)
    regrade_attempts(quiz=corrected, target=both_ways, by=staff, reason="The ministry decides.")
    grades = [attempt.grades.last().fraction for attempt in QuizAttempt.objects.order_by("pk")]
    found = newest(quiz)
    assert grades == [1, Decimal("0.5")]
    assert found.numbers.mean == 0.75
    assert next(one for one in found.questions if one.id == CHOICE_QUESTION).numbers.facility == 0.5


def test_numbers_follow_an_answer_also_where_a_key_was_corrected_by_retyping_the_texts(quiz, learners, staff):
    take(learners[0], quiz, HALF)
    retyped = cast.choice_question()
    right, wrong = retyped["value"]["choices"]
    right["value"]["text"], wrong["value"]["text"] = wrong["value"]["text"], right["value"]["text"]
    corrected = publish(quiz, questions=[retyped, cast.number_question()])
    regrade_attempts(quiz=corrected, by=staff, reason="The ministry decides.")
    assert QuizAttempt.objects.get().grades.last().fraction == newest(quiz).numbers.mean == 1


def earning(quiz) -> list[str]:
    return [share.text for share in of(quiz).shares if share.earns]


def test_after_a_regrade_a_choice_earns_by_the_key_that_counts_now(quiz, learners, staff, monkeypatch):
    monkeypatch.setattr("quizzes.item_verdicts.ENOUGH", 2)
    for enrolment, answers in zip(learners, (HALF, HALF, HALF, ALL_RIGHT), strict=True):
        take(enrolment, quiz, answers)
    assert of(quiz).severity == Severity.CHECK
    mended = publish(quiz, questions=[cast.choice_question(right=WRONG), cast.number_question()])
    regrade_attempts(
        quiz=mended, target=Target(by=mended.definition(), only_up=False), by=staff, reason="The ministry decides."
    )
    assert earning(quiz) == ["The ministry"]
    assert of(quiz).numbers.facility == 0.75
    assert of(quiz).severity < Severity.CHECK


def test_a_regrade_of_another_question_changes_no_choice(quiz, learners, staff):
    take(learners[0], quiz, {CHOICE_QUESTION: RIGHT, NUMBER_QUESTION: "4"})
    number = cast.number_question()
    number["value"]["accepted"][0]["value"]["value"] = "4"
    mended = publish(quiz, questions=[cast.choice_question(right=WRONG), number])
    target = Target(by=mended.definition(), chosen=frozenset({NUMBER_QUESTION}))
    assert regrade_attempts(quiz=mended, target=target, by=staff, reason="The law says four.")
    assert earning(quiz) == ["The community"]


def test_a_retyped_choice_earns_by_its_words(quiz, learners, staff):
    take(learners[0], quiz, HALF)
    retyped = cast.choice_question()
    right, wrong = retyped["value"]["choices"]
    right["value"]["text"], wrong["value"]["text"] = wrong["value"]["text"], right["value"]["text"]
    mended = publish(quiz, questions=[retyped, cast.number_question()])
    regrade_attempts(quiz=mended, by=staff, reason="The ministry decides.")
    assert earning(quiz) == ["The ministry"]


# --- a changed question begins anew -----------------------------------------------------------------


def test_a_changed_question_begins_its_own_numbers_and_the_others_go_on(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    questions = [cast.choice_question(prompt="Who decides now?"), cast.number_question()]
    changed = publish(quiz, questions=questions)
    take(learners[1], changed, HALF)
    assert of(changed).numbers.attempts == 1
    assert of(changed, NUMBER_QUESTION).numbers.attempts == 2


def test_a_typo_in_an_explanation_begins_nothing(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    question = cast.choice_question()
    question["value"]["feedback"] = "<p>Because of the law.</p>"
    changed = publish(
        quiz, title="Quiz, mended", questions=[question, cast.number_question(), cast.reflection_question()]
    )
    take(learners[1], changed, HALF)
    assert of(changed).numbers.attempts == newest(changed).attempts == 2


def test_the_newest_edition_comes_first_and_the_old_one_keeps_its_numbers(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    take(learners[1], publish(quiz, questions=[cast.number_question()]), NOTHING)
    new, old = all_editions(quiz)
    assert (new.attempts, new.numbers.mean, len(new.questions)) == (1, 0, 1)
    assert (old.attempts, old.numbers.mean, len(old.questions)) == (1, 1, 3)


def test_of_editions_the_one_that_is_public_again_comes_first(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    before = raw(quiz)
    changed = publish(quiz, questions=[cast.number_question()])
    take(learners[1], changed, NOTHING)
    assert len(newest(quiz).questions) == 1
    publish(changed, questions=before)
    assert [len(edition.questions) for edition in all_editions(quiz)] == [3, 1]


def all_editions(quiz) -> list[EditionHealth]:
    count_health(quiz_key=quiz.key)
    return editions_of(kept_health(quiz.key).numbers, "first")


def test_what_came_of_a_question_switched_under_way_is_not_the_newest_edition(quiz, learners):
    running = begin(learners[0], quiz)
    number = cast.number_question()
    number["value"]["prompt"] = "<p>How many months?</p>"
    changed = publish(quiz, questions=[cast.choice_question(right=WRONG), number])
    take(learners[1], changed, ALL_RIGHT)
    switch_question(attempt=running, question_id=CHOICE_QUESTION)
    hand_in(QuizAttempt.objects.get(pk=running.pk), {})
    publish(changed, questions=[cast.number_question()])
    assert [len(edition.questions) for edition in all_editions(quiz)] == [2, 3]


def test_a_translation_has_an_edition_of_its_own(course, quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    course_in_english(course)
    english = type(quiz).objects.get(translation_key=quiz.translation_key, locale__language_code="en")
    take(learners[1], english, ALL_RIGHT)
    count_health(quiz_key=quiz.key)
    assert [one.locale for one in editions_of(kept_health(quiz.key).numbers, "first")] == ["en", "uk"]


# --- answers in own words, and time -----------------------------------------------------------------


def test_a_written_answer_is_shown_once_three_learners_gave_it(quiz, learners):
    for enrolment in learners[:2]:
        take(enrolment, quiz, {NUMBER_QUESTION: "4"})
    take(learners[0], quiz, {NUMBER_QUESTION: "4"})
    assert of(quiz, NUMBER_QUESTION, "all").words == ()
    take(learners[2], quiz, {NUMBER_QUESTION: " 4 "})
    (word,) = of(quiz, NUMBER_QUESTION, "all").words
    assert (word.text, word.earns, word.count) == ("4", False, 4)


def test_an_erased_persons_marks_count_on_and_their_words_do_not(quiz, learners):
    for enrolment in learners[:3]:
        take(enrolment, quiz, {NUMBER_QUESTION: "4"})
    erase_learner(user=learners[0].user)
    found = of(quiz, NUMBER_QUESTION)
    assert (found.numbers.attempts, found.told, found.words) == (3, 2, ())


def test_the_time_on_a_question_is_told_by_answers_saved_one_by_one(quiz, learners, monkeypatch):
    monkeypatch.setattr("learning.selectors.health_facts.TIMED", 2)
    for enrolment, seconds in zip(learners, (20, 40, 60, 7200), strict=True):
        attempt = take(enrolment, quiz, ALL_RIGHT)
        first = attempt.started_at + timedelta(seconds=10)
        save_moments(attempt, first, first + timedelta(seconds=seconds))
    assert (of(quiz).seconds, of(quiz).timed) == (10, 4)
    assert (of(quiz, NUMBER_QUESTION).seconds, of(quiz, NUMBER_QUESTION).timed) == (40, 3)


def save_moments(attempt: QuizAttempt, choice, number) -> None:
    Response.objects.filter(attempt=attempt, question_id=CHOICE_QUESTION).update(saved_at=choice)
    Response.objects.filter(attempt=attempt, question_id=NUMBER_QUESTION).update(saved_at=number)


def test_answers_sent_together_tell_no_time(quiz, learners):
    take(learners[0], quiz, ALL_RIGHT)
    assert (of(quiz).seconds, of(quiz).timed) == (None, 0)
