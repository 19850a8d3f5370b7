"""The newest news for feed readers: RSS, and Atom with the same items."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from wagtail.models import Site

from .academy import academy_for, url_of
from .models import NewsPage

MOST = 20


class NewsFeed(Feed):
    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return _("News: %(name)s") % {"name": academy_for(request).name}

    def link(self, request: HttpRequest) -> str:
        academy = academy_for(request)
        return academy.news_url or academy.home_url

    def description(self, request: HttpRequest) -> str:
        return academy_for(request).issuer

    subtitle = description

    def author_name(self, request: HttpRequest) -> str:
        academy = academy_for(request)
        return academy.issuer or academy.name

    def items(self, request: HttpRequest) -> QuerySet[NewsPage]:
        site = Site.find_for_request(request)
        return NewsPage.newest().descendant_of(site.root_page)[:MOST] if site else NewsPage.objects.none()

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return f"{item.happened}. {item.lede}" if item.happened else item.lede

    def item_link(self, item: NewsPage) -> str:
        return url_of(item)

    def item_guid(self, item: NewsPage) -> str:
        """Of the page, whatever its address will be; the same in either feed and language."""
        return f"urn:uuid:{item.translation_key}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: NewsPage) -> datetime:
        """When it was put on the site. Before that, as for an item saved by a script: noon of its day."""
        return item.first_published_at or make_aware(datetime.combine(item.date, time(12)))

    def item_updateddate(self, item: NewsPage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)


class NewsAtomFeed(NewsFeed):
    feed_type = Atom1Feed
