"""A prompt in two parts: what stands in the legend, and what follows it."""

import re

FIRST_PARAGRAPH = re.compile(r"\s*<p>(?P<first>.*?)</p>(?P<rest>.*)", re.DOTALL)
BLOCK = re.compile(r"<(?:p|ul|ol|pre)>")


def split_prompt(html: str) -> tuple[str, str]:
    """(first paragraph as inline HTML, the rest) of clean HTML. Text without paragraphs is a first paragraph."""
    if match := FIRST_PARAGRAPH.fullmatch(html):
        return match["first"].strip(), match["rest"].strip()
    block = BLOCK.search(html)
    place = block.start() if block else len(html)
    return html[:place].strip(), html[place:].strip()
