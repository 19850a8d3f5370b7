import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from home.models import AcademySettings, HomePage, StandardPage
from home.planting import plant_site

pytestmark = pytest.mark.django_db

OTHER = """
language: uk
academy: {name: Школа води}
home: {title: Школа води, slug: voda, hero_title: Звідки вода}
catalogue: {title: Курси, slug: kursy}
"""


def test_a_new_site_gets_its_pages_and_names():
    home = plant_site()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert AcademySettings.of_default_site().privacy_page.slug == "osobysti-dani"
    assert all(page.live for page in Page.objects.descendant_of(home))


def test_a_second_planting_leaves_alone_what_editors_changed():
    home = plant_site()
    home.hero_title = "Своє"
    home.save_revision().publish()
    StandardPage.objects.get(slug="dostupnist").delete()
    call_command("plant_site", verbosity=0)
    assert HomePage.objects.get(pk=home.pk).hero_title == "Своє"
    assert not StandardPage.objects.filter(slug="dostupnist").exists()


def test_every_block_has_an_id_that_stays():
    home = plant_site()
    ids = [block.id for block in home.steps]
    assert all(ids)
    assert [block.id for block in HomePage.objects.get(pk=home.pk).steps] == ids


def test_another_organisation_brings_its_own_words(tmp_path):
    (tmp_path / "site.yaml").write_text(OTHER, encoding="utf-8")
    call_command("plant_site", file=tmp_path / "site.yaml", verbosity=0)
    assert AcademySettings.of_default_site().name == "Школа води"
    assert AcademySettings.of_default_site().places == ""
