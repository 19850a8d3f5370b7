"""The first front page, catalogue and standard pages of a new academy, from a YAML file of words.

Only what is missing is planted: what editors have changed, moved or removed since is theirs.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.models import CourseIndexPage, GlossaryPage, Term
from courses.portable.source import Notes, PortableError
from courses.portable.terms import plant_terms, read_terms

from .consultation_planting import consultation_page
from .models import AcademySettings, AcademyTranslation, HomePage, NewsIndexPage, NewsPage, StandardPage
from .starter_words import STARTER, block, body_of, read_words, with_links


def plant_site(words_file: Path = STARTER) -> HomePage:
    """The front page of the default site, made with all that stands below it where there was none."""
    planted = HomePage.objects.order_by("path").first()
    if planted:
        return planted
    from .planting_translations import plant_translations  # it plants by the functions below

    words = read_words(words_file)
    with transaction.atomic():
        home = plant_pages(words)
        site = point_site_at(home, words["academy"]["name"])
        plant_settings(site, words["academy"])
        plant_translations(home, words_file)
    return home


def plant_glossary(home: HomePage, terms_file: Path, words_file: Path = STARTER) -> None:
    """The first terms and the page they stand on, once: where there is a term, editors have taken over."""
    if Term.objects.exists():
        return
    notes = Notes(terms_file.name)
    sources = read_terms(terms_file.read_text(encoding="utf-8"), notes)
    if notes.problems:
        raise PortableError(notes.problems)
    words = read_words(words_file)
    with transaction.atomic():
        plant_terms(sources)
        if "glossary" in words and not GlossaryPage.objects.exists():
            add_page(home, GlossaryPage(**words["glossary"], locale=home.locale, show_in_menus=True))


def plant_pages(words: dict[str, Any]) -> HomePage:
    locale, _ = Locale.objects.get_or_create(language_code=words["language"])
    home = add_page(Page.get_first_root_node(), home_page(words["home"], locale))
    catalogue = add_page(home, CourseIndexPage(**words["catalogue"], locale=locale, show_in_menus=True))
    if "consultation" in words:
        add_page(home, consultation_page(words["consultation"], locale))
    plant_standard_pages(words.get("pages", []), home)
    if "news" in words:
        plant_news(words["news"], home)
    home.paths = [block("path", {"page": catalogue.pk, **path}) for path in words["home"].get("paths", [])]
    home.about = with_links(home.about, home)
    home.save_revision().publish()
    return home


def home_page(words: dict[str, Any], locale: Locale) -> HomePage:
    lists = {
        "promises": [block("promise", promise) for promise in words.get("promises", [])],
        "steps": [block("step", step) for step in words.get("steps", [])],
    }
    plain = {name: value for name, value in words.items() if not isinstance(value, list)}
    return HomePage(**plain, **lists, locale=locale)


def plant_standard_pages(words: Sequence[dict[str, Any]], home: HomePage) -> None:
    """First all of them, then their texts: so that each may link to any other."""
    pages = [add_draft(home, StandardPage(**without_body(page), show_in_menus=True)) for page in words]
    for page, said in zip(pages, words, strict=True):
        page.body = body_of(said, home)
        page.save_revision().publish()


def plant_news(words: dict[str, Any], home: HomePage) -> None:
    index = {name: value for name, value in words.items() if name != "items"}
    page = add_page(home, NewsIndexPage(**index, show_in_menus=True, locale=home.locale))
    for item in words.get("items", []):
        add_page(page, NewsPage(**without_body(item), body=body_of(item, home), locale=home.locale))


def without_body(words: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in words.items() if name != "body"}


def add_draft(parent: Page, page: Page) -> Any:
    page.live, page.locale = False, parent.locale
    return parent.add_child(instance=page)


def add_page(parent: Page, page: Page) -> Any:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def point_site_at(home: HomePage, name: str) -> Site:
    """The default site shows the front page; Wagtail's own page of welcome goes, if nothing stands below it."""
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    welcome = Page.objects.filter(pk=site.root_page_id).first()
    site.root_page = home
    site.site_name = site.site_name or name
    site.save()
    if welcome and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
    return site


def plant_settings(site: Site, words: dict[str, Any]) -> AcademySettings:
    plain = {name: value for name, value in words.items() if isinstance(value, str) and name != "privacy"}
    privacy = StandardPage.objects.descendant_of(site.root_page).filter(slug=words.get("privacy", "")).first()
    row, _ = AcademySettings.objects.update_or_create(
        site=site, defaults={**plain, "places": "\n".join(words.get("places", [])), "privacy_page": privacy}
    )
    for language, names in words.get("translations", {}).items():
        AcademyTranslation.objects.update_or_create(academy=row, language=language, defaults=names)
    return row
