"""Pages by their address in one query, then Wagtail's own serve with all its hooks.

Stock routing walks down the tree, a query a level. Here the page is looked up by its path together with its specific
row, and handed to Wagtail as its routing result. Whatever is not found so is routed by Wagtail as usual.
"""

from functools import cache

from django.core.cache import cache as store
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

SITES = "learning.sites"
RESTRICTED = "learning.any_page_restricted"


def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    request._wagtail_site = only_site()
    if not request._wagtail_site:
        del request._wagtail_site
    elif page := find_page(request._wagtail_site, path):
        request._wagtail_route_for_request = RouteResult(page)
    return wagtail_serve(request, path)


def only_site() -> Site | None:
    """The one site of a one-site academy; nothing where there are several and Wagtail has to choose by host."""
    sites = store.get(SITES)
    if sites is None:
        sites = list(Site.objects.select_related("root_page")[:2])
        store.set(SITES, sites, 60)
    return sites[0] if len(sites) == 1 else None


def find_page(site: Site, path: str) -> Page | None:
    paths = {item.language_code: item.root_path for item in Site.get_site_root_paths() if item.site_id == site.pk}
    root_path = paths.get(get_language(), site.root_page.url_path)
    url_path = root_path + "".join(f"{part}/" for part in path.split("/") if part)
    links, deferred = specific_links()
    page = Page.objects.live().filter(url_path=url_path).select_related(*links).defer(*deferred).first()
    if page is None:
        return None
    specific = getattr(page, page.cached_content_type.model, None)
    if specific is None:
        return page.specific
    if not any_page_restricted():
        specific.get_view_restrictions = list
    return specific


@cache
def specific_links() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The joins that reach every page type's own table, and the bodies that are read only when they are not cached."""
    models = [model for model in get_page_models() if model._meta.pk.remote_field and model is not Page]
    links = [model._meta.pk.remote_field.get_accessor_name() for model in models]
    bodies = [
        f"{link}__{field.name}"
        for link, model in zip(links, models, strict=True)
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]
    return tuple(links), tuple(bodies)


def any_page_restricted() -> bool:
    answer = store.get(RESTRICTED)
    if answer is None:
        answer = PageViewRestriction.objects.exists()
        store.set(RESTRICTED, answer, 60)
    return answer


def forget_sites_and_restrictions(**_: object) -> None:
    store.delete_many([SITES, RESTRICTED])
