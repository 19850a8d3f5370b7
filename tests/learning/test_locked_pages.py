"""What is locked is refused by the server, said in words, and never leaks; what nobody locks costs nothing."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import CoursePage, LessonPage
from courses.outline import course_outline
from learning.errors import StillLocked
from learning.models import Enrolment
from learning.selectors.dashboard import course_card
from learning.services.attempts import start_attempt
from learning.services.sections import answer_check, complete_section
from tests import cast

pytestmark = pytest.mark.usefixtures("in_english")

FORBIDDEN = 403


def lock_until(page, **when) -> None:
    cast.add_rule(page, opens_at=timezone.now() + timedelta(**when))


def text_of(client: Client, page, status: int = 200) -> str:
    response = client.get(f"/en{page.url}")
    assert response.status_code == status
    return response.content.decode()


def read(enrolment: Enrolment, lesson: LessonPage, outline=None) -> None:
    outline = outline or course_outline(CoursePage.objects.ancestor_of(lesson).get())
    for section in outline.activity(lesson.key).sections:
        complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson.key, section_id=section.id)


# --- the page of a locked lesson ----------------------------------------------------------------


def test_a_locked_lesson_shows_its_goal_why_and_what_opens_it_and_nothing_of_its_body(client, in_turn, lessons, alice):
    client.force_login(alice)
    html = text_of(client, lessons[1], FORBIDDEN)
    assert "Know." in html and lessons[1].title in html
    assert "This lesson is not open yet" in html and "first “First lesson”" in html
    assert f'href="/en{lessons[0].url}' in html
    assert "the text." not in html and "Who decides?" not in html
    assert "noindex" in html


def test_a_locked_lesson_that_was_kept_for_others_is_not_shown(client, bob, in_turn, lessons, alice):
    finisher = Client()
    finisher.force_login(bob)
    assert "the text." in text_of(finisher, lessons[1])
    client.force_login(alice)
    assert "the text." not in text_of(client, lessons[1], FORBIDDEN)
    assert "the text." in text_of(finisher, lessons[1])


def test_nobody_keeps_the_page_of_a_locked_lesson(client, in_turn, lessons):
    assert client.get(lessons[1].url)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["head", "get"])
def test_a_visitor_without_an_account_is_told_what_opens_a_lesson(client, lessons, method):
    lock_until(lessons[0], days=2)
    response = getattr(client, method)(f"/en{lessons[0].url}")
    assert response.status_code == FORBIDDEN
    assert (b"Opens on" in response.content) == (method == "get")


def test_a_lesson_opens_by_itself_when_its_day_comes(client, lessons):
    lock_until(lessons[0], seconds=-1)
    assert "the text." in text_of(client, lessons[0])


def test_a_locked_quiz_shows_no_question_and_no_button(client, in_turn, quiz, alice):
    client.force_login(alice)
    html = text_of(client, quiz, FORBIDDEN)
    assert "This quiz is not open yet" in html and "start/" not in html


def test_the_trainer_of_a_course_goes_in_anyway(client, in_turn, lessons, quiz, edith):
    client.force_login(edith)
    assert "the text." in text_of(client, lessons[1])
    text_of(client, quiz)


def test_what_was_begun_stays_open_when_a_condition_is_added(client, course, lessons, alice):
    outline, enrolment = course_outline(course), alice.enrolments.get()
    section = outline.activity(lessons[1].key).sections[0]
    complete_section(enrolment=enrolment, outline=outline, lesson_key=lessons[1].key, section_id=section.id)
    lock_until(lessons[1], days=2)
    client.force_login(alice)
    assert "the text." in text_of(client, lessons[1])


def test_an_attempt_under_way_goes_on_and_counts_when_its_quiz_is_locked_meanwhile(client, quiz, alice):
    attempt = start_attempt(enrolment=alice.enrolments.get(), quiz=quiz, key="start")
    lock_until(quiz, days=2)
    client.force_login(alice)
    text_of(client, quiz)
    client.post(f"/learn/attempts/{attempt.pk}/submit/", {"key": "s", f"was-{cast.CHOICE_QUESTION}": ""})
    attempt.refresh_from_db()
    assert attempt.submitted_at


def test_whoever_has_finished_finds_everything_open(client, bob, in_turn, lessons):
    lock_until(lessons[1], days=2)
    client.force_login(bob)
    assert "the text." in text_of(client, lessons[1])


# --- writes -------------------------------------------------------------------------------------


def test_sections_of_a_locked_lesson_cannot_be_marked(client, in_turn, lessons, alice):
    client.force_login(alice)
    url = f"/en/learn/lessons/{lessons[1].pk}/sections/{lessons[1].body[0].id}/"
    response = client.post(url)
    assert response.status_code == FORBIDDEN and "First lesson" in response.content.decode()
    assert not alice.enrolments.get().sections.exists()


def test_a_refused_newcomer_leaves_neither_enrolment_nor_guest(client, in_turn, lessons):
    client.post(f"/learn/lessons/{lessons[1].pk}/sections/{lessons[1].body[0].id}/")
    assert not Enrolment.objects.exists() and "guest" not in client.session


def test_services_refuse_what_is_locked(in_turn, lessons, quiz, alice):
    enrolment, outline = alice.enrolments.get(), course_outline(in_turn)
    section = outline.activity(lessons[1].key).sections[0]
    with pytest.raises(StillLocked, match="First lesson"):
        complete_section(enrolment=enrolment, outline=outline, lesson_key=lessons[1].key, section_id=section.id)
    with pytest.raises(StillLocked):
        answer_check(enrolment=enrolment, lesson_key=lessons[1].key, block_id=cast.CHECK_BLOCK, answer=cast.RIGHT)
    with pytest.raises(StillLocked):
        start_attempt(enrolment=enrolment, quiz=quiz, key="start")
    assert not enrolment.attempts.exists() and not enrolment.checks.exists()


def test_a_locked_quiz_cannot_be_begun_by_its_address(client, in_turn, quiz, alice):
    client.force_login(alice)
    assert client.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": "k"}).status_code == FORBIDDEN
    assert client.get(f"/learn/quizzes/{quiz.pk}/start/").status_code == 405


def test_one_after_another_leads_to_the_end(in_turn, lessons, quiz, alice):
    enrolment = alice.enrolments.get()
    read(enrolment, lessons[0])
    cast.pass_quiz(enrolment, quiz)
    read(enrolment, lessons[1])
    assert Enrolment.objects.get(pk=enrolment.pk).completion


# --- what leads there ---------------------------------------------------------------------------


def test_the_course_page_says_what_is_locked_and_why(client, in_turn, alice):
    client.force_login(alice)
    html = text_of(client, in_turn)
    assert html.count('data-state="locked"') == 3  # of the lesson the step and its words, of the quiz its words
    assert "Not open yet." in html and "first “First lesson”" in html


def test_the_course_page_tells_a_newcomer_when_it_opens(client, course, lessons):
    for lesson in lessons:
        lock_until(lesson, days=2)
    html = text_of(client, course)
    assert "Opens on" in html and "Begin the first lesson" not in html


def test_a_newcomer_begins_at_the_beginning_where_that_is_open(client, in_turn, lessons):
    html = text_of(client, in_turn)
    assert "Begin the first lesson" in html and "Begin with what is open" not in html


def test_a_newcomer_begins_with_what_is_open(client, course, lessons):
    lock_until(lessons[0], days=2)
    html = text_of(client, course)
    assert "Begin with what is open" in html and f'href="/en{lessons[1].url}"><span>' in html


def test_a_lesson_says_that_what_follows_is_not_open_yet(client, in_turn, lessons, quiz, alice):
    client.force_login(alice)
    assert "Not open yet." in text_of(client, lessons[0])
    read(alice.enrolments.get(), lessons[0])
    assert "Not open yet." not in text_of(client, lessons[0])


def test_going_on_leads_past_what_is_locked(course, lessons, quiz, alice):
    lock_until(lessons[0], days=2)
    card = course_card(alice.enrolments.get())
    assert card.place.url.startswith(f"/en{lessons[1].url}") and card.waits == ""


def test_when_nothing_is_open_the_learner_reads_what_comes_next_and_when(client, course, lessons, alice):
    for lesson in lessons:
        lock_until(lesson, days=2)
    card = course_card(alice.enrolments.get())
    assert card.place is None and "Next is “First lesson”. Opens on" in card.waits
    client.force_login(alice)
    assert card.waits.split(".")[0] in client.get("/en/my/").content.decode().replace("\u00a0", " ")


def test_a_result_leads_on_to_what_is_open(client, course, lessons, quiz, alice):
    lock_until(lessons[1], days=2)
    attempt = cast.pass_quiz(alice.enrolments.get(), quiz)
    client.force_login(alice)
    assert lessons[1].url not in client.get(f"/en/learn/attempts/{attempt.pk}/result/").content.decode()


# --- cost ---------------------------------------------------------------------------------------


def cost(client: Client, page) -> int:
    client.get(page.url)
    with CaptureQueriesContext(connection) as counted:
        client.get(page.url)
    return len(counted)


def test_a_course_with_every_kind_of_lock_keeps_the_budget(client, request, in_turn, lessons, quiz, alice):
    client.force_login(alice)
    client.post(f"/learn/lessons/{lessons[0].pk}/checks/{cast.CHECK_BLOCK}/", {f"q-{cast.CHOICE_QUESTION}": cast.RIGHT})
    lock_until(lessons[1], days=2)
    cast.add_rule(lessons[1], activity=quiz, percent=80)
    request.getfixturevalue("basics")
    costs = {page.title: cost(client, page) for page in (lessons[0], in_turn)}
    assert max(costs.values()) <= 6, costs


def test_locks_cost_a_lesson_one_query_and_a_course_none(client, course, lessons, alice):
    client.force_login(alice)
    before = [cost(client, page) for page in (lessons[0], course)]
    course.order = "in_turn"
    course.save()
    assert [cost(client, page) for page in (lessons[0], course)] == [before[0] + 1, before[1]]


def test_starting_a_quiz_keeps_its_budget_where_it_might_be_locked(client, in_turn, lessons, quiz, alice):
    read(alice.enrolments.get(), lessons[0])
    client.force_login(alice)
    client.get(quiz.url)
    with CaptureQueriesContext(connection) as counted:
        assert client.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": str(uuid.uuid4())}).status_code == 302
    assert len(counted) <= 25
