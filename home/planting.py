"""The first front page, catalogue and standard pages of a new academy, from a YAML file of words.

Only what is missing is planted: what editors have changed, moved or removed since is theirs.
"""

import uuid
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.models import CourseIndexPage

from .models import AcademySettings, AcademyTranslation, HomePage, StandardPage

STARTER = Path(__file__).parent / "starter" / "site.yaml"


def plant_site(words_file: Path = STARTER) -> HomePage:
    """The front page of the default site, made with all that stands below it where there was none."""
    planted = HomePage.objects.order_by("path").first()
    if planted:
        return planted
    from .planting_translations import plant_translations  # it plants by the functions below

    words = yaml.safe_load(words_file.read_text(encoding="utf-8"))
    with transaction.atomic():
        home = plant_pages(words)
        site = point_site_at(home)
        plant_settings(site, words["academy"])
        plant_translations(home, words_file)
    return home


def plant_pages(words: dict[str, Any]) -> HomePage:
    locale, _ = Locale.objects.get_or_create(language_code=words["language"])
    home = add_page(Page.get_first_root_node(), home_page(words["home"], locale))
    catalogue = add_page(home, CourseIndexPage(**words["catalogue"], locale=locale, show_in_menus=True))
    home.paths = [block("path", {"page": catalogue.pk, **path}) for path in words["home"].get("paths", [])]
    home.save_revision().publish()
    for page in words.get("pages", []):
        add_page(home, standard_page(page, locale))
    return home


def home_page(words: dict[str, Any], locale: Locale) -> HomePage:
    lists = {
        "promises": [block("promise", promise) for promise in words.get("promises", [])],
        "steps": [block("step", step) for step in words.get("steps", [])],
    }
    plain = {name: value for name, value in words.items() if not isinstance(value, list)}
    return HomePage(**plain, **lists, locale=locale)


def standard_page(words: dict[str, Any], locale: Locale) -> StandardPage:
    return StandardPage(
        title=words["title"],
        slug=words["slug"],
        lede=words.get("lede", ""),
        body=[block("text", words["text"])],
        show_in_menus=True,
        locale=locale,
    )


def block(kind: str, value: Any) -> dict[str, Any]:
    """A StreamField block with an id of its own: without one, ids would change with every reading."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def add_page(parent: Page, page: Page) -> Any:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def point_site_at(home: HomePage) -> Site:
    """The default site shows the front page; Wagtail's own page of welcome goes, if nothing stands below it."""
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    welcome = Page.objects.filter(pk=site.root_page_id).first()
    site.root_page = home
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
