import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Site

from home.academy import academy_for
from home.models import AcademySettings, StandardPage
from home.planting import plant_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return plant_site()


@pytest.fixture
def academy():
    return lambda: academy_for(RequestFactory().get("/"))


def test_header_and_footer_cost_no_query_once_read(home, academy, django_assert_num_queries):
    academy()
    with django_assert_num_queries(0):
        assert academy().name == "Академія місцевої демократії"


def test_a_changed_name_shows_at_once(home, academy):
    academy()
    row = AcademySettings.of_default_site()
    row.name = "Інша академія"
    row.save()
    assert academy().name == "Інша академія"


def test_a_page_that_is_unpublished_leaves_the_footer(home, academy):
    assert "Доступність" in [link.title for link in academy().site_links]
    StandardPage.objects.get(slug="dostupnist").unpublish()
    assert "Доступність" not in [link.title for link in academy().site_links]


def test_the_footer_keeps_what_is_about_the_centre_apart_from_what_is_about_the_site(home, academy):
    centre, site = ({link.title for link in links} for links in (academy().centre_links, academy().site_links))
    assert {"Про центр", "Новини", "Контакти"} <= centre
    assert {"Особисті дані", "Умови користування", "Доступність"} == site
    assert "Курси" not in centre | site


def test_in_english_names_and_addresses_are_english(home, academy):
    with translation.override("en"):
        english = academy()
    assert english.name == "Academy of Local Democracy"
    assert english.courses_url == "/en/courses/"
    assert english.privacy_url == "/en/personal-data/"


def test_an_academy_without_settings_still_has_a_face(academy):
    assert academy().name
    assert academy().places is None


def test_reading_the_settings_writes_nothing():
    AcademySettings.of_default_site()
    assert not AcademySettings.objects.exists()
    assert Site.objects.filter(is_default_site=True).exists()
