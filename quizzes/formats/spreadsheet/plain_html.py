"""Clean HTML as a trainer would type it: bare paragraphs as text, everything else as it is."""

import re
from html import unescape

from quizzes.formats.gift.texts import FormattedText, to_html

_PARAGRAPHS = re.compile(r"(?:<p>(?:(?!</?p>)(?!<(?!br>)).)*</p>)+", re.DOTALL)


def as_typed(html: str) -> str:
    """The text that reads as this HTML: without tags where it can be, for people to read and change."""
    if not _PARAGRAPHS.fullmatch(html):
        return html
    text = unescape(html.replace("</p><p>", "\n\n").removeprefix("<p>").removesuffix("</p>").replace("<br>", "\n"))
    return text if to_html(FormattedText(text.strip(), "moodle")) == html else html
