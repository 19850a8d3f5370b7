"""The order of the Ukrainian alphabet. The codes of its letters do not follow it: ґ, є, і and ї stand apart."""

LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
PLACES = {letter: place for place, letter in enumerate(LETTERS)}
SILENT = "'’ʼ"


def ukrainian_key(text: str) -> list[tuple[int, int]]:
    """To sort by. Case and apostrophes make no difference; spaces and digits come before letters, Latin ones after."""
    return [place_of(sign) for sign in text.casefold() if sign not in SILENT]


def place_of(sign: str) -> tuple[int, int]:
    if sign in PLACES:
        return (1, PLACES[sign])
    return (2, ord(sign)) if sign.isalpha() else (0, ord(sign))


def first_letter(text: str) -> str:
    """The capital a word stands under in an index; “#” for a digit."""
    letter = next((sign for sign in text if sign.isalnum()), "")
    return letter.upper() if letter.isalpha() else "#"
