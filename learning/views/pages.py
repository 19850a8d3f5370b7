"""Pages by their address in one query, then Wagtail's own serve with all its hooks.

Stock routing walks down the tree, a query a level. Here the page is looked up by its path and handed to Wagtail as its
routing result. Whatever is not found so is routed by Wagtail as usual.

An address leads to the page in the language of the interface; to a page of another language where there is none in
this one. Where there is one under another address, that is where the visitor is sent.
"""

from copy import copy
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache as store
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from courses.models import CoursePage
from learning.page_urls import page_url
from learning.prepared import Prepared, Slot
from learning.shelf import Shelf

GROUND = "learning.ground"


@dataclass(frozen=True, slots=True)
class Ground:
    """The one site of a one-site academy: where its trees begin, and whether any page is restricted."""

    site: Site
    # Language code -> the path of the page where the site begins in that language.
    roots: dict[str, str]
    is_restricted: bool


def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    if ground := only_ground():
        request._wagtail_site = ground.site
        found = find_page(ground, path)
        if isinstance(found, str):
            return redirect(with_query(page_url(found), request))
        if found:
            request._wagtail_route_for_request = RouteResult(found)
    return wagtail_serve(request, path)


def with_query(url: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{url}?{query}" if query else url


def only_ground() -> Ground | None:
    """Nothing where there are several sites and Wagtail has to choose by host. No query when kept."""
    grounds = store.get(GROUND)
    if grounds is None:
        grounds = [read_ground(site) for site in Site.objects.select_related("root_page")[:2]]
        store.set(GROUND, grounds, 60)
    return grounds[0] if len(grounds) == 1 else None


def read_ground(site: Site) -> Ground:
    roots = {item.language_code: item.root_path for item in Site.get_site_root_paths() if item.site_id == site.pk}
    default = {code: site.root_page.url_path for code, _ in settings.LANGUAGES}
    return Ground(site, {**default, **roots}, PageViewRestriction.objects.exists())


def forget_ground(**_: object) -> None:
    store.delete(GROUND)


def forget_roots(instance: Page, **_: object) -> None:
    """A page under the root of the tree may be where the site begins in one more language."""
    if isinstance(instance, Page) and (instance.depth or 0) <= 2:
        forget_ground()


def find_page(ground: Ground, path: str) -> Page | str | None:
    """The page, or the tree path of its translation into the language of the interface.

    One query for a lesson or a course that is kept, one more for any other page.
    """
    language = get_language()
    tail = "".join(f"{part}/" for part in path.split("/") if part)
    own, other = (ground.roots[code] + tail for code in (language, other_language(language)))
    rows = BY_ADDRESS.rows(own=own, other=other, language=language)
    if not rows:
        return None
    url_path, elsewhere, *row = next((row for row in rows if row[0] == own), rows[0])
    if elsewhere:
        return elsewhere
    page = kept(url_path, *row)
    if page and not ground.is_restricted:
        page.get_view_restrictions = list
    return page


def other_language(language: str) -> str:
    """The interface speaks two."""
    return next((code for code, _ in settings.LANGUAGES if code != language), language)


def pages_by_address() -> QuerySet:
    """Its address, that of its translation, which page it is, where it stands, and the stamps of its content: the
    lesson's, the course's, its course's."""
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    course_above = CoursePage.objects.filter(path=above).values("outline_stamp")
    own, other = (Slot(name, Page._meta.get_field("url_path")) for name in ("own", "other"))
    language = Slot("language", Locale._meta.get_field("language_code"))
    translations = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    elsewhere = translations.exclude(pk=OuterRef("pk")).values("url_path")[:1]
    stamps = ("lessonpage__body_stamp", "coursepage__outline_stamp", Subquery(course_above))
    return (
        Page.objects.live()
        .filter(Q(url_path=own) | Q(url_path=other))
        .values_list("url_path", Subquery(elsewhere), "pk", "path", "content_type_id", *stamps)
    )


BY_ADDRESS = Prepared(pages_by_address)
PAGES: Shelf[Page | None] = Shelf(most=500)


def kept(url_path: str, pk: int, path: str, content_type_id: int, *stamps: UUID | None) -> Page | None:
    """The page itself, without its bodies. Stamps that are still the same say that nothing of it has changed."""
    lesson_stamp, course_stamp, _ = stamps
    if not (lesson_stamp or course_stamp):
        return read_page(pk, content_type_id)
    page = PAGES.get((pk, path, url_path, *stamps), lambda: read_page(pk, content_type_id))
    page = copy(page)  # what happens to it during a request is not kept
    if page:
        page.stamps = stamps
    return page


def read_page(pk: int, content_type_id: int) -> Page | None:
    model = ContentType.objects.get_for_id(content_type_id).model_class() or Page
    return model._default_manager.defer(*bodies_of(model)).filter(pk=pk).first()


@cache
def bodies_of(model: type[Page]) -> tuple[str, ...]:
    """They are read only when something has to be rendered."""
    return tuple(field.name for field in model._meta.local_fields if isinstance(field, StreamField))
