"""The trainers' queue of open answers, the form beside one, the templates, and the result as its learner reads it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from learning.models import CommentTemplate, QuizAttempt, ReflectionRemark, Response
from quizzes.models import QuizPage
from tests import cast
from tests.journeys.editing import publish

from .remarking import answer, let_it_count, open_answer, remark

QUEUE = reverse("learning_reports:reflections")


@pytest.fixture
def attempt(quiz, alice) -> QuizAttempt:
    return answer(alice.enrolments.get(), let_it_count(quiz))


@pytest.fixture
def trainer(client, edith):
    UserProfile.objects.create(user=edith, preferred_language="en")
    client.force_login(edith)
    return client


def address(attempt: QuizAttempt) -> str:
    return reverse("learning_reports:reflection", args=[open_answer(attempt).pk])


def link(attempt: QuizAttempt) -> str:
    return f'href="{address(attempt)}"'


def page(client, url: str) -> str:
    return client.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def send(client, attempt: QuizAttempt, **fields):
    seen = re.search(r'name="seen"(?: value="(\d+)")?', page(client, address(attempt)))[1] or ""
    return client.post(address(attempt), {"mark": "", "template": "", "comment": "", "seen": seen, **fields})


def foreign_attempt(course, person) -> QuizAttempt:
    other = cast.make_course(course.get_parent().specific)
    quiz = QuizPage.objects.descendant_of(other).get()
    return answer(cast.enrol_person(person, other), let_it_count(quiz))


# --- the queue ----------------------------------------------------------------------------------------


def test_the_queue_lists_what_waits(trainer, attempt):
    html = page(trainer, QUEUE)
    assert link(attempt) in html and "Аліса Петрівна Коваль" in html and "waits" in html


def test_what_was_read_is_listed_on_request(trainer, attempt, edith):
    remark(attempt, edith)
    assert link(attempt) not in page(trainer, QUEUE)
    assert link(attempt) in page(trainer, f"{QUEUE}?state=read")
    assert link(attempt) in page(trainer, f"{QUEUE}?state=")


def test_the_queue_is_chosen_by_course_and_quiz(trainer, attempt, quiz):
    key = attempt.enrolment.course_key
    assert link(attempt) in page(trainer, f"{QUEUE}?course={key}&quiz={quiz.translation_key}")
    assert link(attempt) not in page(trainer, f"{QUEUE}?quiz=nothing")


def test_a_trainer_sees_no_answer_of_another_course_and_no_address(trainer, course, attempt, charlie):
    foreign = foreign_attempt(course, charlie)
    html = page(trainer, QUEUE)
    assert link(foreign) not in html and "alice@" not in html
    assert trainer.get(address(foreign)).status_code == 404
    assert trainer.post(address(foreign), {"mark": "2"}).status_code == 404
    assert not ReflectionRemark.objects.exists()


def test_nobody_marks_their_own_answers(trainer, course, quiz, edith, attempt):
    own = answer(cast.enrol_person(edith, course), quiz)
    html = page(trainer, QUEUE)
    assert link(own) not in html and link(attempt) in html
    assert trainer.post(address(own), {"mark": "2"}).status_code == 404


def test_staff_see_all(client, course, staff, attempt, charlie):
    foreign = foreign_attempt(course, charlie)
    client.force_login(staff)
    html = page(client, QUEUE)
    assert link(foreign) in html and link(attempt) in html


def test_outsiders_are_sent_away(client, attempt, charlie):
    client.force_login(charlie)
    for url in (QUEUE, address(attempt)):
        assert client.get(url).status_code == 302
    assert client.post(address(attempt), {"mark": "2"}).status_code == 302
    assert not ReflectionRemark.objects.exists()


def test_the_list_is_only_read(trainer, attempt):
    assert trainer.post(QUEUE).status_code == 405
    assert trainer.put(address(attempt)).status_code == 405


def test_twenty_answers_cost_what_two_did(trainer, attempt, alice, quiz):
    page(trainer, QUEUE)
    answer(alice.enrolments.get(), quiz)
    few = cost(trainer)
    for _ in range(18):
        answer(alice.enrolments.get(), quiz)
    assert cost(trainer) == few


def cost(client) -> int:
    with CaptureQueriesContext(connection) as counted:
        page(client, QUEUE)
    return len(counted)


# --- one answer ---------------------------------------------------------------------------------------


def test_an_answer_stands_beside_its_question_and_its_model(trainer, attempt):
    html = page(trainer, address(attempt))
    assert "Whom would you ask?" in html and "The head of the village." in html
    assert "I would ask &lt;b&gt;the head&lt;/b&gt;." in html or "I would ask the head." in html
    assert "<b>the head</b>" not in html and "Mark, from 0 to 2" in html


def test_a_mark_leads_to_the_next_answer_that_waits(trainer, attempt, alice, quiz):
    following = answer(alice.enrolments.get(), QuizPage.objects.get(pk=quiz.pk))
    assert send(trainer, attempt, mark="1,5", comment="Nearly.").url == address(following)
    assert str(open_answer(attempt).fraction) == "0.7500000"
    assert send(trainer, following, mark="2").url == QUEUE


@pytest.mark.parametrize("mark", ["-1", "2.01", "two", "1/2", "nan", "1e99", "٣"])
def test_a_mark_out_of_bounds_is_said_at_its_field_and_nothing_is_lost(trainer, attempt, mark):
    response = send(trainer, attempt, mark=mark, comment="Long words.")
    html = response.content.decode()
    assert response.status_code == 422 and response.context["form"].errors["mark"] and "Long words." in html
    assert not ReflectionRemark.objects.exists()


def test_nothing_said_is_asked_again(trainer, attempt):
    response = send(trainer, attempt)
    assert response.status_code == 422 and "Give a mark or write a comment." in response.content.decode()


def test_pressed_twice_it_counts_once(trainer, attempt):
    for _ in range(2):
        assert trainer.post(address(attempt), {"mark": "2", "comment": "Good.", "seen": ""}).status_code == 302
    assert ReflectionRemark.objects.count() == 1 and attempt.grades.count() == 2


def test_who_was_slower_sees_what_was_said_meanwhile(trainer, attempt, staff):
    remark(attempt, staff, "0.5", "Half of it.")
    response = trainer.post(address(attempt), {"mark": "2", "comment": "All of it.", "seen": ""})
    html = response.content.decode()
    assert response.status_code == 422 and "Half of it." in html and "All of it." in html
    seen = re.search(r'name="seen" value="(\d+)"', html)[1]
    assert trainer.post(address(attempt), {"mark": "2", "comment": "All of it.", "seen": seen}).status_code == 302


def test_what_is_not_touched_is_not_rounded(trainer, quiz, alice, edith):
    thirds = answer(alice.enrolments.get(), let_it_count(quiz, "7"))
    remark(thirds, edith, "0.3333333", "A third.")
    shown = re.search(r'name="mark" value="([^"]+)"', page(trainer, address(thirds)))[1]
    send(trainer, thirds, mark=shown, comment="A third of it.")
    assert str(open_answer(thirds).fraction) == "0.3333333" and thirds.grades.count() == 2


def test_html_in_a_comment_stays_text(trainer, attempt):
    send(trainer, attempt, mark="2", comment="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(trainer, address(attempt))
    assert "&lt;script&gt;alert(1)" in page(trainer, address(attempt))


def test_what_does_not_count_has_no_field_for_a_mark(trainer, quiz, alice):
    done = answer(alice.enrolments.get(), quiz)
    assert 'name="mark"' not in page(trainer, address(done))
    assert send(trainer, done, mark="2", comment="Well thought.").status_code == 302
    assert done.grades.count() == 1


def test_an_answer_that_waits_no_more_is_nowhere(trainer, attempt):
    url = address(attempt)
    Response.objects.update(for_review_at=None)
    assert trainer.get(url).status_code == 404


# --- templates ----------------------------------------------------------------------------------------


def test_a_template_stands_before_what_was_typed(trainer, attempt):
    template = CommentTemplate.objects.create(title="Why", text="Say why.")
    send(trainer, attempt, mark="1", template=template.pk, comment="And who.")
    assert ReflectionRemark.objects.get().comment == "Say why.\n\nAnd who."


def test_templates_of_another_course_are_not_offered(trainer, course, attempt, charlie):
    foreign = foreign_attempt(course, charlie)
    key = foreign.enrolment.course_key
    other = CommentTemplate.objects.create(title="Elsewhere", text="No.", course_key=key)
    own = CommentTemplate.objects.create(title="Here", text="Yes.", course_key=attempt.enrolment.course_key)
    assert list(trainer.get(address(attempt)).context["form"].fields["template"].queryset) == [own]
    assert send(trainer, attempt, mark="1", template=other.pk).status_code == 422


def test_a_trainer_keeps_templates_for_a_course_or_for_all(trainer, course, attempt):
    add = reverse("wagtailsnippets_learning_commenttemplate:add")
    for title, key in (("All", ""), ("One", str(course.translation_key))):
        assert trainer.post(add, {"title": title, "text": "Words.", "course_key": key}).status_code == 302
    assert set(CommentTemplate.objects.values_list("course_key", flat=True)) == {None, course.translation_key}
    html = page(trainer, reverse("wagtailsnippets_learning_commenttemplate:list"))
    assert "All courses" in html and "Foundations" in html


def test_a_trainer_does_not_meet_templates_of_another_team(trainer, course, charlie):
    other = cast.make_course(course.get_parent().specific)
    template = CommentTemplate.objects.create(title="Theirs", text="No.", course_key=other.translation_key)
    assert "Theirs" not in page(trainer, reverse("wagtailsnippets_learning_commenttemplate:list"))
    assert trainer.get(reverse("wagtailsnippets_learning_commenttemplate:edit", args=[template.pk])).status_code == 404
    add = reverse("wagtailsnippets_learning_commenttemplate:add")
    sent = trainer.post(add, {"title": "Ours", "text": "Words.", "course_key": str(other.translation_key)})
    assert sent.status_code == 200 and CommentTemplate.objects.count() == 1


# --- the learner --------------------------------------------------------------------------------------


@pytest.fixture
def learner(client, alice):
    client.force_login(alice)
    return client


def in_english(client, url: str) -> str:
    return page(client, f"/en{url}")


def result(client, attempt: QuizAttempt) -> str:
    return in_english(client, reverse("attempt_result", args=[attempt.pk]))


def test_the_result_says_that_an_answer_waits(learner, attempt):
    html = result(learner, attempt)
    assert "1 answer waits for a trainer" in html and "A trainer will read this answer" in html


def test_the_result_shows_the_mark_and_the_words(learner, attempt, edith):
    remark(attempt, edith, "0.5", "Name <i>one</i> more.")
    html = result(learner, attempt)
    assert "1 of 2 points" in html and "Name &lt;i&gt;one&lt;/i&gt; more." in html and "waits" not in html
    assert "75 %" in html


def test_the_newest_words_count(learner, attempt, edith):
    remark(attempt, edith, "0.5", "Half.")
    remark(attempt, edith, "1", "All.")
    html = result(learner, attempt)
    assert "All." in html and "Half." not in html


def test_my_learning_and_the_quiz_say_that_a_trainer_is_awaited(learner, attempt, quiz, edith):
    for url in ("/my/", quiz.url):
        assert "waits for a trainer" in in_english(learner, url)
    remark(attempt, edith)
    for url in ("/my/", quiz.url):
        assert "waits for a trainer" not in in_english(learner, url)


def test_a_passed_quiz_waits_for_nobody_on_my_learning(learner, attempt, quiz, alice):
    publish(QuizPage.objects.get(pk=quiz.pk), pass_mark=50)
    answer(alice.enrolments.get(), QuizPage.objects.get(pk=quiz.pk))
    assert "waits for a trainer" not in in_english(learner, "/my/")
