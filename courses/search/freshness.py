"""Keeps the index true where Wagtail alone does not: it reads a page when the page is saved, and what belongs to the
page (outcomes, sources) is saved after it; and it does not know that a page tells the title of an act.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.tasks import insert_or_update_object_task
from wagtail.signals import page_published

from courses.models import LegalAct, LegalActTitle, LessonPage

from .findable import FindableMixin


def connect() -> None:
    page_published.connect(after_publishing, dispatch_uid="search")
    post_save.connect(after_change_of_act, sender=LegalAct, dispatch_uid="search")
    for signal in (post_save, post_delete):
        signal.connect(after_change_of_title, sender=LegalActTitle, dispatch_uid="search")


def after_publishing(instance: Page, **_: Any) -> None:
    fields = instance.get_search_fields() if isinstance(instance, FindableMixin) else []
    if any(isinstance(field, index.RelatedFields) for field in fields):
        index_again(in_all_languages([instance]))


def after_change_of_act(instance: LegalAct, created: bool, **_: Any) -> None:
    if not created:
        index_again(in_all_languages(LessonPage.objects.filter(legal_sources__act=instance)))


def after_change_of_title(instance: LegalActTitle, **_: Any) -> None:
    after_change_of_act(instance.act, created=False)


def in_all_languages(pages: Iterable[Page]) -> Iterable[Page]:
    """Translations are found by the sources of their originals."""
    keys = [page.translation_key for page in pages]
    return Page.objects.filter(translation_key__in=keys).specific(defer=True)


def index_again(pages: Iterable[Page]) -> None:
    for page in pages:
        insert_or_update_object_task.enqueue(page._meta.app_label, page._meta.model_name, str(page.pk))
