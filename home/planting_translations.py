"""The planted pages in one more language, from a file of words beside the first one: `site.en.yaml`.

Each is the translation of a page that stands already, so that a visitor who changes language stays where they are.
"""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from wagtail.models import Locale, Page

from courses.models import CourseIndexPage

from . import planting
from .models import HomePage, StandardPage


def plant_translations(home: HomePage, words_file: Path) -> None:
    """From every `site.CODE.yaml` beside `site.yaml`."""
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        file = words_file.with_suffix(f".{code}.yaml")
        if file.is_file():
            plant_translation(home, yaml.safe_load(file.read_text(encoding="utf-8")), code)


def plant_translation(home: HomePage, words: dict[str, Any], code: str) -> None:
    locale, _ = Locale.objects.get_or_create(language_code=code)
    catalogue = CourseIndexPage.objects.child_of(home).get()
    page = planting.home_page(words["home"], locale)
    planting.add_page(Page.get_first_root_node(), translation_of(home, page))
    index = CourseIndexPage(**words["catalogue"], locale=locale, show_in_menus=True)
    planting.add_page(page, translation_of(catalogue, index))
    page.paths = [planting.block("path", {"page": index.pk, **path}) for path in words["home"].get("paths", [])]
    page.save_revision().publish()
    for standard in words.get("pages", []):
        original = StandardPage.objects.child_of(home).get(slug=standard["translates"])
        planting.add_page(page, translation_of(original, planting.standard_page(standard, locale)))


def translation_of(original: Page, page: Page) -> Any:
    page.translation_key = original.translation_key
    return page
