from datetime import date, timedelta

import pytest
from wagtail.models import PageViewRestriction

from home.models import NewsIndexPage, NewsPage
from home.planting import plant_site
from learning.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> NewsIndexPage:
    plant_site()
    return NewsIndexPage.objects.get()


def add_news(index: NewsIndexPage, title: str, **fields) -> NewsPage:
    slug = fields.pop("slug", title.lower().replace(" ", "-"))
    return index.add_child(instance=NewsPage(title=title, slug=slug, lede="What happened.", **fields))


def titles_at(client, address: str) -> list[str]:
    return [item.title for item in client.get(address).context["news"]]


def test_the_newest_stand_first(client, index):
    add_news(index, "Old", date=date(2020, 1, 1))
    add_news(index, "Coming", date=date(2040, 1, 1))
    titles = titles_at(client, "/novyny/")
    assert titles[0] == "Coming"
    assert titles[-1] == "Old"


def test_of_two_from_one_day_the_later_written_stands_first(client, index):
    add_news(index, "Morning", date=date(2040, 1, 1))
    add_news(index, "Evening", date=date(2040, 1, 1))
    assert titles_at(client, "/novyny/")[:2] == ["Evening", "Morning"]


def test_a_draft_and_a_private_item_are_in_no_list(client, index):
    add_news(index, "Draft", live=False)
    PageViewRestriction.objects.create(page=add_news(index, "Private"), restriction_type="login")
    for address in ("/novyny/", "/", "/feeds/news.rss", "/feeds/news.atom"):
        html = client.get(address).content.decode()
        assert ">Draft<" not in html
        assert ">Private<" not in html


def test_many_items_are_shown_page_by_page(client, index):
    for number in range(12):
        add_news(index, f"Item {number}", date=date(2030, 1, 1) + timedelta(days=number))
    first, second = (client.get(address).content.decode() for address in ("/novyny/", "/novyny/?page=2"))
    assert 'href="?page=2"' in first
    assert 'href="?"' in second
    assert titles_at(client, "/novyny/?page=2")[:2] == ["Item 1", "Item 0"]
    assert '<link rel="canonical" href="http://testserver/novyny/">' in first
    assert '<link rel="canonical" href="http://testserver/novyny/?page=2">' in second


@pytest.mark.parametrize("number", ["x", "0", "-1", "99"])
def test_a_number_that_is_no_page_shows_one_that_is(client, index, number):
    assert client.get(f"/novyny/?page={number}").status_code == 200


def test_without_news_the_page_says_so_and_shows_the_way_on(client, index):
    NewsPage.objects.all().delete()
    html = client.get("/novyny/").content.decode()
    assert "Новин поки немає" in html
    assert 'class="btn" href="/kursy/"' in html
    assert 'id="news"' not in client.get("/").content.decode()


def test_words_stand_in_for_a_date_that_nobody_knows(client, index):
    news = NewsPage.objects.get()
    html = client.get(news.url).content.decode()
    assert "рік не\N{NO-BREAK SPACE}вказано" in html
    assert "<time" not in html


def test_a_known_date_can_be_read_by_machines(client, index):
    news = add_news(index, "Known", date=date(2030, 5, 4))
    assert '<time datetime="2030-05-04">' in client.get(news.url).content.decode()


def test_a_news_item_can_be_edited_and_previewed(client, index):
    client.force_login(User.objects.create_superuser("edith@example.org", "a long password"))
    news = NewsPage.objects.get()
    assert client.get(f"/cms/pages/{news.pk}/edit/").status_code == 200
    request = client.get("/").wsgi_request
    assert "application/ld+json" not in news.make_preview_request(original_request=request).content.decode()
