"""The planted pages in English: translations of those that stand, so that changing the language keeps the place."""

import pytest
from django.utils import translation
from wagtail.models import Locale, Page

from home.academy import academy_for
from home.models import HomePage, StandardPage
from home.planting import plant_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return plant_site()


def test_every_planted_page_is_translated_and_public(home):
    english = Locale.objects.get(language_code="en")
    for page in home.get_descendants(inclusive=True):
        assert page.get_translation(english).live


def test_a_second_planting_makes_nothing_more(home):
    count = Page.objects.count()
    plant_site()
    assert Page.objects.count() == count


def test_the_english_front_page_leads_to_the_english_catalogue(client, home):
    html = client.get("/en/").content.decode()
    assert "How your community works" in html
    assert 'href="/en/courses/?for=residents"' in html
    assert '<main id="main">' in html


def test_the_footer_has_each_page_once_in_the_language(client, home, rf):
    with translation.override("en"):
        links = academy_for(rf.get("/en/")).links
    assert [link.title for link in links] == ["About the centre", "Accessibility", "Personal data"]
    assert {link.language for link in links} == {""}
    StandardPage.objects.get(slug="about").unpublish()
    with translation.override("en"):
        links = academy_for(rf.get("/en/")).links
    assert [link.url for link in links if link.language == "uk"] == ["/en/pro-tsentr/"]
