"""Before a quiz is published: the numbers shown are the rows that then change, and nothing happens unasked."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from learning.models import ActivityCompletion, AttemptGrade, QuizAttempt, Response
from learning.saving import Given
from learning.selectors.corrections import corrections
from learning.selectors.final_grades import FinalGrades, tries
from learning.selectors.quiz_impact import quiz_impact, touched_by
from learning.selectors.regrading import Target
from learning.services.attempts import check_response, save_responses
from learning.services.regrading import regrade_attempts
from quizzes.comparing import Kind
from quizzes.models import QuizPage
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT, WRONG
from tests.journeys.editing import begin, fresh, hand_in, publish
from tests.learning.histories import edited, random_history, raw
from tests.learning.pressing import press

RIGHT_CHOICE, FIVE = Given(answer=RIGHT), Given(answer="5")
KEY_CORRECTED = [cast.choice_question(right=WRONG), cast.number_question(), cast.reflection_question()]


def draft(quiz: QuizPage, **fields) -> QuizPage:
    quiz = fresh(quiz)
    for name, value in fields.items():
        setattr(quiz, name, value)
    return quiz


def test_it_counts_attempts_and_completions(quiz, alice, bob):
    begin(alice.enrolments.get(), quiz)
    touched = touched_by(quiz)
    assert (touched.running, touched.submitted, touched.completions) == (1, 1, 1)


def test_of_a_corrected_key_it_says_who_is_met(quiz, alice, bob):
    begin(alice.enrolments.get(), quiz)
    (item,) = quiz_impact(draft(quiz, questions=KEY_CORRECTED)).questions
    assert item.change.question.id == CHOICE_QUESTION
    assert Kind.KEY in item.change.kinds
    assert (item.running, item.marked, item.gain) == (1, 1, 0)


def test_a_typo_meets_those_under_way_and_no_grade(quiz, alice, bob):
    begin(alice.enrolments.get(), quiz)
    questions = [cast.choice_question(prompt="Who decides at last?"), *raw(quiz)[1:]]
    (item,) = quiz_impact(draft(quiz, questions=questions)).questions
    assert item.change.kinds == {Kind.TEXT}
    assert (item.running, item.marked, item.gain) == (1, 0, 0)


def test_an_unchanged_quiz_has_no_impact(quiz, bob):
    assert not quiz_impact(draft(quiz)).changes


@pytest.mark.parametrize("seed", range(12))
def test_the_numbers_equal_what_then_happens(course, quiz, seed):
    quiz, random = random_history(course, quiz, seed)
    quiz = draft(quiz, questions=edited(raw(quiz), random))
    said = quiz_impact(quiz)
    rows = {model: model.objects.count() for model in (AttemptGrade, Response, ActivityCompletion)}
    quiz = publish(quiz)
    assert {model: model.objects.count() for model in rows} == rows
    offered = [id for attempt in QuizAttempt.objects.in_progress() for id in corrections(attempt)]
    assert {item.change.question.id: item.running for item in said.questions if item.running} == {
        id: offered.count(id) for id in offered if id in {item.change.question.id for item in said.questions}
    }
    counting = [item for item in said.questions if item.change.counts]
    for item in counting:
        assert item.gain == would_be_marked_anew(quiz, [item.change.question.id])
    kept = [item.change.question.id for item in counting if Kind.REMOVED not in item.change.kinds]
    assert said.gain == (would_be_marked_anew(quiz, kept) if kept else 0)


def test_what_a_removed_question_would_bring_is_not_promised_by_marking_all_anew(quiz, alice):
    hand_in(begin(alice.enrolments.get(), quiz), {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: FIVE})
    said = quiz_impact(draft(quiz, questions=raw(quiz)[1:]))
    assert [(item.marked, item.gain) for item in said.questions] == [(1, 1)]
    assert said.gain == 0


def test_a_lower_pass_mark_has_a_number_of_its_own(quiz, alice):
    hand_in(begin(alice.enrolments.get(), quiz), {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: FIVE})
    said = quiz_impact(draft(quiz, pass_mark=50))
    assert (said.gain, said.gain_by_mark) == (0, 1)
    assert quiz_impact(draft(quiz, pass_mark=90)).gain_by_mark == 0


@pytest.mark.parametrize("name,value", [("attempt_limit", 2), ("time_limit", 20), ("wait_minutes", 60)])
def test_rules_that_hold_at_once_are_changes_too(quiz, bob, name, value):
    changes = quiz_impact(draft(quiz, **{name: value})).changes
    assert [(item.name, item.after) for item in changes.settings] == [(name, value)]


def test_another_counting_attempt_moves_final_grades(quiz, alice, bob):
    enrolment = alice.enrolments.get()
    hand_in(begin(enrolment, quiz), {CHOICE_QUESTION: RIGHT_CHOICE, NUMBER_QUESTION: FIVE})
    hand_in(begin(enrolment, quiz), {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: FIVE})
    last = draft(quiz, grading_method="last")
    assert quiz_impact(last).finals == FinalGrades(rise=0, fall=1)
    publish(last)
    assert quiz_impact(draft(quiz, grading_method="best")).finals == FinalGrades(rise=1, fall=0)


def test_final_grades_are_read_at_once(quiz, alice, bob, django_assert_num_queries):
    for _ in range(3):
        hand_in(begin(alice.enrolments.get(), quiz), {CHOICE_QUESTION: RIGHT_CHOICE, NUMBER_QUESTION: FIVE})
    with django_assert_num_queries(2):
        assert sorted(len(one.fractions) for one in tries(quiz)) == [1, 3]


def test_whoever_passes_by_another_way_of_counting_completes_the_quiz(quiz, alice, django_capture_on_commit_callbacks):
    enrolment, quiz = alice.enrolments.get(), publish(quiz, grading_method="first")
    hand_in(begin(enrolment, quiz), {CHOICE_QUESTION: Given(answer=WRONG), NUMBER_QUESTION: FIVE})
    hand_in(begin(enrolment, quiz), {CHOICE_QUESTION: RIGHT_CHOICE, NUMBER_QUESTION: FIVE})
    completions = ActivityCompletion.objects.filter(enrolment=enrolment, activity_key=quiz.translation_key)
    said = quiz_impact(draft(quiz, grading_method="best")).finals
    with django_capture_on_commit_callbacks(execute=True):
        publish(quiz, title="Quiz two")
    assert not completions.exists()
    with django_capture_on_commit_callbacks(execute=True):
        publish(quiz, grading_method="best")
    assert said == FinalGrades(rise=1, fall=0, complete=1)
    assert completions.count() == said.complete


def would_be_marked_anew(quiz, ids) -> int:
    """Really done, counted in rows, and taken back."""
    before = AttemptGrade.objects.count()
    with transaction.atomic():
        regrade_attempts(quiz=quiz, target=Target(by=quiz.definition(), chosen=frozenset(ids)), by=None, reason="x")
        count = AttemptGrade.objects.count() - before
        transaction.set_rollback(True)
    return count


# --- in the editor ------------------------------------------------------------------------------


@pytest.fixture
def at_work(client, edith, quiz):
    client.force_login(edith)
    return client


def impact_address(quiz) -> str:
    return reverse("learning_reports:publish_quiz", args=[quiz.pk, fresh(quiz).latest_revision_id])


def test_several_pages_at_once_are_published_after_a_look_at_the_quizzes_among_them(at_work, course, quiz, bob):
    publish = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    room = reverse("learning_reports:quiz_impact", args=[quiz.pk])
    assert room not in at_work.get(publish, {"id": quiz.pk}).text
    draft(quiz, pass_mark=100).save_revision()
    assert room in at_work.get(publish, {"id": quiz.pk}).text
    assert room not in at_work.get(publish, {"id": quiz.get_parent().pk}).text  # a live page below is not published


def test_without_learners_a_quiz_is_published_unasked(at_work, quiz):
    response = press(at_work, draft(quiz, questions=KEY_CORRECTED))
    assert response.url == reverse("wagtailadmin_explore", args=[quiz.get_parent().pk])
    assert fresh(quiz).definition().question(CHOICE_QUESTION).body.choice(WRONG).fraction == 1


def test_what_changes_nothing_for_learners_is_published_unasked(at_work, quiz, bob):
    assert press(at_work, draft(quiz, intro="<p>Welcome.</p>")).url == reverse(
        "wagtailadmin_explore", args=[quiz.get_parent().pk]
    )


def test_what_touches_learners_is_asked_and_kept_as_a_draft(at_work, quiz, bob):
    response = press(at_work, draft(quiz, questions=KEY_CORRECTED))
    assert response.url == impact_address(quiz)
    assert fresh(quiz).definition().question(CHOICE_QUESTION).body.choice(RIGHT).fraction == 1
    kept = fresh(quiz).get_latest_revision_as_object().definition()
    assert kept.question(CHOICE_QUESTION).body.choice(WRONG).fraction == 1


def test_the_question_shows_numbers_and_the_way_back(at_work, quiz, alice, bob):
    begin(alice.enrolments.get(), quiz)
    page = at_work.get(press(at_work, draft(quiz, questions=KEY_CORRECTED)).url).content.decode()
    assert "1 завершену спробу оцінено за старим ключем" in page
    assert "1 незавершена спроба триватиме зі старим питанням" in page
    assert reverse("wagtailadmin_pages:edit", args=[quiz.pk]) in page


def test_a_draft_that_the_editor_would_refuse_is_not_published_from_there(at_work, quiz, bob):
    draft(quiz, questions=KEY_CORRECTED, show_answers="last_attempt").save_revision(clean=False)
    page = at_work.post(impact_address(quiz), follow=True).content.decode()
    assert "Жодна спроба не буде останньою" in page
    assert fresh(quiz).show_answers == "always"


def test_going_back_changes_nothing(at_work, quiz, bob):
    before = list(AttemptGrade.objects.values()), fresh(quiz).live_revision_id, fresh(quiz).definition()
    at_work.get(press(at_work, draft(quiz, questions=KEY_CORRECTED)).url)
    at_work.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk]))
    assert (list(AttemptGrade.objects.values()), fresh(quiz).live_revision_id, fresh(quiz).definition()) == before


def test_confirmed_it_is_published(at_work, quiz, bob):
    press(at_work, draft(quiz, questions=KEY_CORRECTED))
    at_work.post(impact_address(quiz))
    assert fresh(quiz).definition().question(CHOICE_QUESTION).body.choice(WRONG).fraction == 1
    assert not fresh(quiz).has_unpublished_changes


def test_a_draft_that_went_on_meanwhile_is_not_published_over(at_work, quiz, bob):
    old = press(at_work, draft(quiz, questions=KEY_CORRECTED)).url
    draft(quiz, title="Later").save_revision()
    response = at_work.post(old)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    assert fresh(quiz).definition().question(CHOICE_QUESTION).body.choice(RIGHT).fraction == 1


def test_a_page_locked_meanwhile_is_not_published(at_work, quiz, bob, staff):
    address = press(at_work, draft(quiz, questions=KEY_CORRECTED)).url
    QuizPage.objects.filter(pk=quiz.pk).update(locked=True, locked_by=staff)
    at_work.post(address)
    assert fresh(quiz).definition().question(CHOICE_QUESTION).body.choice(RIGHT).fraction == 1


def test_what_is_scheduled_is_not_asked(at_work, quiz, bob):
    response = press(at_work, draft(quiz, questions=KEY_CORRECTED), go_live_at="2999-01-01 10:00")
    assert response.url == reverse("wagtailadmin_explore", args=[quiz.get_parent().pk])


def test_a_draft_saved_is_not_asked(at_work, quiz, bob):
    assert press(at_work, draft(quiz, questions=KEY_CORRECTED), button="save").url == reverse(
        "wagtailadmin_pages:edit", args=[quiz.pk]
    )


def test_the_editor_tells_of_learners_where_there_are_some(at_work, quiz, bob):
    page = at_work.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])).content.decode()
    assert "завершені спроби: 1, складено: 1" in page
    assert reverse("learning_reports:quiz_impact", args=[quiz.pk]) in page


def test_the_editor_is_silent_where_there_are_none(at_work, quiz):
    page = at_work.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])).content.decode()
    assert reverse("learning_reports:quiz_impact", args=[quiz.pk]) not in page


def test_the_impact_of_a_draft_can_be_looked_up(at_work, quiz, bob):
    draft(quiz, questions=KEY_CORRECTED, pass_mark=50).save_revision()
    page = at_work.get(reverse("learning_reports:quiz_impact", args=[quiz.pk])).content.decode()
    assert "70\N{NO-BREAK SPACE}% → 50\N{NO-BREAK SPACE}%" in page and "Q1" in page


def test_rules_of_time_and_counting_are_told_in_words(at_work, quiz, bob):
    opens = datetime(2030, 5, 1, 6, 0, tzinfo=UTC)
    changed = draft(quiz, opens_at=opens, time_limit=20, grading_method="last")
    changed.save_revision()
    page = at_work.get(reverse("learning_reports:quiz_impact", args=[quiz.pk])).content.decode()
    assert "– → 20" in page and "Найкраща спроба → Остання спроба" in page and "– → 1 травня 2030, 09:00" in page


def test_an_outsider_learns_and_publishes_nothing(client, quiz, bob, charlie, staff):
    draft(quiz, questions=KEY_CORRECTED).save_revision()
    for person, status in ((charlie, 302), (staff, 404)):
        client.force_login(person)
        assert client.get(reverse("learning_reports:quiz_impact", args=[quiz.pk])).status_code == status
        assert client.post(impact_address(quiz)).status_code == status
    assert fresh(quiz).definition().question(CHOICE_QUESTION).body.choice(RIGHT).fraction == 1


def test_looking_is_not_writing(at_work, quiz, bob):
    assert at_work.post(reverse("learning_reports:quiz_impact", args=[quiz.pk])).status_code == 405


def test_checked_answers_are_final_and_not_counted(quiz, alice):
    attempt = begin(alice.enrolments.get(), publish(quiz, feedback_timing="at_once"))
    save_responses(attempt=attempt, given={NUMBER_QUESTION: Given(answer="5"), REFLECTION: Given(answer="x")})
    check_response(attempt=attempt, question_id=CHOICE_QUESTION, given=Given(answer=RIGHT))
    (item,) = quiz_impact(draft(quiz, questions=KEY_CORRECTED)).questions
    assert item.running == 0
