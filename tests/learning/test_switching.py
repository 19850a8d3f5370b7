"""A corrected question is offered to a running attempt, for that question alone, and taken by its own learner."""

import pytest
from django.urls import reverse

from learning.errors import AttemptClosed, NoLongerPossible, NotAskedHere
from learning.models import QuestionSwitch, QuizAttempt
from learning.saving import Given
from learning.selectors.corrections import corrections
from learning.services.attempts import check_response, save_responses, submit_attempt
from learning.services.switching import switch_question
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT, WRONG
from tests.journeys.editing import begin, hand_in, publish
from tests.learning.histories import raw


def corrected_key(quiz, **fields):
    return publish(quiz, questions=[cast.choice_question(right=WRONG), *raw(quiz)[1:]], **fields)


def without_wrong_choice(quiz):
    question = cast.choice_question()
    question["value"]["choices"][1]["id"] = "00000000-0000-4000-8000-00000000000c"
    question["value"]["choices"][1]["value"]["text"] = "Nobody"
    return publish(quiz, questions=[question, *raw(quiz)[1:]])


@pytest.fixture
def running(quiz, alice) -> QuizAttempt:
    attempt = begin(alice.enrolments.get(), quiz)
    given = {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: Given(answer="5")}
    save_responses(attempt=attempt, given=given)
    return QuizAttempt.objects.get()


def answer(question_id: str = CHOICE_QUESTION):
    return QuizAttempt.objects.get().responses.get(question_id=question_id).answer


def test_only_the_corrected_question_is_offered(quiz, running):
    assert corrections(running) == {}
    corrected_key(quiz)
    assert corrections(running).keys() == {CHOICE_QUESTION}


def test_without_a_publication_the_questions_are_not_even_read(running, django_assert_num_queries):
    running = QuizAttempt.objects.select_related("version").get()
    with django_assert_num_queries(1):
        corrections(running)


def test_feedback_and_names_are_no_correction(quiz, running):
    question = cast.choice_question()
    question["value"] |= {"title": "Another", "feedback": "<p>Because.</p>", "source": "A law"}
    publish(quiz, questions=[question, *raw(quiz)[1:]])
    assert corrections(running) == {}


def test_a_removed_question_goes_on_in_the_attempt(quiz, running):
    publish(quiz, questions=raw(quiz)[1:])
    assert corrections(running) == {}


def test_the_attempt_runs_on_with_that_one_question_replaced(quiz, running):
    number = cast.number_question()
    number["value"]["prompt"] = "<p>How many months?</p>"
    quiz = publish(quiz, questions=[cast.choice_question(right=WRONG), number, *raw(quiz)[2:]])
    switch_question(attempt=running, question_id=CHOICE_QUESTION)
    now = QuizAttempt.objects.get().definition
    assert now.question(CHOICE_QUESTION) == quiz.definition().question(CHOICE_QUESTION)
    assert now.question(NUMBER_QUESTION) == running.definition.question(NUMBER_QUESTION)


def test_it_is_marked_by_the_corrected_question(quiz, running):
    corrected_key(quiz)
    switch_question(attempt=running, question_id=CHOICE_QUESTION)
    assert hand_in(QuizAttempt.objects.get(), {}).grades.get().fraction == 1


def test_an_answer_that_still_fits_stays(quiz, running):
    corrected_key(quiz)
    assert not switch_question(attempt=running, question_id=CHOICE_QUESTION).cleared_answer
    assert (answer(), answer(NUMBER_QUESTION)) == (WRONG, "5")


def test_an_answer_that_no_longer_fits_is_emptied(quiz, running):
    without_wrong_choice(quiz)
    assert switch_question(attempt=running, question_id=CHOICE_QUESTION).cleared_answer
    assert (answer(), answer(NUMBER_QUESTION)) == (None, "5")


def test_the_layout_has_its_new_choices_and_all_else_as_it_was(quiz, running):
    without_wrong_choice(quiz)
    switch_question(attempt=running, question_id=CHOICE_QUESTION)
    layout = QuizAttempt.objects.get().layout
    assert layout["questions"] == running.layout["questions"]
    assert sorted(layout["choices"][CHOICE_QUESTION]) == [RIGHT, "00000000-0000-4000-8000-00000000000c"]


def test_where_the_attempt_began_is_kept(quiz, running):
    corrected_key(quiz)
    switch_question(attempt=running, question_id=CHOICE_QUESTION)
    row = QuestionSwitch.objects.get()
    assert (row.before, row.after) == (running.version, QuizAttempt.objects.get().version)


