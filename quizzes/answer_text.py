"""When two short texts are the same answer: what people's keyboards do must not decide.

Wildcards are those of Moodle's short answers: `*` stands for any text, `\\*` for a star.
"""

import re
import unicodedata

APOSTROPHES = dict.fromkeys(map(ord, "’ʼ`‘′´ʹ＇ꞌ"), "'")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－⁃"), "-")
INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
PUNCTUATION = APOSTROPHES | DASHES | INVISIBLE
# Latin letters that look like Cyrillic ones, small and capital apart: "m" is no "м" to the eye, "M" is "М".
SMALL = str.maketrans("aceiopxykï", "асеіорхукї")
CAPITAL = str.maketrans("ABCEHIKMOPTXYÏ", "АВСЕНІКМОРТХУЇ")
# With case folded away a small letter may have been a capital one.
FOLDED = SMALL | str.maketrans("bhmt", "внмт")
STAR = "\ue000"  # a private character in the place of an escaped star


def fold(text: str, *, case_sensitive: bool = False) -> str:
    """The text as it is compared: NFC, one apostrophe, one dash, one space, no look-alikes, no full stop at the end."""
    text = unicodedata.normalize("NFC", text).translate(PUNCTUATION)
    if case_sensitive:
        text = text.translate(SMALL | CAPITAL)
    else:
        text = unicodedata.normalize("NFC", text.casefold()).translate(FOLDED)
    return " ".join(text.split()).rstrip(". ")


def is_same(given: str, accepted: str, *, case_sensitive: bool = False) -> bool:
    """Whether an answer is the accepted one, which may hold wildcards. Linear in the length of the answer."""
    pattern = fold(accepted.replace(r"\*", STAR), case_sensitive=case_sensitive)
    parts = [part.replace(STAR, "*") for part in re.split(r"\*+", pattern)]
    return has_parts(fold(given, case_sensitive=case_sensitive), parts)


def has_parts(text: str, parts: list[str]) -> bool:
    """Whether the text begins with the first part, ends with the last, and holds the others between, in order."""
    first, *middle = parts
    if not middle:
        return text == first
    last = middle.pop()
    if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
        return False
    place, end = len(first), len(text) - len(last)
    for part in middle:
        place = text.find(part, place, end)
        if place < 0:
            return False
        place += len(part)
    return True


def without_wildcards(accepted: str) -> str:
    """An accepted answer as one would say it to a learner."""
    return accepted.replace(r"\*", STAR).replace("*", "…").replace(STAR, "*")
