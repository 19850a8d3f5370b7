"""Text that a spreadsheet would take for a formula goes out behind an apostrophe, and comes back without it."""

import re

# A spreadsheet takes a text that begins so for a formula; so do some with the full-width signs.
STARTS = tuple("=+-@\t\r\n＝＋－＠")
INVISIBLE = " \u00a0\u200b\u2060\ufeff"
# XLSX is XML, and XML has no place for these.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_formula(text: str) -> bool:
    return text.lstrip(INVISIBLE).startswith(STARTS)


def shield(text: str) -> str:
    """With one apostrophe more where a formula would begin, also behind apostrophes that stand there already."""
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def unshield(text: str) -> str:
    """The reverse of `shield`."""
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text
