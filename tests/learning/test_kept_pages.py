"""Lessons and courses are drawn once for everybody and filled in for each visitor: see `learning.sheets`."""

import re

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from courses.models import LessonPage
from courses.outline import course_outline
from home.academy import CACHE_KEY
from learning.learners import Learner
from learning.lesson_forms import is_chosen
from learning.models import Enrolment
from learning.views.kept_pages import VISITORS
from quizzes.models import QuizPage
from tests import cast

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")\w+')


def without_tokens(html: str) -> str:
    return re.sub(r"\n+", "\n", TOKEN.sub(r"\1", html))


def served(client: Client, page, prefix: str = "") -> str:
    response = client.get(prefix + page.url)
    assert response.status_code == 200
    return without_tokens(response.content.decode())


def drawn_at_once(client: Client, page, user=None, language: str = "uk") -> str:
    """The same template in one go, with the visitor's facts at hand: as a page that is not kept is drawn."""
    request = client.get(page.url if language == "uk" else f"/{language}{page.url}").wsgi_request
    outline = course_outline(page if page.__class__.__name__ == "CoursePage" else page.course)
    with translation.override(language):
        visitor = VISITORS[type(page)](page, outline, Learner(user=user) if user else None)
        context = {**page.get_context(request), "visitor": visitor}
        return without_tokens(render_to_string(page.get_template(request), context, request=request))


@pytest.fixture
def first_lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


@pytest.fixture
def half_way(client, course, alice, first_lesson) -> Client:
    """alice has read one section, answered the question in it, and failed the quiz."""
    client.force_login(alice)
    url = f"/learn/lessons/{first_lesson.pk}"
    client.post(f"{url}/checks/{cast.CHECK_BLOCK}/", {f"q-{cast.CHOICE_QUESTION}": cast.WRONG})
    client.post(f"{url}/sections/{first_lesson.body[0].id}/")
    quiz = QuizPage.objects.descendant_of(course).get()
    client.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": "k"})
    attempt = Enrolment.objects.get(user=alice).attempts.get()
    client.post(f"/learn/attempts/{attempt.pk}/submit/", {"key": "s", f"was-{cast.CHOICE_QUESTION}": ""})
    return client


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_kept_page_is_what_drawing_it_at_once_gives(half_way, course, alice, bob, first_lesson, language):
    prefix = "" if language == "uk" else f"/{language}"
    newcomer, finisher = Client(), Client()
    finisher.force_login(bob)
    for client, user in ((newcomer, None), (half_way, alice), (finisher, bob)):
        for page in (course, first_lesson):
            assert served(client, page, prefix) == drawn_at_once(client, page, user, language)
            assert served(client, page, prefix) == served(client, page, prefix)


def test_what_is_kept_holds_nobodys_state(half_way, course, alice, first_lesson):
    """Whoever comes first decides nothing for those who come after."""
    newcomer = Client()
    for page in (course, first_lesson):
        cache.clear()
        drawn_for_newcomer = served(newcomer, page)
        cache.clear()
        served(half_way, page)
        assert served(newcomer, page) == drawn_for_newcomer


def test_a_page_is_drawn_when_the_academys_names_are_forgotten_in_between(client, course, first_lesson):
    """The names and their digest are cached apart, so one can run out before the other."""
    client.get("/my/")
    client.get(course.url)
    cache.delete(CACHE_KEY)
    assert client.get(first_lesson.url).status_code == 200


def test_every_visitor_gets_a_token_of_their_own(client, first_lesson):
    page, again = (client.get(first_lesson.url).content.decode() for _ in range(2))
    assert "\0" not in page
    assert TOKEN.search(page)[0] != TOKEN.search(again)[0]


def test_two_themes_are_two_pages(client, first_lesson):
    client.get(first_lesson.url)
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get(first_lesson.url).content.decode()
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get(first_lesson.url).content.decode()


def test_a_message_is_shown_once(client, first_lesson, bob):
    client.force_login(bob)
    quiz = QuizPage.objects.descendant_of(first_lesson).get()
    attempt = Enrolment.objects.get(user=bob).attempts.get(quiz_key=quiz.translation_key)
    client.post(f"/learn/attempts/{attempt.pk}/save/", {})
    assert 'class="wrap messages"' in client.get(first_lesson.url).content.decode()
    assert 'class="wrap messages"' not in client.get(first_lesson.url).content.decode()


def test_a_name_is_escaped(client, first_lesson, alice):
    alice.full_name = "<b>Аліса</b>"
    alice.save()
    client.force_login(alice)
    page = client.get(first_lesson.url).content.decode()
    assert "<b>Аліса" not in page and "&lt;b&gt;Аліса" in page


def test_a_query_string_changes_nothing(client, course):
    plain = served(client, course)
    assert without_tokens(client.get(course.url + "?utm_source=x").content.decode()) == plain


def test_the_verdict_on_what_somebody_wrote_is_not_kept(quiz):
    """That on a choice is, under what was chosen; a text belongs to its writer."""
    choice, number, reflection = quiz.definition().questions
    assert is_chosen(choice, cast.RIGHT)
    assert not is_chosen(number, "5")
    assert not is_chosen(reflection, "My neighbour")
