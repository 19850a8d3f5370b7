"""The other rows of the edit table: pages moved, translated and deleted, revisions purged, a new release, erasure."""

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Revision

from courses.models import LessonPage
from courses.outline import course_outline
from learning.models import AttemptGrade, Certificate, Enrolment, QuizAttempt
from learning.services.certificates import issue_certificate
from learning.services.drawing import draw_certificate
from learning.services.erasure import erase_learner
from quizzes import definitions, versions
from quizzes.grading import grade_quiz
from quizzes.models import QuizPage
from tests import cast
from tests.cast import CHOICE_QUESTION, RIGHT, RIGHT_ANSWERS, WRONG
from tests.journeys.editing import article, begin, fresh, hand_in, page_of, progress_of, publish


@pytest.fixture
def lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


@pytest.fixture
def enrolment(alice) -> Enrolment:
    return alice.enrolments.get()


@pytest.fixture
def attempt(enrolment, quiz) -> QuizAttempt:
    return begin(enrolment, quiz)


@pytest.fixture
def record(bob) -> Certificate:
    return issue_certificate(enrolment=bob.enrolments.get(), holder_name="Богдан Мельник", key="k")


# --- moves or translates a lesson --------------------------------------------------------------------


def test_a_lesson_moved_within_its_course_keeps_what_was_done(course, lesson, enrolment):
    cast.read_lessons(enrolment, course)
    before = progress_of(enrolment, course)
    lesson.move(fresh(course), pos="last-child")
    after = progress_of(enrolment, course)
    assert course_outline(fresh(course)).lessons[-1].title == "First lesson"
    assert (after.steps_done, after.steps_total) == (before.steps_done, before.steps_total)


def test_a_lesson_moved_to_another_course_and_back_loses_nothing(course, lesson, enrolment):
    cast.read_lessons(enrolment, course)
    before = progress_of(enrolment, course)
    other = cast.make_course(course.get_parent().specific, title="Another course")
    publish(lesson, slug="wandering")
    Page.objects.get(pk=lesson.pk).move(other, pos="last-child")
    Page.objects.get(pk=lesson.pk).move(fresh(course), pos="first-child")
    after = progress_of(enrolment, course)
    assert (after.steps_done, after.steps_total) == (before.steps_done, before.steps_total)


