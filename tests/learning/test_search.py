"""The search as visitors meet it: what it finds and how it shows that, and what that costs."""

import re

import pytest
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from courses.models import CourseOutcome, GlossaryPage, LegalAct, LegalActTitle, LegalSource, LessonPage, Term
from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from learning.selectors import vocabulary
from learning.views.search import HITS_ON_PAGE
from tests import cast
from tests.learning.searching import add_lesson, hits
from tests.translated import course_in_english, english_of


@pytest.fixture(autouse=True)
def nothing_known():
    vocabulary.KNOWN.kept.clear()


@pytest.fixture
def home(course):
    return HomePage.objects.get()


@pytest.fixture
def lesson(course) -> LessonPage:
    return add_lesson(course, "Безпека", "Змініть паролі й увімкніть захист.")


# --- what is found ------------------------------------------------------------------------------


def test_a_term_of_the_glossary_is_found_where_it_is_explained(client, home):
    Term.objects.create(word="кворум", slug="kvorum", definition="Скільки депутатів потрібно для рішення.")
    assert hits(client, "кворумом") == []
    home.add_child(instance=GlossaryPage(title="Словник", slug="slovnyk"))
    assert hits(client, "кворумом") == ["кворум"]
    html = client.get("/search/", {"q": "кількість депутатів рішення"}).text
    assert 'href="/slovnyk/#kvorum"' in html


def test_news_is_found(client, home):
    index = home.add_child(instance=NewsIndexPage(title="Новини", slug="novyny"))
    index.add_child(instance=NewsPage(title="Зустрічі в громаді", slug="zustrichi", lede="Говорили про стратегію."))
    assert hits(client, "стратегія") == ["Зустрічі в громаді"]


@pytest.mark.parametrize("question", ["пароль", "паролі", "ПАРОЛЯМИ", "захистом пароля", "безпеки"])
def test_a_lesson_is_found_by_its_words_in_any_form(client, lesson, question):
    assert hits(client, question) == ["Безпека"]


def test_what_was_found_is_marked_and_says_where_it_stands(client, lesson):
    html = client.get("/search/", {"q": "пароль"}).text
    assert "Змініть <mark>паролі</mark> й" in html.replace("\xa0", " ")
    assert '<p class="eyebrow">Урок · Foundations</p>' in html


def test_goal_outcomes_boxes_tables_and_the_law_are_searched(client, course):
    act = LegalAct.objects.create(title="Закон про самоврядування", number="280/97-ВР")
    table = {
        "caption": "Хто вирішує",
        "columns": [{"type": "text", "heading": "Орган"}, {"type": "text", "heading": "Роль"}],
        "rows": [{"values": ["Виконком", "виконує"]}],
    }
    page = add_lesson(
        course,
        "Урок",
        "Текст.",
        cast.block("table", table),
        cast.block("callout", {"style": "info", "label": "Помилка", "text": "<p>Плутати сесію з комісією.</p>"}),
        goal="Навчитися голосувати.",
    )
    page.outcomes.create(text="скласти звернення")
    page.legal_sources.create(act=act, articles="59-1")
    page.save_revision().publish()
    for question in (
        "голосувати",
        "звернень",
        "виконкому",
        "комісії",
        "280/97-вр",
        "законом про самоврядування",
        "59-1",
    ):
        assert hits(client, question) == ["Урок"], question


def test_answers_and_feedback_of_questions_are_not_searched(client, course, quiz):
    question = cast.choice_question(prompt="Хто ухвалює кошторис?")
    question["value"]["choices"][0]["value"].update(text="Скарбниця", feedback="Бо так каже постанова.")
    add_lesson(course, "Урок", "Текст.", {"type": "check", "id": cast.CHECK_BLOCK, "value": [question]})
    quiz.questions = [question]
    quiz.save_revision().publish()
    for word in ("скарбниця", "постанова", "кошторис", "ministry"):
        assert hits(client, word) == [], word


def test_courses_and_plain_pages_are_found(client, course, home):
    course.summary = "Хто керує громадою."
    course.save_revision().publish()
    home.add_child(instance=StandardPage(title="Про центр", slug="pro", lede="Ми навчаємо громади."))
    html = client.get("/search/", {"q": "громадами"}).text
    assert sorted(hits(client, "громадами")) == ["Foundations", "Про центр"]
    assert {"Курс", "Сторінка"} <= set(re.findall(r'class="eyebrow">([^<·]+?)(?: ·[^<]*)?</p>', html))


def test_a_title_weighs_more_than_a_text(client, course):
    add_lesson(course, "Інше", "Петиції, петиція, петицій, петицію: самі петиції.", slug="inshe")
    add_lesson(course, "Електронні петиції", "Про те, як їх подати і що буде далі з кожною.", slug="petytsii")
    assert hits(client, "петиція") == ["Електронні петиції", "Інше"]


