"""What a word is called in a dictionary. The dictionary takes 0.3 s and 40 MB, so it is opened by the first question.

One form may belong to several words («ради»: рада, рад). A text is indexed by all of them; see `questions` for which
of them are asked for.
"""

from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer

from .words import CYRILLIC, is_small, words_of

# Shorter words hardly change, and the dictionary sees abbreviations in them.
SHORTEST = 3
MOST = 4
# What both databases take for one word: no apostrophe. And «грунт» is written for «ґрунт».
BARE = str.maketrans({"'": None, "ґ": "г"})


@cache
def dictionary() -> MorphAnalyzer:
    return MorphAnalyzer(lang="uk")


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Of a folded word, bare. Words of other languages, numbers and the shortest words are their own."""
    if len(word) < SHORTEST or not CYRILLIC.search(word):
        return (word.translate(BARE),)
    parses = dictionary().parse(word)
    # Of a word that is in no dictionary the ending tells something; but it may as well be called what it says.
    unknown = [] if any(parse.is_known for parse in parses) else [word]
    names = [*unknown, *(parse.normal_form for parse in parses)]
    return tuple(dict.fromkeys(name.translate(BARE) for name in names))[:MOST]


def lemmatised(text: str) -> str:
    """The text as it goes into the index: the lemmas of its words, but for the small ones."""
    return " ".join(lemma for word in words_of(text) if not is_small(word) for lemma in lemmas(word))
