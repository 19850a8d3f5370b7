"""All pages that links lead to, from the addresses given on: what each says and which places it has."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

LINK = re.compile(r"<a\s[^>]*?href=\"([^\"]*)\"")
PLACE = re.compile(r"\sid=\"([^\"]+)\"")
# Doors to rooms of their own, which have tests of their own.
CLOSED = ("/cms/", "/accounts/")


def crawl(addresses: Iterable[str]) -> dict[str, str]:
    """Address -> HTML, "" for what is no page of HTML. Raises AssertionError where a link leads nowhere."""
    client, waiting, found = Client(), sorted(addresses), {}
    while waiting:
        if (address := waiting.pop()) not in found:
            response = client.get(address, follow=True)
            assert response.status_code == 200, f"{address}: {response.status_code}"
            found[address] = response.content.decode() if response["Content-Type"].startswith("text/html") else ""
            waiting += [link for link, _place in links_in(address, found[address])]
    return found


def links_in(address: str, html: str) -> Iterator[tuple[str, str]]:
    """(address, place in it) of every link that stays on the site."""
    for link in LINK.findall(html):
        target, place = urldefrag(urljoin(address, unescape(link)))
        if not urlsplit(target).netloc and not urlsplit(target).scheme and not target.startswith(CLOSED):
            yield target or address, place


def missing_places(pages: dict[str, str]) -> set[str]:
    """Links into a page to a place it does not have."""
    places = {address: {*PLACE.findall(html), ""} for address, html in pages.items()}
    links = {(target, place) for address, html in pages.items() for target, place in links_in(address, html)}
    return {f"{target}#{place}" for target, place in links if pages[target] and place not in places[target]}
