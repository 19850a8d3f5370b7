"""The planted pages in English: translations of those that stand, so that changing the language keeps the place."""

import pytest
from django.utils import translation
from wagtail.models import Locale, Page

from courses.models import CourseIndexPage
from home.academy import academy_for
from home.models import HomePage, StandardPage
from home.planting import plant_site
from home.starter_words import STARTER, read_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return plant_site()


def test_what_the_english_words_name_is_translated_and_public(home):
    pages = [home, CourseIndexPage.objects.child_of(home).get()]
    slugs = [said["translates"] for said in read_words(STARTER.with_suffix(".en.yaml"))["pages"]]
    pages += StandardPage.objects.child_of(home).filter(slug__in=slugs)
    assert len(pages) == 2 + len(slugs)
    english = Locale.objects.get(language_code="en")
    for page in pages:
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


def test_the_footer_has_each_page_once_in_the_language_and_in_its_group(home, rf):
    with translation.override("en"):
        english = academy_for(rf.get("/en/"))
    centre, site = (
        {link.title: link.language for link in links} for links in (english.centre_links, english.site_links)
    )
    assert centre["About the centre"] == site["Accessibility"] == site["Personal data"] == ""
    assert centre["Новини"] == "uk"
    assert not {"Про центр", "Доступність", "Особисті дані"} & {*centre, *site}
    StandardPage.objects.get(slug="about").unpublish()
    with translation.override("en"):
        links = academy_for(rf.get("/en/")).centre_links
    assert [link.url for link in links if link.title == "Про центр"] == ["/en/pro-tsentr/"]
