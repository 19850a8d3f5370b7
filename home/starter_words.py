"""The YAML files that a new site is planted from, and their words as StreamField data."""

import re
import uuid
from pathlib import Path
from typing import Any

import yaml
from wagtail.models import Page

STARTER = Path(__file__).parent / "starter" / "site.yaml"
# In place of one of these lists a file may name another file beside it.
LISTS = ("pages", "news", "paths")
# <a href="page:kursy">: a page by its slug, whatever its address will be.
LINK = re.compile(r'<a href="page:([\w-]+)">(.*?)</a>', re.DOTALL)


def read_words(file: Path) -> dict[str, Any]:
    words = read_yaml(file)
    beside = {name: read_yaml(file.parent / words[name]) for name in LISTS if isinstance(words.get(name), str)}
    return {**words, **beside}


def read_yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def block(kind: str, value: Any) -> dict[str, Any]:
    """A StreamField block with an id of its own, and so its list items: without one, ids change with every reading."""
    if isinstance(value, list):
        value = [block("item", item) for item in value]
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def body_of(words: dict[str, Any], home: Page) -> list[dict[str, Any]]:
    """Each part of `body` is a pair of block type and value."""
    parts = [next(iter(part.items())) for part in words.get("body", [])]
    return [block(kind, with_links(value, home)) for kind, value in parts]


def with_links(value: Any, home: Page) -> Any:
    """A link to a page that is not there leaves its words."""
    if isinstance(value, dict):
        return {name: with_links(part, home) for name, part in value.items()}
    if isinstance(value, list):
        return [with_links(part, home) for part in value]
    return LINK.sub(lambda link: link_to(link[1], link[2], home), value) if isinstance(value, str) else value


def link_to(slug: str, words: str, home: Page) -> str:
    page = Page.objects.descendant_of(home).filter(slug=slug).first()
    return f'<a linktype="page" id="{page.pk}">{words}</a>' if page else words
