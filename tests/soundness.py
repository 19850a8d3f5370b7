"""What is wrong with the structure of a page: what a screen reader, a keyboard or a strict policy would trip over.

Cheap checks of the HTML alone. Colours, sizes and the order of focus need a browser and eyes.
"""

import json
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

DATA = '[type="application/ld+json"]'
UNSEEN = ["hidden", "submit", "image", "button"]
LANDMARKS = {"header.site-header": 1, "main#main": 1, "footer.site-footer": 1, "a.skip[href='#main']": 1}
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def faults(html: str) -> list[str]:
    """One line for each fault, empty for a sound page."""
    page = BeautifulSoup(html, "html.parser")
    return [fault for check in CHECKS for fault in check(page)]


def language_and_title(page: BeautifulSoup) -> Iterator[str]:
    if page.html.get("lang") not in ("uk", "en"):
        yield "no language"
    if not page.title or not words(page.title).strip("· "):
        yield "no title"


def landmarks(page: BeautifulSoup) -> Iterator[str]:
    for selector, count in LANDMARKS.items():
        if len(page.select(selector)) != count:
            yield f"{selector}: {len(page.select(selector))}"
    for nav in page.select("nav"):
        if not name_of(nav, page):
            yield "a nav without a name"


def headings(page: BeautifulSoup) -> Iterator[str]:
    levels = [HEADINGS.index(heading.name) + 1 for heading in page.find_all(HEADINGS)]
    if levels.count(1) != 1:
        yield f"h1: {levels.count(1)}"
    for above, below in zip(levels, levels[1:], strict=False):
        if below > above + 1:
            yield f"h{above} followed by h{below}"
    yield from (f"an empty {heading.name}" for heading in page.find_all(HEADINGS) if not words(heading))


def identities(page: BeautifulSoup) -> Iterator[str]:
    counts = Counter(tag["id"] for tag in page.select("[id]"))
    yield from (f"id {name} is there {count} times" for name, count in counts.items() if count > 1)
    for tag in page.select("[aria-labelledby], [aria-describedby], label[for]"):
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            for name in (tag.get(attribute) or "").split():
                if name not in counts:
                    yield f"{tag.name}: {attribute} leads to {name}, which is not there"


def controls(page: BeautifulSoup) -> Iterator[str]:
    for control in page.select("input, select, textarea"):
        if control.get("type") not in UNSEEN and not label_of(control, page):
            yield f"no label: {control.get('name')}"
    for tag in page.select("a[href], button, summary"):
        if not name_of(tag, page):
            yield f"no name: {str(tag)[:80]}"
    for group in page.select("fieldset"):
        if not group.legend or not words(group.legend):
            yield "a fieldset without a legend"


def pictures(page: BeautifulSoup) -> Iterator[str]:
    yield from (f"no alt: {picture.get('src')}" for picture in page.select("img:not([alt])"))
    for drawing in page.select('svg:not([aria-hidden="true"], [aria-hidden="true"] *)'):
        if not (drawing.get("role") == "img" and name_of(drawing, page)):
            yield f"a drawing neither hidden nor named: {str(drawing)[:60]}"


def nothing_inline(page: BeautifulSoup) -> Iterator[str]:
    yield from (f"style in {tag.name}" for tag in page.select("[style]"))
    yield from (f"<{tag.name}> in the page" for tag in page.select(f"style, script:not([src]):not({DATA})"))
    for tag in page.find_all(True):
        yield from (f"{name} in {tag.name}" for name in tag.attrs if name.startswith("on"))


def data_that_can_be_read(page: BeautifulSoup) -> Iterator[str]:
    """What stands in the page for search engines is data and nothing else: browsers run no script of that type."""
    for tag in page.select(f"script{DATA}"):
        try:
            if "@type" not in json.loads(tag.string):
                yield "data that does not say what it is"
        except ValueError:
            yield f"data that is no JSON: {tag.string[:60]}"


def nothing_from_elsewhere(page: BeautifulSoup) -> Iterator[str]:
    """Links may lead anywhere; what a page loads, or sends a form to, comes from here."""
    for selector, attribute in (("[src]", "src"), ("link[rel=stylesheet], link[rel=icon]", "href"), ("form", "action")):
        for tag in page.select(selector):
            if urlsplit(tag.get(attribute) or "").netloc:
                yield f"{tag.name} from elsewhere: {tag[attribute]}"


def no_template_left(page: BeautifulSoup) -> Iterator[str]:
    text = page.get_text()
    yield from (f"{sign} in the text" for sign in ("{{", "{%", "%%", "None") if sign in text)


def words(tag: Tag) -> str:
    """All its text; `get_text` leaves out what stands in a <template>."""
    return "".join(tag.find_all(string=True)).strip()


def label_of(control: Tag, page: BeautifulSoup) -> str:
    label = control.find_parent("label") or page.select_one(f'label[for="{control.get("id", "")}"]')
    return name_of(control, page) or (words(label) if label else "")


def name_of(tag: Tag, page: BeautifulSoup) -> str:
    """What a screen reader would say: near enough to the standard for pages that use its simple ways only."""
    named = [page.find(id=name) for name in (tag.get("aria-labelledby") or "").split()]
    said = "".join(words(found) for found in named if found)
    return said or tag.get("aria-label") or ("" if tag.name in ("nav", "select") else words(tag))


CHECKS = [
    language_and_title,
    landmarks,
    headings,
    identities,
    controls,
    pictures,
    nothing_inline,
    data_that_can_be_read,
    nothing_from_elsewhere,
    no_template_left,
]