def translate(page: Page) -> Page:
    """The page and those above it, as an administrator would translate them one after the other."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    above = page.get_ancestors(inclusive=True).filter(depth__gt=1).specific()
    return [publish(each.copy_for_translation(english)) for each in above][-1]


def test_what_was_done_counts_in_either_language(client, course, lesson, alice, enrolment):
    translation = publish(translate(lesson), title="First lesson in English")
    client.force_login(alice)
    for block in translation.body:
        assert client.post(f"/en/learn/lessons/{translation.pk}/sections/{block.id}/").status_code == 302
    assert alice.enrolments.get() == enrolment
    assert enrolment.activities.get().activity_key == lesson.translation_key
    assert progress_of(enrolment, course).sections_done == 2


# --- deletes a course or lesson with records -----------------------------------------------------------


def test_a_deleted_lesson_leaves_records_titles_and_versions(course, lesson, bob, record):
    fresh(lesson).delete()
    enrolment = bob.enrolments.get()
    assert set(enrolment.activities.values_list("title", flat=True)) == {"First lesson", "Second lesson", "Quiz"}
    assert enrolment.attempts.get().version.read().question(CHOICE_QUESTION)
    assert progress_of(enrolment, course).finished_at
    assert draw_certificate(record).pdf


def test_a_deleted_course_leaves_the_learner_everything(client, course, bob, record):
    fresh(course).delete()
    attempt = bob.enrolments.get().attempts.get()
    assert "Foundations" in page_of(client, bob, "/my/")
    assert "Who decides?" in page_of(client, bob, f"/learn/attempts/{attempt.pk}/result/")
    assert "stamp--valid" in page_of(client, bob, f"/v/{record.number}/")
    assert client.get(f"/records/{record.number}/pdf/").status_code == 200
    assert "Foundations" in client.get("/my/data.json").content.decode()


@pytest.mark.parametrize("page", ["quiz", "course"])
def test_whoever_is_in_a_quiz_that_is_deleted_hands_it_in(client, course, quiz, alice, attempt, page):
    fresh(quiz if page == "quiz" else course).delete()
    assert "Who decides?" in page_of(client, alice, f"/learn/attempts/{attempt.pk}/")
    hand_in(QuizAttempt.objects.get(pk=attempt.pk), cast.right_answers())
    assert AttemptGrade.objects.get().passed


def test_a_course_made_anew_under_the_old_name_is_another_course(course, bob):
    index = course.get_parent().specific
    fresh(course).delete()
    assert cast.make_course(index).translation_key != bob.enrolments.get().course_key


# --- runs purge_revisions ------------------------------------------------------------------------------


def test_purging_revisions_changes_nothing(client, course, quiz, bob, record, attempt):
    publish(quiz, questions=[cast.choice_question(right=WRONG)])
    address = f"/v/{record.number}/"
    before = article(client.get(address))
    call_command("purge_revisions")
    Revision.objects.all().delete()
    assert hand_in(attempt, cast.right_answers()).grades.get().fraction == 1
    assert progress_of(bob.enrolments.get(), course).percent == 100
    assert article(client.get(address)) == before


# --- changes a block class in code -----------------------------------------------------------------------

FROZEN_IN_2026 = {
    "quiz_key": "00000000-0000-4000-8000-00000000abcd",
    "title": "An old quiz",
    "locale": "uk",
    "pass_mark": "0.5",
    "shuffle_questions": False,
    "shuffle_choices": False,
    "feedback_timing": "at_end",
    "show_answers": "always",
    "questions": [
        {
            "id": CHOICE_QUESTION,
            "type": "single_choice",
            "title": "",
            "prompt": "<p>Who decides?</p>",
            "max_mark": "1",
            "hint": "",
            "feedback": "",
            "source": "",
            "body": {
                "choices": [
                    {"id": RIGHT, "text": "The community", "fraction": "1", "feedback": ""},
                    {"id": WRONG, "text": "The ministry", "fraction": "0", "feedback": ""},
                ]
            },
        }
    ],
}


def test_what_was_frozen_by_the_first_release_is_read_and_graded_for_ever():
    """The JSON is written out: whoever changes a definition and not its reader, changes this test or none."""
    definition = definitions.QuizDefinition.from_json(FROZEN_IN_2026, 1)
    assert grade_quiz(definition, {CHOICE_QUESTION: RIGHT}).passed
    assert definition.to_json() == FROZEN_IN_2026


def test_after_a_new_schema_old_attempts_finish_and_new_ones_begin(monkeypatch, quiz, enrolment, attempt):
    """A release that writes `schema` into the JSON: its own reader, and the old one beside it."""
    read_old = definitions.READERS[1]
    readers = {1: read_old, 3: lambda data: read_old(data["quiz"])}
    to_json = definitions.QuizDefinition.to_json
    monkeypatch.setattr(definitions, "READERS", readers)
    monkeypatch.setattr(definitions.QuizDefinition, "to_json", lambda self: {"quiz": to_json(self)})
    monkeypatch.setattr(definitions.QuizDefinition, "schema_version", 3)
    monkeypatch.setattr(versions, "_definitions", {})
    assert hand_in(QuizAttempt.objects.get(pk=attempt.pk), cast.right_answers()).grades.get().passed
    again = begin(enrolment, fresh(quiz))
    assert (attempt.version.schema_version, again.version.schema_version) == (1, 3)
    assert hand_in(again, cast.right_answers()).grades.get().passed


# --- a learner asks for erasure ----------------------------------------------------------------------------


def test_after_erasure_counts_and_validity_remain_and_the_person_does_not(client, course, bob, record):
    erase_learner(user=bob)
    enrolment = Enrolment.objects.get()
    assert enrolment.completion.fraction == 1
    assert set(enrolment.attempts.get().responses.values_list("answer", flat=True)) == {None}
    html = client.get(f"/v/{record.number}/").content.decode()
    assert "stamp--valid" in html
    assert "Мельник" not in html
    assert progress_of(enrolment, course).percent == 100
    assert QuizPage.objects.descendant_of(course).get().questions
    assert len(RIGHT_ANSWERS) == enrolment.attempts.get().responses.count()
