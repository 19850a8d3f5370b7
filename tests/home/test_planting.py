import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from courses.models import GlossaryPage, Term
from courses.portable.source import PortableError
from home.models import AcademySettings, ConsultationPage, HomePage, StandardPage
from home.planting import plant_glossary, plant_site
from home.starter_words import with_links
from learning.management.commands.prepare import STARTER_COURSES

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


STARTER_TERMS = STARTER_COURSES / "glossary.yaml"


def test_a_new_site_gets_a_glossary_in_the_footer():
    home = plant_site()
    plant_glossary(home, STARTER_TERMS)
    page = GlossaryPage.objects.child_of(home).get()
    assert page.live and page.show_in_menus
    assert Term.objects.get(slug="kvorum").word == "кворум"
    assert Term.objects.get(slug="starosta").act.number == "280/97-ВР"
    assert all(len(term.definition) > 20 for term in Term.objects.all())


def test_a_glossary_is_planted_once_and_then_is_the_editors():
    home = plant_site()
    plant_glossary(home, STARTER_TERMS)
    Term.objects.filter(slug="kvorum").update(definition="Своє пояснення.")
    Term.objects.get(slug="starosta").delete()
    GlossaryPage.objects.get().delete()
    plant_glossary(home, STARTER_TERMS)
    assert Term.objects.get(slug="kvorum").definition == "Своє пояснення."
    assert not Term.objects.filter(slug="starosta").exists()
    assert not GlossaryPage.objects.exists()


def test_a_faulty_glossary_plants_nothing(tmp_path):
    file = tmp_path / "glossary.yaml"
    file.write_text("- id: kvorum\n  word: quorum\n")
    with pytest.raises(PortableError, match="glossary.yaml:1: definition"):
        plant_glossary(plant_site(), file)
    assert not Term.objects.exists()


def test_a_new_site_can_be_asked_about_nine_topics():
    plant_site()
    form = ConsultationPage.objects.get()
    assert len(form.topic_list) == 9
    assert [field.label for field in form.form_fields.all()] == ["Громада"]
    assert form.live


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
    assert not ConsultationPage.objects.exists()


def test_pages_link_to_one_another_wherever_they_will_stand():
    home = plant_site()
    contacts = StandardPage.objects.get(slug="kontakty")
    assert f'<a linktype="page" id="{contacts.pk}">' in StandardPage.objects.get(slug="posluhy").body[-1].value.source
    assert "page:" not in "".join(str(page.body.raw_data) for page in StandardPage.objects.all()) + home.about


def test_a_link_to_a_page_that_is_not_there_leaves_its_words():
    home = plant_site()
    assert with_links('Ask <a href="page:nowhere">the lawyer</a>.', home) == "Ask the lawyer."


def test_every_row_of_a_list_has_an_id_that_stays():
    plant_site()
    rows = StandardPage.objects.get(slug="posluhy").body.raw_data[1]["value"]
    assert len({row["id"] for row in rows}) == len(rows) > 5


def test_a_page_that_privacy_and_terms_need_is_there_and_says_when_a_request_is_forgotten():
    plant_site()
    said = str(StandardPage.objects.get(slug="osobysti-dani").body.raw_data)
    for word in ("90 днів", "12 місяців", "sessionid", "csrftoken", "theme", "messages"):
        assert word in said
    assert StandardPage.objects.get(slug="umovy").live


def test_contacts_show_what_is_known_and_nothing_else(client):
    plant_site()
    assert "tel:" not in client.get("/kontakty/").content.decode()
    row = AcademySettings.of_default_site()
    row.contact_email, row.phone = "centre@example.org", "+380 44 000 00 00"
    row.save()
    html = client.get("/kontakty/").content.decode()
    assert 'href="tel:+380440000000"' in html
    assert 'href="mailto:centre@example.org"' in html
    assert "Поштова адреса" not in html
