"""What a page says to those who share it, to their networks, and to search engines."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import CoursePage
from home.addresses import in_language
from home.models import NewsPage
from home.structured_data import breadcrumbs, course_data, news_data

register = template.Library()

# Where the words for a list of results stand: the first that says something.
DESCRIPTIONS = ("search_description", "summary", "goal", "lede")
LONGEST = 300
PICTURE, SIZE = "look/share.png", (1200, 630)
TERRITORIES = {"uk": "uk_UA", "en": "en_GB"}


@register.simple_tag
def description_of(page: Page | None) -> str:
    said = (getattr(page, name, "") for name in DESCRIPTIONS)
    return next((" ".join(words.split())[:LONGEST] for words in said if words), "")


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    width: int
    height: int
    alt: str = ""


@register.inclusion_tag("home/includes/card.html", takes_context=True)
def card(context: template.Context) -> dict[str, Any]:
    """The card that a network draws for a link to a page of the site; for anything else there is none."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, Page) or not page.pk or request is None:
        return {}
    language = language_of(context, page)
    return {
        "title": page.seo_title or page.title,
        "description": description_of(page),
        "url": address_of(request, language),
        "kind": "article" if isinstance(page, NewsPage) else "website",
        "site_name": context["academy"].name,
        "territory": TERRITORIES.get(language, ""),
        "picture": picture_of(page, request),
    }


def picture_of(page: Page, request: HttpRequest) -> Picture:
    """A news item's own picture, or else the drawing of the academy."""
    if isinstance(page, NewsPage) and page.picture:
        drawn = page.picture.get_rendition(f"fill-{SIZE[0]}x{SIZE[1]}|format-jpeg")
        return Picture(request.build_absolute_uri(drawn.url), drawn.width, drawn.height, page.picture_alt)
    return Picture(request.build_absolute_uri(static(PICTURE)), *SIZE)


def language_of(context: template.Context, page: Page) -> str:
    return context["academy"].locale_codes.get(page.locale_id) or get_language()


def address_of(request: HttpRequest, language: str) -> str:
    return request.build_absolute_uri(in_language(request.path, language))


# --- structured data ----------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def data_of_course(context: template.Context, course: CoursePage) -> SafeString:
    language = language_of(context, course)
    url = address_of(context["request"], language)
    return data_block(course_data(course, url=url, language=language, academy=context["academy"]))


@register.simple_tag(takes_context=True)
def data_of_news(context: template.Context, news: NewsPage) -> SafeString:
    request, language = context["request"], language_of(context, news)
    picture = picture_of(news, request).url
    url = address_of(request, language)
    return data_block(news_data(news, url=url, language=language, academy=context["academy"], picture=picture))


@register.simple_tag(takes_context=True)
def data_of_crumbs(context: template.Context, *pairs: str) -> SafeString:
    """{% data_of_crumbs title url title url %}; the last one may leave out its address: it is this page."""
    request = context["request"]
    titles, urls = pairs[::2], [*pairs[1::2], *[request.path] * (len(pairs) % 2)]
    return data_block(
        breadcrumbs([(title, request.build_absolute_uri(url)) for title, url in zip(titles, urls, strict=True)])
    )


def data_block(data: dict[str, Any]) -> SafeString:
    """Data, not a script: browsers never run it, and so the policy lets it stand. Escaped as Django's `json_script`."""
    html = json_script(data, encoder=Compact)
    return mark_safe(html.replace('type="application/json"', 'type="application/ld+json"', 1))  # noqa: S308


class Compact(DjangoJSONEncoder):
    """Ukrainian letters as they are: six bytes fewer for each."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})


# --- sharing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    name: str
    url: str


@register.inclusion_tag("home/includes/share.html", takes_context=True)
def share(context: template.Context, title: str) -> dict[str, Any]:
    """Plain links: nothing is loaded from anybody, and nobody learns of the reader before the tap."""
    request = context["request"]
    url = request.build_absolute_uri(request.path)
    return {"title": title, "url": url, "ways": ways(title, url)}


def ways(title: str, url: str) -> tuple[Way, ...]:
    words, address, both = quote(title, safe=""), quote(url, safe=""), quote(f"{title}\n{url}", safe="")
    return (
        Way("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={address}"),
        Way("WhatsApp", f"https://wa.me/?text={both}"),
        Way("Telegram", f"https://t.me/share/url?url={address}&text={words}"),
        Way("Viber", f"viber://forward?text={both}"),
        Way(_("E-mail"), f"mailto:?subject={words}&body={address}"),
    )
