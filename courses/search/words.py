"""Words of a text: where each stands, and how it is compared. What keyboards do must not decide."""

import re
import unicodedata

from quizzes.answer_text import APOSTROPHES, FOLDED, INVISIBLE

LETTER = r"[^\W_]"
INSIDE = "".join(map(re.escape, map(chr, APOSTROPHES))) + "'"
# Stress marks and soft hyphens stand within words too.
MARKS = "\u0300-\u036f" + "".join(map(chr, INVISIBLE))
WORD = re.compile(rf"{LETTER}(?:{LETTER}|[{MARKS}]|[{INSIDE}](?={LETTER}))*")
CYRILLIC = re.compile("[а-яєіїґ]")
STRESS = dict.fromkeys(range(0x300, 0x370))  # what no letter took up
PLAIN = APOSTROPHES | INVISIBLE | STRESS

# They stand in every text, so they tell nothing about one, and a question asked in a sentence is full of them.
UKRAINIAN = """
    а або адже аж але б без би бо був була були було бути в ви від він вона вони воно все всі й до для є ж же з за зі
    із і його її їх йому ким кого коли кому котра котрий край крім куди лише ли ми між може можна мені на над навіть
    нам нас не неї нею ним них ні но о об один от отже перед під по понад при про проте раз саме сам свій себе
    собі та так така таке такі такий там те тим тих ті тільки то тобто того той тоді тому ту тут ти у хіба хто хоч хоча
    це цей ця ці цим цих цього через чи чий чим чого чому ще що щоб щодо я яка яке який які яких якого якщо як якої
    якій якою яким
"""
ENGLISH = """
    a about an and are as at be by can do does for from how i if in is it its my of on or our that the their there this
    to was we what when where which who why will with you your
"""
SMALL_WORDS = frozenset(f"{UKRAINIAN} {ENGLISH}".split())


def fold(word: str) -> str:
    """A word as it is compared: one case, one apostrophe, no stress marks, no Latin letters among Cyrillic ones."""
    word = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold()).translate(PLAIN)
    return word.translate(FOLDED) if CYRILLIC.search(word) else word


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order; of «е-петиція» and «280/97-ВР» each part."""
    return [fold(word) for word in WORD.findall(text)]


def is_small(word: str) -> bool:
    return word in SMALL_WORDS
