"""A page in several languages: which of them was there first, and what the others take from it.

Records know a page by its translation key, which all its languages share. The page that was there first is the
original: it decides the rules (what is required, how often one may try), and its translations have words of their own
alone. So a learner meets the same course in any language, and changes language half-way.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import get_language
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import InlinePanel
from wagtail.models import Page

P = TypeVar("P", bound=Page)


class OriginalMixin(models.Model):
    """A page whose translations follow its rules."""

    # Fields that translations get from the original whenever one of them is published; their editors do not show them.
    SHARED: tuple[str, ...] = ()
    # Child relations that only the original has. Whoever shows them asks `original`.
    ORIGINALS_ALONE: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @property
    def original(self) -> Any:
        """The page of this key that was there first, which may be this one. One query."""
        return original_of(self) or self

    @property
    def is_translation(self) -> bool:
        return is_translation(self)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """A copy that keeps the key is a translation: it leaves behind what the original alone has."""
        if not kwargs.get("reset_translation_key", True):
            kwargs["exclude_fields"] = [*(kwargs.get("exclude_fields") or ()), *self.ORIGINALS_ALONE]
        return super().copy(*args, **kwargs)


def original_of(page: P) -> P | None:
    """Nothing for a page that has not been saved and is no translation."""
    return type(page)._default_manager.filter(translation_key=page.translation_key).order_by("pk").first()


def is_translation(page: Page) -> bool:
    older = Page.objects.filter(translation_key=page.translation_key)
    return (older.filter(pk__lt=page.pk) if page.pk else older).exists()


def share_rules(page: OriginalMixin) -> None:
    """Give the translations of a page the original's rules. Not a save: they get no revision from it."""
    original = page.original
    rules = {name: getattr(original, name) for name in page.SHARED}
    type(page).objects.filter(translation_key=page.translation_key).exclude(pk=original.pk).update(**rules)


# --- the page of a language ---------------------------------------------------------------------


def active_language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def once_each(pages: QuerySet[P], language: str = "") -> QuerySet[P]:
    """Of pages in all languages each once: in this language (or the active one), else the one that was there first."""
    language = language or active_language()
    same = pages.order_by().filter(translation_key=OuterRef("translation_key"))
    translated = Exists(same.filter(locale__language_code=language))
    is_first = ~Exists(same.filter(pk__lt=OuterRef("pk")))
    return pages.filter(Q(locale__language_code=language) | (~translated & is_first))


def originals(pages: QuerySet[P]) -> QuerySet[P]:
    """Of pages in all languages those that decide the rules."""
    same = pages.model._default_manager.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
    return pages.filter(~Exists(same))


def in_language(pages: QuerySet[P], language: str = "") -> P | None:
    """Of the languages of one page that in this one (or the active one), else the one that was there first."""
    is_it = Case(When(locale__language_code=language or active_language(), then=0), default=1)
    return pages.order_by(is_it, "pk").first()


# --- the editor ---------------------------------------------------------------------------------


class WordsAloneForm(WagtailAdminPageForm):
    """Of a translation the editor shows the words; the rules are the original's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_translation:
            drop(self.fields, self.instance.SHARED)
            drop(self.formsets, self.instance.ORIGINALS_ALONE)


def drop(named: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        named.pop(name, None)


class OriginalsPanel(InlinePanel):
    """An inline panel that is not there where its form has no such rows: in a translation."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, *, panel: InlinePanel, form: Any, **kwargs: Any) -> None:
            has_rows = form is not None and panel.relation_name in form.formsets
            super().__init__(panel=panel, form=form if has_rows else None, **kwargs)

        def is_shown(self) -> bool:
            return self.form is not None and super().is_shown()
