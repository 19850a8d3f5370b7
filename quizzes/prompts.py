"""A prompt in two parts: what stands in the legend, and what follows it."""

import re

from .picture_tags import TAG

FIRST_PARAGRAPH = re.compile(r"\s*<p>(?P<first>.*?)</p>(?P<rest>.*)", re.DOTALL)
BLOCK = re.compile(r"<(?:(?:p|ul|ol|pre)>|embed\b|img\b)")


def split_prompt(html: str) -> tuple[str, str]:
    """(first paragraph as inline HTML, the rest) of clean HTML. Text without paragraphs is a first paragraph.

    Pictures above it follow it: a legend is words.
    """
    pictures, html = leading_pictures(html)
    first, rest = split_text(html)
    return first, f"{pictures}{rest}"


def leading_pictures(html: str) -> tuple[str, str]:
    start = 0
    while match := TAG.match(html, start):
        start = match.end()
    return html[:start], html[start:]


def split_text(html: str) -> tuple[str, str]:
    if match := FIRST_PARAGRAPH.fullmatch(html):
        return match["first"].strip(), match["rest"].strip()
    block = BLOCK.search(html)
    place = block.start() if block else len(html)
    return html[:place].strip(), html[place:].strip()