def test_a_second_time_changes_nothing(quiz, running):
    corrected_key(quiz)
    switch_question(attempt=running, question_id=CHOICE_QUESTION)
    assert switch_question(attempt=running, question_id=CHOICE_QUESTION) is None
    assert QuestionSwitch.objects.count() == 1


def test_a_finished_attempt_is_not_touched(quiz, running):
    hand_in(running, {})
    corrected_key(quiz)
    with pytest.raises(AttemptClosed):
        switch_question(attempt=running, question_id=CHOICE_QUESTION)


def test_a_checked_answer_is_final(quiz, alice):
    attempt = begin(alice.enrolments.get(), publish(quiz, feedback_timing="at_once"))
    check_response(attempt=attempt, question_id=CHOICE_QUESTION, given=Given(answer=WRONG))
    corrected_key(quiz)
    with pytest.raises(NotAskedHere):
        switch_question(attempt=attempt, question_id=CHOICE_QUESTION)


def test_a_question_of_another_quiz_is_refused(running):
    with pytest.raises(NotAskedHere):
        switch_question(attempt=running, question_id="nowhere")


def test_a_save_that_had_seen_the_old_question_follows_its_words(quiz, running):
    """It was read before the switch and reaches the lock after it."""
    swapped = cast.choice_question(right=RIGHT)
    first, second = swapped["value"]["choices"]
    first["value"]["text"], second["value"]["text"] = second["value"]["text"], first["value"]["text"]
    publish(quiz, questions=[swapped, *raw(quiz)[1:]])
    switch_question(attempt=running, question_id=CHOICE_QUESTION)
    save_responses(attempt=running, given={CHOICE_QUESTION: Given(answer=WRONG)})
    assert answer() == RIGHT


def test_or_is_refused_where_its_choice_is_gone(quiz, running):
    without_wrong_choice(quiz)
    switch_question(attempt=running, question_id=CHOICE_QUESTION)
    late = {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: Given(answer="7")}
    with pytest.raises(NoLongerPossible):
        save_responses(attempt=running, given=late)
    with pytest.raises(NoLongerPossible):
        submit_attempt(attempt=running, given=late, key="late")
    assert (answer(), answer(NUMBER_QUESTION)) == (None, "5")
    assert QuizAttempt.objects.get().is_in_progress


# --- on the page --------------------------------------------------------------------------------


@pytest.fixture
def learner(client, alice):
    client.force_login(alice)
    return client


def switch_address(attempt, question_id=CHOICE_QUESTION) -> str:
    return reverse("attempt_switch", args=[attempt.pk, question_id])


def test_the_page_offers_it_at_that_question_only(learner, quiz, running):
    page = reverse("attempt", args=[running.pk])
    assert "/switch/" not in learner.get(page).content.decode()
    corrected_key(quiz)
    html = learner.get(page).content.decode()
    assert html.count("/switch/") == 1 and switch_address(running) in html


def test_taking_it_saves_what_was_typed_elsewhere(learner, quiz, running):
    corrected_key(quiz)
    response = learner.post(switch_address(running), {f"was-{NUMBER_QUESTION}": "", f"q-{NUMBER_QUESTION}": "8"})
    assert response.url.endswith(f"#q-{CHOICE_QUESTION}")
    assert answer(NUMBER_QUESTION) == "8"
    assert QuestionSwitch.objects.count() == 1
    assert "/switch/" not in learner.get(reverse("attempt", args=[running.pk])).content.decode()


def test_what_was_wrong_elsewhere_is_told(learner, quiz, running):
    corrected_key(quiz)
    data = {
        f"was-{NUMBER_QUESTION}": "",
        f"q-{NUMBER_QUESTION}": "many",
        f"was-{REFLECTION}": "",
        f"q-{REFLECTION}": "x",
    }
    assert learner.post(switch_address(running), data).status_code == 422
    assert QuestionSwitch.objects.count() == 1


def test_an_outsider_does_not_meet_it(client, quiz, running, charlie):
    corrected_key(quiz)
    client.force_login(charlie)
    assert client.post(switch_address(running)).status_code == 404
    assert not QuestionSwitch.objects.exists()


def test_a_link_takes_nothing(learner, quiz, running):
    corrected_key(quiz)
    assert learner.get(switch_address(running)).status_code == 405
    assert not QuestionSwitch.objects.exists()


def test_after_the_end_it_leads_to_the_result(learner, quiz, running):
    hand_in(running, {})
    assert learner.post(switch_address(running)).url == reverse("attempt_result", args=[running.pk])
