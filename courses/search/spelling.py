"""Words that are spelled nearly as they are in the texts here."""

from collections import Counter
from collections.abc import Iterable

from .lemmas import lemmas
from .questions import Question, ask
from .words import CYRILLIC, WORD, fold, is_small, words_of

SHORTEST = 3
# The same keys on an English and a Ukrainian keyboard.
LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.\\"
UKRAINIAN_KEYS = "'йцукенгшщзхїфівапролджєячсмитьбюґ"
OTHER_KEYBOARD = str.maketrans(LATIN_KEYS, UKRAINIAN_KEYS)


class Vocabulary:
    """The words of some texts, and how often each stands there."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(word for text in texts for word in words_of(text))
        self.counts = {word: n for word, n in counts.items() if len(word) >= SHORTEST and not word.isdigit()}
        self.letters = {word: frozenset(word) for word in self.counts}

    def correct(self, question: Question) -> str:
        """The question with its unknown words spelled as a word here; "" where nothing would change for the better."""
        other = ask(question.text.casefold().translate(OTHER_KEYBOARD))
        if not CYRILLIC.search(question.text.casefold()) and other and all(map(self.knows, other.words)):
            return other.text
        better = {word: self.nearest(word) for word in question.words if not self.knows(word)}
        if not any(better.values()):
            return ""
        return WORD.sub(lambda match: better.get(fold(match[0])) or match[0], question.text)

    def knows(self, word: str) -> bool:
        """In whatever form. Only words with the same beginning are looked up in the dictionary."""
        if word in self.counts:
            return True
        names = set(lemmas(word))
        return any(names & set(lemmas(other)) for other in self.counts if other[:2] == word[:2])

    def nearest(self, word: str) -> str:
        """Of the words with the fewest slips between them, the most frequent; "" where none is near."""
        most = 1 if len(word) <= 5 else 2
        near = [(slips(word, known, most), -count, known) for known, count in self.near(word, most)]
        return min((row for row in near if row[0] <= most), default=(0, 0, ""))[2]

    def near(self, word: str, most: int) -> Iterable[tuple[str, int]]:
        """Those worth comparing letter by letter: about as long, of about the same letters."""
        letters = frozenset(word)
        for known, count in self.counts.items():
            alike = abs(len(known) - len(word)) <= most and len(letters ^ self.letters[known]) <= 2 * most
            if alike and not is_small(known):
                yield known, count


def slips(one: str, other: str, most: int) -> int:
    """Letters left out, put in, mistaken or swapped with a neighbour; `most + 1` stands for all beyond `most`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, row, older = row, [i], before
        for j, against in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(*row, *above) > most:
            return most + 1
        before = above
    return row[-1]
