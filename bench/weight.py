"""What a browser fetches on its first visit to a page, and how many bytes that is on the way."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

URL_IN_CSS = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)""")
# What <link> makes a browser fetch; the others (canonical, alternate…) only say something.
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


@dataclass(frozen=True, slots=True)
class Fetched:
    url: str
    raw: int
    sent: int


@dataclass(frozen=True, slots=True)
class Visit:
    files: tuple[Fetched, ...]
    strangers: tuple[str, ...]

    @property
    def raw(self) -> int:
        return sum(file.raw for file in self.files)

    @property
    def sent(self) -> int:
        return sum(file.sent for file in self.files)


class Links(HTMLParser):
    """Addresses of all that a page makes a browser fetch by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and FETCHED_LINKS.isdisjoint((given.get("rel") or "").split()):
            return
        names = {"link": ("href",), "use": ("href",), "image": ("href",)}.get(tag, ("src", "poster"))
        self.found += [given[name] or "" for name in names if given.get(name)]
        if given.get("srcset"):  # a browser takes one of them; the first is as good as any
            self.found.append((given["srcset"] or "").split()[0])


Fetch = Callable[[str], tuple[bytes, int]]


def first_visit(url: str, fetch: Fetch) -> Visit:
    """`fetch` gives a file's content and its bytes as sent. Files of other hosts are named, not fetched."""
    files: dict[str, Fetched] = {}
    strangers: set[str] = set()
    waiting = [url]
    while waiting:
        address = waiting.pop()
        if urlsplit(address).netloc:
            strangers.add(address)
        elif address not in files:
            content, sent = fetch(address)
            files[address] = Fetched(address, len(content), sent)
            waiting += links_in(address, content)
    return Visit(tuple(files.values()), tuple(sorted(strangers)))


def links_in(address: str, content: bytes) -> Iterator[str]:
    found: Iterable[str] = ()
    if address.endswith(".css"):
        found = URL_IN_CSS.findall(content.decode())
    elif content.lstrip().lower().startswith(b"<!doctype html"):
        found = Links(content.decode()).found
    for link in found:
        if not link.startswith("data:"):
            yield urldefrag(urljoin(address, link)).url


def fetch_with(client: Client, encoding: str) -> Fetch:
    """The content as it is, and the bytes the server sends to a browser that takes this encoding."""

    def fetch(url: str) -> tuple[bytes, int]:
        return body(client, url), len(body(client, url, HTTP_ACCEPT_ENCODING=encoding))

    return fetch


def body(client: Client, url: str, **headers: str) -> bytes:
    response = client.get(url, **headers)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return b"".join(response)
