"""What the search must never show, and whatever it may be asked."""

import pytest
from wagtail.models import Page, PageViewRestriction

from courses.models import LessonPage
from home.models import StandardPage
from learning.selectors import vocabulary
from learning.views.search import SEARCHES_PER_MINUTE
from tests.learning.searching import add_lesson, hits


@pytest.fixture(autouse=True)
def nothing_known():
    vocabulary.KNOWN.kept.clear()


@pytest.fixture
def lesson(course) -> LessonPage:
    return add_lesson(course, "Безпека", "Змініть паролі й увімкніть захист.")


# --- what is not found --------------------------------------------------------------------------


def test_publishing_and_taking_down_are_seen_at_once(client, course):
    lesson = add_lesson(course, "Урок", "Старе слово.")
    lesson.goal = "Кошторис."
    revision = lesson.save_revision()
    assert hits(client, "кошториси") == []
    revision.publish()
    assert hits(client, "кошториси") == ["Урок"]
    LessonPage.objects.get(pk=lesson.pk).unpublish()
    assert hits(client, "кошториси") == []


def test_a_deleted_page_is_gone(client, lesson):
    lesson.delete()
    assert hits(client, "пароль") == []


@pytest.mark.parametrize("kind", [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN])
def test_a_page_that_is_not_open_to_everybody_leaks_nowhere(client, course, lesson, kind, alice):
    PageViewRestriction.objects.create(page=course, restriction_type=kind, password="x")
    client.force_login(alice)
    assert hits(client, "пароль") == []
    assert "паролі" not in client.get("/search/", {"q": "праолі"}).text
    assert client.get("/search/suggest/", {"q": "Безп"}).json() == {"titles": []}


def test_closing_a_page_takes_its_words_from_the_suggestions(client, lesson):
    assert client.get("/search/suggest/", {"q": "Безп"}).json() == {"titles": ["Безпека"]}
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/search/suggest/", {"q": "Безп"}).json() == {"titles": []}


def test_pages_outside_the_site_are_not_found(client, course):
    Page.get_first_root_node().add_child(instance=StandardPage(title="Паролі", slug="elsewhere"))
    assert hits(client, "пароль") == []


# --- whatever is asked --------------------------------------------------------------------------

ODD = [
    '"',
    "'",
    "*",
    "a*",
    "NOT",
    "AND OR",
    '"a" OR "b',
    "title:x",
    "{body}",
    "^a",
    "(((",
    "%s %d",
    "\\",
    "a:*&|!<->",
    "-",
]


@pytest.mark.parametrize(
    "question", [*ODD, "", "   ", "що це таке", "слово" * 5000, "а " * 3000, "🙂", "\u0301", "<b>"]
)
def test_odd_questions_get_a_clear_page(client, lesson, question):
    page = client.get("/search/", {"q": question})
    assert page.status_code == 200
    assert "<h1>" in page.text
    assert client.get("/search/suggest/", {"q": question}).status_code == 200


def test_what_no_database_takes_is_refused(client, lesson):
    assert client.get("/search/?q=%00").status_code == 400


def test_what_was_asked_is_text_on_the_page(client, lesson):
    html = client.get("/search/", {"q": "<script>alert(1)</script> пароль"}).text
    assert "<script>alert" not in html
    assert client.get("/search/", {"q": '"><img src=x>'}).text.count("<img") == 0


@pytest.mark.parametrize("number", ["1", "0", "-3", "99", "x", "", "9" * 18])
def test_any_page_number_will_do(client, lesson, number):
    assert hits(client, "пароль", page=number) == ["Безпека"]


def test_results_are_not_for_search_engines(client, lesson):
    page = client.get("/search/", {"q": "пароль"})
    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text


def test_who_asks_too_much_is_asked_to_wait(client, lesson):
    for _ in range(SEARCHES_PER_MINUTE):
        client.get("/search/", {"q": "щось"})
    assert client.get("/search/", {"q": "щось"}).status_code == 429
    assert client.get("/search/").status_code == 200


def test_the_search_is_read_only(client, db):
    assert client.post("/search/", {"q": "a"}).status_code == 405
    assert client.post("/search/suggest/", {"q": "a"}).status_code == 405
