"""The glossary as its page shows it: terms under their letters, each with the lessons that use it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from .alphabet import LETTERS, first_letter, ukrainian_key
from .models import LessonPage, Term
from .search.lemmas import lemmas
from .search.words import words_of


@dataclass(frozen=True, slots=True)
class Entry:
    term: Term
    lessons: tuple[LessonPage, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    query: str
    # The whole alphabet, for the index: some letters have no terms.
    letters: tuple[Letter, ...]

    @property
    def filled(self) -> tuple[Letter, ...]:
        return tuple(letter for letter in self.letters if letter.entries)


def read_glossary(query: str = "") -> Glossary:
    """Three queries, however many terms and lessons."""
    terms = Term.objects.select_related("act")
    found = sorted((term for term in terms if fits(term, query)), key=lambda term: ukrainian_key(term.word))
    lessons = lessons_using(found)
    entries = [Entry(term, tuple(lessons[term.pk])) for term in found]
    grouped = groupby(entries, key=lambda entry: first_letter(entry.term.word))
    filled = {letter: tuple(group) for letter, group in grouped}
    others = [letter for letter in filled if letter.lower() not in LETTERS]
    alphabet = [*(letter.upper() for letter in LETTERS), *others]
    return Glossary(query, tuple(Letter(letter, filled.get(letter, ())) for letter in alphabet))


def fits(term: Term, query: str) -> bool:
    """Every word of the query is a form, or the beginning, of a word of the term, its other names or explanation."""
    words = words_of(f"{term.word} {term.forms} {term.definition}")
    return all(any(is_meant(word, wanted) for word in words) for wanted in words_of(query))


def is_meant(word: str, wanted: str) -> bool:
    return word.startswith(wanted) or not set(lemmas(word)).isdisjoint(lemmas(wanted))


def lessons_using(terms: Iterable[Term]) -> dict[int, list[LessonPage]]:
    """Term's id -> the public lessons that mark it, in the order of the courses, by Wagtail's reference index."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Term),
        to_object_id__in=[str(term.pk) for term in terms],
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pairs = {(int(term), int(page)) for term, page in references.values_list("to_object_id", "object_id")}
    pages = {page for _, page in pairs}
    lessons = LessonPage.objects.live().public().filter(pk__in=pages).select_related("locale").defer("body")
    using = defaultdict(list)
    for lesson in lessons.order_by("path"):
        for term in {term for term, page in pairs if page == lesson.pk}:
            using[term].append(lesson)
    return using
