"""What every page needs to know about the academy, without a query: cached until an editor changes something."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from courses.models import CourseIndexPage
from quizzes.translations import in_language, once_each

from . import addresses
from .models import AcademySettings, ConsultationPage, NewsIndexPage
from .models.site import FooterGroup
from .places import Places, draw_places

CACHE_KEY, DIGESTS_KEY = "academy", "academy-digests"
# Several processes with caches of their own agree again within a minute.
SECONDS = 60
MOST_KEPT = 50

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    # The language of the title, where it is not that of the interface.
    language: str = ""


@dataclass(frozen=True, slots=True)
class Academy:
    """Names and addresses for header, footer and letters, in one language of the interface."""

    name: str = ""
    issuer: str = ""
    contact_email: str = ""
    phone: str = ""
    address: str = ""
    home_url: str = "/"
    courses_url: str = "/"
    news_url: str = ""
    privacy_url: str = ""
    # The footer: pages about the organisation, and about the site itself.
    centre_links: tuple[Link, ...] = ()
    site_links: tuple[Link, ...] = ()
    # Where anybody asks for a consultation; empty where there is no such page.
    consultation_url: str = ""
    places: Places | None = None
    places_title: str = ""
    # Locale id -> language code: what a page is written in, without a query.
    locale_codes: Mapping[int, str] = field(default_factory=dict)


def academy_for(request: HttpRequest) -> Academy:
    """The academy of the site that was asked for. No query when cached."""
    return kept_for(request, CACHE_KEY, lambda: read_academy(Site.find_for_request(request)))


def academy_digest(request: HttpRequest) -> str:
    """Names what the academy is called just now: what was drawn with its names is kept under it."""
    return kept_for(request, DIGESTS_KEY, lambda: hashlib.sha256(repr(academy_for(request)).encode()).hexdigest())


def kept_for(request: HttpRequest, cache_key: str, read: Callable[[], T]) -> T:
    """By host and language."""
    key = (request.get_host(), get_language())
    kept = cache.get(cache_key, {})
    if key not in kept:
        kept = {key: read(), **dict(list(kept.items())[: MOST_KEPT - 1])}
        cache.set(cache_key, kept, SECONDS)
    return kept[key]


def forget_academy() -> None:
    cache.delete_many([CACHE_KEY, DIGESTS_KEY])


def read_academy(site: Site | None) -> Academy:
    """Read anew: about ten queries."""
    if site is None:
        return Academy(name=settings.WAGTAIL_SITE_NAME)
    row = AcademySettings.of_site(site)
    here = below(site)
    index = in_language(CourseIndexPage.objects.filter(here).live())
    news = in_language(NewsIndexPage.objects.filter(here).live().public())
    consultation = in_language(ConsultationPage.objects.filter(here).live().public())
    footer = footer_pages(site)
    about_site = footer.filter(Q(standardpage__footer_group=FooterGroup.SITE) | Q(glossarypage__isnull=False))
    return Academy(
        name=row.wording("name") or settings.WAGTAIL_SITE_NAME,
        issuer=row.wording("issuer"),
        contact_email=row.contact_email,
        phone=row.phone,
        address=row.address,
        home_url=url_of(site.root_page),
        courses_url=url_of(index) or url_of(site.root_page),
        news_url=url_of(news),
        privacy_url=url_of(privacy_page(row)),
        centre_links=tuple(links_to(footer.exclude(pk__in=about_site.values("pk")))),
        site_links=tuple(links_to(about_site)),
        consultation_url=url_of(consultation),
        places=draw_places([name.strip() for name in row.places.splitlines() if name.strip()]),
        places_title=row.wording("places_title"),
        locale_codes=dict(Locale.objects.values_list("pk", "language_code")),
    )


def privacy_page(row: AcademySettings) -> Page | None:
    chosen = row.privacy_page
    return in_language(chosen.get_translations(inclusive=True).live()) if chosen else None


def below(site: Site) -> Q:
    """Below the site's front page in any of its languages."""
    roots = site.root_page.get_translations(inclusive=True).values_list("path", flat=True)
    return reduce(or_, (Q(path__startswith=path) for path in roots))


def footer_pages(site: Site) -> PageQuerySet:
    """Every page shown in menus but the catalogue, which the header has. In the order of the tree, each once."""
    pages = Page.objects.filter(below(site)).live().in_menu().not_type(CourseIndexPage)
    return once_each(pages).select_related("locale").order_by("path")


def links_to(pages: Iterable[Page]) -> Iterable[Link]:
    for page in pages:
        language = page.locale.language_code
        yield Link(page.title, url_of(page), "" if language == get_language() else language)


def url_of(page: Page | None) -> str:
    """The page's path under the language of the interface: an untranslated page is served there too."""
    return addresses.in_language(page.url or "/", get_language()) if page else ""
