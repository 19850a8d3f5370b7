from xml.etree import ElementTree

import pytest
from django.urls import reverse

from home.models import NewsIndexPage, NewsPage
from home.planting import plant_site

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def index() -> NewsIndexPage:
    plant_site()
    return NewsIndexPage.objects.get()


def tree(client, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(client.get(reverse(name)).content)  # noqa: S314  our own


def test_both_feeds_name_the_academy_and_its_news(client, index):
    rss, atom = tree(client, "news_rss"), tree(client, "news_atom")
    assert rss.findtext("channel/title") == atom.findtext(f"{ATOM}title") == "Новини: Академія місцевої демократії"
    title = NewsPage.objects.get().title
    assert rss.findtext("channel/item/title") == atom.findtext(f"{ATOM}entry/{ATOM}title") == title


def test_an_item_leads_to_its_page_and_keeps_its_name_when_it_moves(client, index):
    before = tree(client, "news_rss").find("channel/item")
    assert before.findtext("link") == "http://testserver/novyny/stratehiia-siverskoi-hromady/"
    index.slug = "podii"
    index.save_revision().publish()
    after = tree(client, "news_rss").find("channel/item")
    assert after.findtext("link") == "http://testserver/podii/stratehiia-siverskoi-hromady/"
    assert after.findtext("guid") == before.findtext("guid")


def test_a_date_that_nobody_knows_is_told_in_the_feed_too(client, index):
    assert "рік не вказано" in tree(client, "news_rss").findtext("channel/item/description")


def test_an_academy_without_news_has_empty_feeds_and_links_to_none(client, index):
    index.delete()
    assert tree(client, "news_rss").find("channel/item") is None
    assert "feeds/news" not in client.get("/").content.decode()


def test_the_feed_is_linked_from_every_page(client, index):
    head = '<link rel="alternate" type="application/atom+xml" title="Новини" href="/feeds/news.atom">'
    assert head in client.get("/posluhy/").content.decode()
