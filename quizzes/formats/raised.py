"""Raised and lowered text as signs: where only plain text is kept, 10<sup>2</sup> would else read 102."""

import re

_RAISED = re.compile(r"<(sup|sub)\b[^>]*>([^<>]*)</\1\s*>", re.IGNORECASE)
_SIGNS = {
    "sup": str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
_MARKS = {"sup": "^", "sub": "_"}


def in_signs(html: str) -> str:
    """The HTML with «²» for `<sup>2</sup>`, and with «^(k+1)» where there are no signs."""
    return _RAISED.sub(_sign, html)


def _sign(found: re.Match[str]) -> str:
    tag, text = found[1].lower(), found[2].strip()
    signs = text.translate(_SIGNS[tag])
    if all(old != new for old, new in zip(text, signs, strict=True)):
        return signs
    return _MARKS[tag] + (text if len(text) == 1 else f"({text})")
