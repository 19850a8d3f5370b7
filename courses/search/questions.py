"""What somebody asked for, as words to look for, and as a query for Wagtail's search."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from wagtail.search.query import Or, PlainText, SearchQuery

from .lemmas import BARE, lemmas
from .words import is_small, words_of

LONGEST = 100  # characters; the field in the form lets through no more
MOST_WORDS = 8
# So many ways to read a question at most: each is a clause of the query.
MOST_READINGS = 16

Lemmas = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """`words` are folded; `lemmas` are what each may be called, in the same order."""

    text: str
    words: tuple[str, ...]
    lemmas: tuple[Lemmas, ...]

    def __bool__(self) -> bool:
        """Whether there is a word to look for."""
        return bool(self.words)

    @property
    def all_words(self) -> SearchQuery:
        """Finds texts that hold each word in some form.

        An Or of Ands: Wagtail ranks these right on both databases, an And of Ors upside down on SQLite.
        """
        return Or([PlainText(" ".join(reading), operator="and") for reading in self.readings()])

    @property
    def any_word(self) -> SearchQuery:
        return PlainText(" ".join(lemma for names in self.lemmas for lemma in names), operator="or")

    def readings(self) -> Iterator[Lemmas]:
        names = list(self.lemmas)
        while prod(map(len, names)) > MOST_READINGS:
            longest = max(range(len(names)), key=lambda place: len(names[place]))
            names[longest] = names[longest][:-1]
        return product(*names)

    def held_by(self, text: str) -> set[int]:
        """Which of the words a text holds, by their places in the question."""
        return {place for word in words_of(text) for place in self.places_of(word)}

    def places_of(self, word: str) -> list[int]:
        """Where in the question this folded word stands, in whatever form."""
        if is_small(word):
            return []
        names = lemmas(word)
        return [place for place, asked in enumerate(self.lemmas) if not set(asked).isdisjoint(names)]


def ask(text: str) -> Question:
    """Takes anything a form can send. Quotes, stars and the like are no words, so no database sees them."""
    text = " ".join(text[:LONGEST].split())
    words = [word for word in dict.fromkeys(words_of(text)) if not is_small(word)][:MOST_WORDS]
    return Question(text, tuple(words), tuple(map(meant, words)))


def meant(word: str) -> Lemmas:
    """Who writes a word as dictionaries do, means that word: «рада» is no form of «радий»."""
    names, bare = lemmas(word), word.translate(BARE)
    return (bare,) if bare in names else names
