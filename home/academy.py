"""What every page needs to know about the academy, without a query: cached until an editor changes something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from courses.models import CourseIndexPage

from .addresses import in_language
from .models import AcademySettings, StandardPage
from .places import Places, draw_places

CACHE_KEY = "academy"
# Several processes with caches of their own agree again within a minute.
SECONDS = 60
MOST_KEPT = 50


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
    home_url: str = "/"
    courses_url: str = "/"
    privacy_url: str = ""
    links: tuple[Link, ...] = ()
    places: Places | None = None
    places_title: str = ""
    # Locale id -> language code: what a page is written in, without a query.
    locale_codes: Mapping[int, str] = field(default_factory=dict)


def academy_for(request: HttpRequest) -> Academy:
    """The academy of the site that was asked for. No query when cached."""
    key = (request.get_host(), get_language())
    kept = cache.get(CACHE_KEY, {})
    if key not in kept:
        kept = {key: read_academy(Site.find_for_request(request)), **dict(list(kept.items())[: MOST_KEPT - 1])}
        cache.set(CACHE_KEY, kept, SECONDS)
    return kept[key]


def forget_academy() -> None:
    cache.delete(CACHE_KEY)


def read_academy(site: Site | None) -> Academy:
    """Read anew: about seven queries."""
    if site is None:
        return Academy(name=settings.WAGTAIL_SITE_NAME)
    row = AcademySettings.of_site(site)
    index = CourseIndexPage.objects.live().descendant_of(site.root_page).first()
    return Academy(
        name=row.wording("name") or settings.WAGTAIL_SITE_NAME,
        issuer=row.wording("issuer"),
        contact_email=row.contact_email,
        home_url=url_of(site.root_page),
        courses_url=url_of(index) or url_of(site.root_page),
        privacy_url=url_of(row.privacy_page) if row.privacy_page and row.privacy_page.live else "",
        links=tuple(links_to(footer_pages(site))),
        places=draw_places([name.strip() for name in row.places.splitlines() if name.strip()]),
        places_title=row.wording("places_title"),
        locale_codes=dict(Locale.objects.values_list("pk", "language_code")),
    )


def footer_pages(site: Site) -> Iterable[Page]:
    return StandardPage.objects.live().in_menu().descendant_of(site.root_page).select_related("locale")


def links_to(pages: Iterable[Page]) -> Iterable[Link]:
    for page in pages:
        language = page.locale.language_code
        yield Link(page.title, url_of(page), "" if language == get_language() else language)


def url_of(page: Page | None) -> str:
    """The page's path under the language of the interface: an untranslated page is served there too."""
    return in_language(page.url or "/", get_language()) if page else ""
