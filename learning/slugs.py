"""Ukrainian in Latin letters for addresses and file names: resolution 55 of the Cabinet of Ministers, 27.01.2010."""

import re

from django.utils.text import slugify

CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщюя"
LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia".split()  # noqa: SIM905
LETTERS = dict(zip(CYRILLIC, LATIN, strict=True))
# At the beginning of a word; elsewhere as above.
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
SILENT = "ьʼ’'"


def latin(text: str) -> str:
    """Lower case, soft sign and apostrophe left out, «зг» as zgh; what is not Ukrainian stays as it is."""
    text = "".join(character for character in text.lower() if character not in SILENT)
    text = text.replace("зг", "zgh")
    text = re.sub(r"\b[єїйюя]", lambda match: FIRST[match[0]], text)
    return "".join(LETTERS.get(character, character) for character in text)


def latin_slug(title: str) -> str:
    """A slug of ASCII letters, digits and hyphens, at most 60 long, never empty."""
    return slugify(latin(title))[:60].strip("-") or "page"
