"""Keeps the index true where Wagtail alone does not: it reads a page when the page is saved, and what belongs to the
page (outcomes, sources) is saved after it; and it does not know that a page tells the title of an act.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.tasks import insert_or_update_object_task
from wagtail.signals import page_published

from courses.models import LegalAct, LessonPage

from .findable import FindableMixin


def connect() -> None:
    page_published.connect(after_publishing, dispatch_uid="search")
    post_save.connect(after_change_of_act, sender=LegalAct, dispatch_uid="search")


def after_publishing(instance: Page, **_: Any) -> None:
    fields = instance.get_search_fields() if isinstance(instance, FindableMixin) else []
    if any(isinstance(field, index.RelatedFields) for field in fields):
        index_again([instance])


def after_change_of_act(instance: LegalAct, created: bool, **_: Any) -> None:
    if not created:
        index_again(LessonPage.objects.filter(legal_sources__act=instance).distinct().only("pk"))


def index_again(pages: Iterable[Page]) -> None:
    for page in pages:
        insert_or_update_object_task.enqueue(page._meta.app_label, page._meta.model_name, str(page.pk))
