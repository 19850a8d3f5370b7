"""The words and titles that anybody may find, for suggestions: spelled right, and while somebody types.

Reading them costs some milliseconds a page, so they are kept in memory until something public is published, taken
down or closed; ten minutes at most, as an edit of a thing that is no page leaves no trace to see.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Model
from wagtail.models import Page

from courses.search import Vocabulary, findable_models
from courses.search.words import words_of
from learning.selectors.search import Ground, in_one_language, public_pages
from learning.shelf import Shelf

SECONDS = 600
# A bound on time and memory; the words of so many pages are the words of all.
MOST = 1000
MOST_TITLES = 8


@dataclass(frozen=True, slots=True)
class Known:
    vocabulary: Vocabulary
    # Each with its words as they are compared.
    titles: tuple[tuple[str, tuple[str, ...]], ...]


KNOWN: Shelf[Known] = Shelf(most=4)


def known(ground: Ground) -> Known:
    """Two queries and one for each kind that is no page, when kept."""
    pages = public_pages(ground).aggregate(Count("pk"), Max("last_published_at"))
    others = (model.findable().count() for model in findable_models() if not issubclass(model, Page))
    key = (ground.site.pk, ground.language, *pages.values(), *others, time.time() // SECONDS)
    return KNOWN.get(key, lambda: read(ground))


def read(ground: Ground) -> Known:
    things = in_one_language(public_things(ground), ground)
    texts = (text for thing in things for text in (thing.found_title, *thing.found_texts()))
    titles = dict.fromkeys(thing.found_title for thing in things)
    return Known(Vocabulary(texts), tuple((title, tuple(words_of(title))) for title in titles))


def public_things(ground: Ground) -> Iterator[Model]:
    pages = public_pages(ground).values("pk")
    for model in findable_models():
        is_page = issubclass(model, Page)
        rows = model.get_indexed_objects().filter(pk__in=pages if is_page else model.findable().values("pk"))
        yield from rows[:MOST]


def titles_like(typed: str, ground: Ground) -> list[str]:
    """Titles with a word that begins as each typed word does; first those that begin with it themselves."""
    begun = words_of(typed)
    if not begun:
        return []
    alike = [(title, words) for title, words in known(ground).titles if all(map(begins_any(words), begun))]
    alike.sort(key=lambda row: not row[1][0].startswith(begun[0]))
    return [title for title, _ in alike[:MOST_TITLES]]


def begins_any(words: tuple[str, ...]):
    return lambda beginning: any(word.startswith(beginning) for word in words)
