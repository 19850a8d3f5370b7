"""The planted pages in one more language, from a file of words beside the first one: `site.en.yaml`.

Each is the translation of a page that stands already, so that a visitor who changes language stays where they are.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from courses.models import CourseIndexPage

from . import planting
from .models import HomePage, StandardPage
from .starter_words import block, body_of, read_words


def plant_translations(home: HomePage, words_file: Path) -> None:
    """From every `site.CODE.yaml` beside `site.yaml`."""
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        file = words_file.with_suffix(f".{code}.yaml")
        if file.is_file():
            plant_translation(home, read_words(file), code)


def plant_translation(home: HomePage, words: dict[str, Any], code: str) -> None:
    locale, _ = Locale.objects.get_or_create(language_code=code)
    catalogue = CourseIndexPage.objects.child_of(home).get()
    page = planting.home_page(words["home"], locale)
    planting.add_page(Page.get_first_root_node(), translation_of(home, page))
    index = CourseIndexPage(**words["catalogue"], locale=locale, show_in_menus=True)
    planting.add_page(page, translation_of(catalogue, index))
    page.paths = [block("path", {"page": index.pk, **path}) for path in words["home"].get("paths", [])]
    page.save_revision().publish()
    plant_standard_pages(words.get("pages", []), home, page)


def plant_standard_pages(words: Sequence[dict[str, Any]], home: HomePage, there: HomePage) -> None:
    """As in the first language, in the same part of the footer. A link may lead to any other page of this file."""
    pages = [planting.add_draft(there, translated(said, home)) for said in words]
    for page, said in zip(pages, words, strict=True):
        page.body = body_of(said, there)
        page.save_revision().publish()


def translated(words: dict[str, Any], home: HomePage) -> StandardPage:
    original = StandardPage.objects.child_of(home).get(slug=words["translates"])
    plain = {name: value for name, value in words.items() if name not in ("translates", "body")}
    page = StandardPage(**plain, show_in_menus=True, footer_group=original.footer_group)
    return translation_of(original, page)


def translation_of(original: Page, page: Page) -> Any:
    page.translation_key = original.translation_key
    return page
