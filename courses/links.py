"""Links to pages inside texts and blocks, led to other pages."""

import re
from collections.abc import Mapping
from typing import Any

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

TAG = re.compile(r"<a\b[^>]*>")
TARGET = re.compile(r'(?<=\sid=")(\d+)(?=")')


def relink(page: Page, ids: Mapping[int, int]) -> None:
    """In memory: in all texts of the page the links to pages of these ids."""
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            setattr(page, field.name, relinked(getattr(page, field.name), ids))
        elif isinstance(field, StreamField):
            raw = getattr(page, field.name).get_prep_value()
            setattr(page, field.name, field.stream_block.to_python(relinked(raw, ids)))


def relinked(value: Any, ids: Mapping[int, int]) -> Any:
    if isinstance(value, str):
        return TAG.sub(lambda tag: relinked_tag(tag[0], ids), value)
    if isinstance(value, dict):
        return {key: relinked(item, ids) for key, item in value.items()}
    return [relinked(item, ids) for item in value] if isinstance(value, list | tuple) else value


def relinked_tag(tag: str, ids: Mapping[int, int]) -> str:
    if 'linktype="page"' not in tag:
        return tag
    return TARGET.sub(lambda id: str(ids.get(int(id[0]), id[0])), tag)
