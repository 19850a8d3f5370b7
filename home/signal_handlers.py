from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, Site
from wagtail.signals import post_page_move

from .academy import forget_academy
from .models import AcademySettings, AcademyTranslation


def forget(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page | Site | Locale | AcademySettings | AcademyTranslation):
        forget_academy()


def register() -> None:
    """Any page may be in the header or footer, or above one that is: each save of a page forgets what was cached."""
    for signal in (post_save, post_delete, post_page_move):
        signal.connect(forget, dispatch_uid="home.academy")
