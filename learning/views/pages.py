"""Pages by their address in one query, then Wagtail's own serve with all its hooks.

Stock routing walks down the tree, a query a level. Here the page is looked up by its path and handed to Wagtail as its
routing result. Whatever is not found so is routed by Wagtail as usual.
"""

from functools import cache
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache as store
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from courses.models import CoursePage
from learning.lesson_bodies import DAY, RELEASE
from learning.prepared import Prepared, Slot

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
    """One query for a lesson or a course that is kept, one more for any other page."""
    paths = {item.language_code: item.root_path for item in Site.get_site_root_paths() if item.site_id == site.pk}
    root_path = paths.get(get_language(), site.root_page.url_path)
    url_path = root_path + "".join(f"{part}/" for part in path.split("/") if part)
    row = BY_ADDRESS.first(url_path=url_path)
    if row is None:
        return None
    page = kept(url_path, *row)
    if page and not any_page_restricted():
        page.get_view_restrictions = list
    return page


def pages_by_address() -> QuerySet:
    """Which page it is, where it stands, and the stamps of its content: the lesson's, the course's, its course's."""
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    course_above = CoursePage.objects.filter(path=above).values("outline_stamp")
    address = Slot("url_path", Page._meta.get_field("url_path"))
    stamps = ("lessonpage__body_stamp", "coursepage__outline_stamp", Subquery(course_above))
    return Page.objects.live().filter(url_path=address).values_list("pk", "path", "content_type_id", *stamps)


BY_ADDRESS = Prepared(pages_by_address)


def kept(url_path: str, pk: int, path: str, content_type_id: int, *stamps: UUID | None) -> Page | None:
    """The page itself, without its bodies. Stamps that are still the same say that nothing of it has changed."""
    lesson_stamp, course_stamp, _ = stamps
    if not (lesson_stamp or course_stamp):
        return read_page(pk, content_type_id)
    key = f"page:{pk}:{path}:{url_path}:{':'.join(map(str, stamps))}:{RELEASE}"
    page = store.get(key)
    if page is None and (page := read_page(pk, content_type_id)):
        page.stamps = stamps
        store.set(key, page, DAY)
    return page


def read_page(pk: int, content_type_id: int) -> Page | None:
    model = ContentType.objects.get_for_id(content_type_id).model_class() or Page
    return model._default_manager.defer(*bodies_of(model)).filter(pk=pk).first()


@cache
def bodies_of(model: type[Page]) -> tuple[str, ...]:
    """They are read only when something has to be rendered."""
    return tuple(field.name for field in model._meta.local_fields if isinstance(field, StreamField))


def any_page_restricted() -> bool:
    answer = store.get(RESTRICTED)
    if answer is None:
        answer = PageViewRestriction.objects.exists()
        store.set(RESTRICTED, answer, 60)
    return answer


def forget_sites_and_restrictions(**_: object) -> None:
    store.delete_many([SITES, RESTRICTED])
