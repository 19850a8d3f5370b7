"""What search engines may find: the pages of the site in all its languages."""

from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from home.academy import below


class PagesSitemap(Sitemap):
    """Wagtail's own holds the main language alone."""

    def items(self) -> QuerySet[Page]:
        pages = Page.objects.filter(below(self.get_wagtail_site())).live().public()
        return pages.order_by("path").defer_streamfields().specific()
