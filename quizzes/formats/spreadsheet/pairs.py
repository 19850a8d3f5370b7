r"""A pair in one cell: `left → right`, an arrow of any kind between; nothing before it for an extra right side.

Only the first arrow parts; one that belongs to the left side stands behind a backslash, as does a backslash there.
"""

import re

ARROW = "→"
_ARROW = r"→|⟶|->|=>|–>|—>"
_PARTS = re.compile(rf"((?:\\\\|\\(?={_ARROW})(?:{_ARROW})|(?!{_ARROW}).)*)({_ARROW})?(.*)", re.DOTALL)
_ESCAPABLE = re.compile(rf"\\|{_ARROW}")
_ESCAPED = re.compile(rf"\\(\\|{_ARROW})")


def split_pair(text: str) -> tuple[str, str, str]:
    """(left, arrow, right); the arrow is "" where there is none."""
    left, arrow, right = _PARTS.fullmatch(text).groups()
    return _ESCAPED.sub(r"\1", left.strip()), arrow or "", right.strip()


def join_pair(left: str, right: str) -> str:
    return f"{_ESCAPABLE.sub(lambda match: chr(92) + match[0], left)} {ARROW} {right}".strip()