def test_where_no_text_holds_all_the_words_some_will_do(client, lesson):
    page = client.get("/search/", {"q": "паролі трактористів"})
    assert hits(client, "паролі трактористів") == ["Безпека"]
    assert page.context["findings"].is_partial


def test_english_words_are_found_plainly(client, course):
    assert "First lesson" in hits(client, "first lesson")


def test_the_english_interface_finds_ukrainian_pages_and_says_what_they_are(client, lesson):
    html = client.get("/en/search/", {"q": "пароль"}).text
    assert '<h3 lang="uk"><a href="/en/courses/course-1/bezpeka/">' in html


def test_what_is_translated_is_found_once_in_the_language_of_the_interface(client, home):
    page = home.add_child(instance=StandardPage(title="Про нас GDPR", slug="pro"))
    english = Locale.objects.create(language_code="en")
    home.copy_for_translation(english).save_revision().publish()
    copy = page.copy_for_translation(english)
    copy.title = "About us GDPR"
    copy.save_revision().publish()
    assert hits(client, "gdpr") == ["Про нас GDPR"]
    html = client.get("/en/search/", {"q": "gdpr"}).text
    assert [re.sub("<[^>]+>", "", title) for title in re.findall(r"<h3.*?</h3>", html)] == ["About us GDPR"]


def test_results_are_leafed_through(client, course):
    for n in range(HITS_ON_PAGE + 2):
        add_lesson(course, f"Урок {n}", "Про паролі.", slug=f"urok-{n}")
    first, second = hits(client, "пароль"), hits(client, "пароль", page="2")
    assert (len(first), len(second), len({*first, *second})) == (10, 2, 12)
    html = client.get("/search/", {"q": "пароль"}).text
    assert ">Знайдено 12 матеріалів</h2>" in html.replace("\xa0", " ")
    assert 'page=2">' in html


# --- an act that lessons cite -------------------------------------------------------------------


def test_a_corrected_act_is_found_by_its_new_number(client, lesson):
    act = LegalAct.objects.create(title="Закон", number="1/20")
    LegalSource.objects.create(page=lesson, act=act)
    act.number = "777-ІХ"
    act.save()
    assert hits(client, "777-ІХ") == ["Безпека"]


def test_a_translated_lesson_is_found_by_what_its_original_cites(client, lesson):
    act = LegalAct.objects.create(title="Закон про звернення", number="393/96-ВР")
    lesson.legal_sources.create(act=act, articles="20")
    lesson.save_revision().publish()
    course_in_english(lesson.course)
    english = english_of(lesson)
    for question in ("393/96", "звернень"):
        assert f'href="{english.url}"' in client.get("/en/search/", {"q": question}).text
    LegalActTitle.objects.create(act=act, language="en", title="Law on Citizens’ Appeals")
    assert f'href="{english.url}"' in client.get("/en/search/", {"q": "appeals"}).text
    act.number = "777-ІХ"
    act.save()
    assert f'href="{english.url}"' in client.get("/en/search/", {"q": "777-ІХ"}).text


# --- suggestions --------------------------------------------------------------------------------


def test_a_slip_gets_a_suggestion(client, lesson):
    html = client.get("/search/", {"q": "порольі"}).text
    assert '<a href="/search/?q=%D0%BF%D0%B0%D1%80%D0%BE%D0%BB%D1%96">паролі</a>' in html


def test_titles_are_suggested_by_the_beginnings_of_their_words(client, lesson, course):
    add_lesson(course, "Цифрова безпека", "Текст.", slug="tsyfrova")
    assert client.get("/search/suggest/", {"q": "безп"}).json() == {"titles": ["Безпека", "Цифрова безпека"]}
    assert client.get("/search/suggest/", {"q": "циф б"}).json() == {"titles": ["Цифрова безпека"]}
    assert client.get("/search/suggest/", {"q": " "}).json() == {"titles": []}


# --- what it costs ------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_results(client, course):
    from django.db import connection

    def cost() -> int:
        client.get("/search/", {"q": "пароль"})
        with CaptureQueriesContext(connection) as counted:
            client.get("/search/", {"q": "пароль"})
        return len(counted)

    act = LegalAct.objects.create(title="Закон", number="1/20")
    few = 0
    for n in range(8):
        lesson = add_lesson(course, f"Урок {n}", "Про паролі.", slug=f"urok-{n}")
        lesson.legal_sources.create(act=act)
        lesson.outcomes.create(text="скласти пароль")
        lesson.save_revision().publish()
        few = cost() if n == 1 else few
    CourseOutcome.objects.create(page=course, text="скласти пароль")
    assert cost() == few <= 12


# --- the admin ----------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["Безпека", "безпе"])
def test_a_trainer_still_finds_pages_in_the_admin(client, lesson, edith, question):
    client.force_login(edith)
    address = f"/cms/pages/{lesson.get_parent().pk}/"
    assert "Безпека" in client.get(address, {"q": question}).text
