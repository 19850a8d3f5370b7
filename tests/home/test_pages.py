import re

import pytest
from django.utils import translation

from home.blocks import PathBlock
from home.models import AcademySettings, StandardPage
from home.planting import plant_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return plant_site()


@pytest.fixture
def untranslated(home):
    """The page about the centre, in Ukrainian alone."""
    StandardPage.objects.get(slug="about").delete()


def html_of(client, address: str, **cookies: str) -> str:
    client.cookies.load(cookies)
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/en/", "/pro-tsentr/", "/en/personal-data/"])
def test_a_page_has_one_headline_its_landmarks_and_nothing_inline(client, home, address):
    html = html_of(client, address)
    assert html.count("<h1") == html.count("<main") == html.count("<header") - html.count('class="opening"') == 1
    assert not re.search(r"\sstyle=|<script|<style|\son\w+=", html)
    assert "{{" not in html
    assert "{%" not in html


def test_ids_are_not_used_twice(client, home):
    ids = re.findall(r'\sid="([^"]+)"', html_of(client, "/"))
    assert len(ids) == len(set(ids))


def test_an_untranslated_page_under_the_english_interface_says_what_it_is(client, untranslated):
    html = html_of(client, "/en/pro-tsentr/")
    assert '<html lang="en"' in html
    assert '<main id="main" lang="uk">' in html
    assert '<link rel="canonical" href="http://testserver/pro-tsentr/">' in html


def test_the_language_switch_leads_to_the_same_page(client, untranslated):
    assert 'href="/en/pro-tsentr/" lang="en"' in html_of(client, "/pro-tsentr/")
    assert 'href="/pro-tsentr/" lang="uk"' in html_of(client, "/en/pro-tsentr/")


def test_the_language_switch_leads_to_the_translation_where_there_is_one(client, home):
    assert 'href="/en/about/" lang="en"' in html_of(client, "/pro-tsentr/")
    assert 'href="/pro-tsentr/" lang="uk"' in html_of(client, "/en/about/")


@pytest.mark.parametrize(("cookie", "expected"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"')])
def test_the_theme_follows_the_cookie(client, home, cookie, expected):
    assert f'<html lang="uk"{expected}>' in html_of(client, "/", theme=cookie)


def test_a_cookie_with_anything_else_in_it_is_not_believed(client, home):
    assert '<html lang="uk">' in html_of(client, "/", theme="x onload=1")


def test_without_places_there_is_no_drawing_of_them(client, home):
    assert "places drawing" in html_of(client, "/")
    AcademySettings.objects.all().delete()
    AcademySettings.of_default_site()
    home.save_revision().publish()
    assert "places drawing" not in html_of(client, "/")


def test_a_path_without_courses_shows_no_numbers(home):
    path = home.paths[0]
    assert 'class="facts"' not in path.render()


def test_a_path_leads_to_the_courses_of_its_readers(home):
    with translation.override("en"):
        assert 'href="/en/kursy/?for=residents"' in home.paths[0].render()


def test_a_choice_of_readers_needs_the_catalogue():
    block = PathBlock()
    value = block.to_python({"title": "Я", "text": "Тут", "page": None, "audience": "residents"})
    with pytest.raises(Exception, match="StructBlock|Validation"):
        block.clean(value)
