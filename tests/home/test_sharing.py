"""What a page says about itself to networks, to search engines, and to a reader who wants to pass it on."""

import json
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image as Drawing
from wagtail.images.models import Image

from courses.models import CoursePage, LessonPage
from home.models import NewsPage
from home.planting import plant_site
from home.structured_data import duration
from home.templatetags.sharing import ways
from tests import cast
from tests.journeys.editing import publish

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LOOK = Path(settings.BASE_DIR) / "learning" / "static" / "look"


def page_at(client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def card_of(page: BeautifulSoup) -> dict[str, str]:
    return {tag["property"].removeprefix("og:"): tag["content"] for tag in page.select("meta[property^='og:']")}


def data_in(page: BeautifulSoup) -> dict[str, dict]:
    found = [json.loads(tag.string) for tag in page.select('script[type="application/ld+json"]')]
    return {item["@type"]: item for item in found}


def test_a_course_has_a_card_with_its_summary(client, course):
    card = card_of(page_at(client, course.url))
    assert card["title"] == "Foundations"
    assert card["description"] == "Who decides."
    assert card["url"] == f"http://testserver{course.url}"
    assert card["image"].endswith("/static/look/share.png")


def test_under_the_english_interface_the_card_names_the_page_where_it_lives(client, course):
    card = card_of(page_at(client, f"/en{course.url}"))
    assert card["url"] == f"http://testserver{course.url}"
    assert card["locale"] == "uk_UA"


def test_what_is_no_page_of_the_site_has_no_card(client, course):
    assert card_of(page_at(client, "/verify/")) == {}
    assert card_of(page_at(client, "/my/")) == {}


def test_the_picture_of_the_cards_is_what_they_say_and_light(client):
    with Drawing.open(LOOK / "share.png") as drawn:
        assert drawn.size == (1200, 630)
    assert (LOOK / "share.png").stat().st_size < 60_000


def test_a_news_item_is_shared_with_its_own_picture(client):
    plant_site()
    drawn = BytesIO()
    Drawing.new("RGB", (1600, 900), "blue").save(drawn, "PNG")
    image = Image.objects.create(title="Hall", file=ImageFile(BytesIO(drawn.getvalue()), name="hall.png"))
    news = publish(NewsPage.objects.get(), picture=image, picture_alt="The hall, full of people")
    page = page_at(client, news.url)
    assert "hall" in card_of(page)["image"]
    assert data_in(page)["NewsArticle"]["image"] == [card_of(page)["image"]]
    assert page.select_one("article img")["alt"] == "The hall, full of people"


def test_a_course_is_described_to_search_engines(client, course):
    data = data_in(page_at(client, course.url))
    assert data["Course"]["name"] == "Foundations"
    assert data["Course"]["hasCourseInstance"]["courseWorkload"] == "PT3H"
    assert [item["name"] for item in data["BreadcrumbList"]["itemListElement"]] == ["Курси", "Foundations"]


def test_a_lesson_names_the_way_to_it(client, course):
    lesson = LessonPage.objects.first()
    crumbs = data_in(page_at(client, lesson.url))["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in crumbs] == ["Курси", "Foundations", "First lesson"]
    assert crumbs[-1]["item"] == f"http://testserver{lesson.url}"


def test_no_title_breaks_out_of_the_data(client, course):
    title = "</script><script>alert(1)</script>"
    publish(CoursePage.objects.get(), title=title)
    page = page_at(client, course.url)
    assert data_in(page)["Course"]["name"] == title
    assert not [tag for tag in page.select("script:not([src])") if "alert" in tag.string and tag.get("type") is None]


@pytest.mark.parametrize(("minutes", "written"), [(180, "PT3H"), (150, "PT2H30M"), (45, "PT45M"), (0, "PT0M")])
def test_a_duration_is_written_as_machines_read_it(minutes, written):
    assert duration(minutes) == written


def test_a_title_of_any_letters_arrives_whole():
    title, url = "Як & чому? «Слухання» #1", "https://example.org/kursy/а/?x=1&y=2"
    telegram = parse_qs(urlsplit(next(way.url for way in ways(title, url) if way.name == "Telegram")).query)
    assert telegram == {"url": [url], "text": [title]}
    whatsapp = parse_qs(urlsplit(next(way.url for way in ways(title, url) if way.name == "WhatsApp")).query)
    assert whatsapp == {"text": [f"{title}\n{url}"]}


def test_a_lesson_a_course_and_a_news_item_can_be_passed_on(client, course):
    addresses = [course.url, LessonPage.objects.first().url]
    for address in addresses:
        share = page_at(client, address).select_one("details.share")
        assert f"http://testserver{address}" == share.button["value"]
        assert share.select_one(".share__copy").has_attr("hidden")
        assert [link.text for link in share.select("a")][:4] == ["Facebook", "WhatsApp", "Telegram", "Viber"]


def test_a_lesson_renamed_is_shared_by_its_new_name(client, course):
    lesson = LessonPage.objects.first()
    client.get(lesson.url)
    publish(lesson, title="Renamed")
    page = page_at(client, lesson.url)
    assert card_of(page)["title"] == "Renamed"
    assert "Renamed" in page.select_one("details.share a[href*='t.me']")["href"]


def test_every_public_kind_of_page_is_in_the_sitemap_with_its_date(client):
    cast.make_course(plant_site().catalogue)
    for page in (*CoursePage.objects.all(), *LessonPage.objects.all()):
        page.save_revision().publish()
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own
    dated = {urlsplit(url.findtext(f"{MAP}loc")).path for url in tree if url.find(f"{MAP}lastmod") is not None}
    expected = {"/", "/kursy/", "/kursy/course-1/", "/kursy/course-1/first-lesson/", "/posluhy/", "/novyny/"}
    assert {*expected, "/novyny/stratehiia-siverskoi-hromady/"} <= dated


def test_old_browsers_find_an_icon_and_phones_a_bigger_one(client):
    assert client.get("/favicon.ico").url == "/static/look/favicon.ico"
    with Drawing.open(LOOK / "favicon.ico") as icon, Drawing.open(LOOK / "touch-icon.png") as touch:
        assert icon.format == "ICO"
        assert touch.size == (180, 180)


def test_robots_stay_out_of_what_is_somebodys_own_in_every_language(client):
    said = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /my/", "Disallow: /en/my/", "Disallow: /cms/", "Disallow: /en/accounts/"} <= set(said)
    assert "Disallow: /en/cms/" not in said
