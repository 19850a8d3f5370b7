"""The look's tags and filters. A *builtin* library (see settings): templates use them without {% load %}."""

import re
from copy import copy
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from home.addresses import in_language
from learning.percents import percent_words

register = template.Library()

NBSP = "\u00a0"
WORD_JOINER = "\u2060"
TAG = re.compile(r"""(<!--.*?-->|</?[a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>)""", re.DOTALL)
# Inside these every character counts as typed.
VERBATIM = re.compile(r"<(/?)(?:pre|code|kbd|script|style|textarea)\b", re.IGNORECASE)
UNITS = (
    "%|‰|°C?|хв|год|днів|дні|день|КБ|МБ|ГБ|грн|тис|млн|млрд|мм|см|м|км|г|кг|га|р|рр|ст|"
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    "min|h|KB|MB|GB"
)
LETTER = "[а-щьюяєіїґ]"
HYPHEN = f"{WORD_JOINER}?-{WORD_JOINER}?"
RULES = (
    # One- and two-letter Ukrainian words stay with the word after them: «в раді», «до голови».
    (re.compile(rf"(?<![\w’'ʼ{WORD_JOINER}-])([а-щьюяєіїґ]{{1,2}}) (?=\S|\Z)", re.IGNORECASE), rf"\1{NBSP}"),
    # A dash stays with the word before it.
    (re.compile(r" (?=[–—](?:\s|\Z))"), NBSP),
    # 45 хв, 70 %, 1 березня; 10 000; № 280, ст. 6, No. 280, Art. 6.
    (re.compile(rf"(?<=\d) (?=(?:{UNITS})(?!\w))"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
    (re.compile(r"(№|(?<!\w)(?:ст|п|пп|ч|розд|гл|рис|No|[Aa]rt)\.) (?=\d)"), rf"\1{NBSP}"),
    # № 3703-IX, 280/97-ВР: a number of a law is one word.
    (re.compile(rf"(?<=\d){HYPHEN}(?=[IVX]+\b|ВР\b|вр\b)"), f"{WORD_JOINER}-{WORD_JOINER}"),
    # «будь-хто», «по-перше», «е-демократія», «як-от» are words as well; «Нечуй-Левицька» may break.
    (re.compile(rf"(?<!\w)({LETTER}{{1,4}}){HYPHEN}(?={LETTER})", re.IGNORECASE), rf"\1{WORD_JOINER}-{WORD_JOINER}"),
    (re.compile(rf"(?<={LETTER}){HYPHEN}(?={LETTER}{{1,3}}(?!\w))", re.IGNORECASE), f"{WORD_JOINER}-{WORD_JOINER}"),
    # 40–60 is one word.
    (re.compile(rf"(?<=\d){WORD_JOINER}?–{WORD_JOINER}?(?=\d)"), f"{WORD_JOINER}–{WORD_JOINER}"),
)


def glue(text: str) -> str:
    """Plain text with no-break spaces and word joiners where a line must not break."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def glue_html(html: str) -> str:
    """As `glue`, for the text between tags; tags, attributes and verbatim elements stay as they are."""
    verbatim = 0
    pieces = []
    for index, piece in enumerate(TAG.split(html)):
        if index % 2:
            if match := VERBATIM.match(piece):
                verbatim = max(0, verbatim + (-1 if match[1] else 1))
            pieces.append(piece)
        else:
            pieces.append(piece if verbatim else glue(piece))
    return "".join(pieces)


@register.filter
def nbsp(value: Any) -> str:
    """Ukrainian line breaks. HTML stays HTML; plain text stays plain text and is escaped as usual."""
    if value is None:
        return ""
    text = str(value)
    if isinstance(text, SafeString):
        return mark_safe(glue_html(text))  # noqa: S308 - it was safe already; only spaces changed
    return glue(text)


@register.filter
def percent(fraction: Any) -> str:
    """0.7743 → «77 %»."""
    try:
        return percent_words(Decimal(str(fraction)))
    except InvalidOperation:
        return ""


@register.filter
def comma(number: Any) -> str:
    """5.420 → «5,42» in Ukrainian, «5.42» in English: at most two places, no idle zeros."""
    try:
        exact = Decimal(str(number)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    except InvalidOperation:
        return ""
    plain = f"{exact:f}".rstrip("0").rstrip(".")
    return number_format(Decimal(plain), use_l10n=True)


@register.simple_tag
def sprite(name: str) -> str:
    """The address of a drawing in the icon file."""
    return f"{static('look/icons.svg')}#{name}"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon. It says nothing to a screen reader: a word always stands beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', sprite(name))


@register.simple_tag
def static_url(path: str) -> str:
    return static(path)


@register.simple_tag(takes_context=True)
def here(context: template.Context, url: str) -> SafeString:
    """Marks a link of the navigation that leads to this page, or to the part of the site this page is in.

    A page whose address does not tell which part that is says so itself: `part` is the address of its link.
    """
    path = context["request"].path if "request" in context else ""
    if path == url:
        return mark_safe(' aria-current="page"')  # noqa: S308 - a constant
    if part := context.get("part"):
        return mark_safe(' aria-current="true"' if part == url else "")  # noqa: S308 - a constant
    inside = url.count("/") > 1 and url != in_language("/", get_language()) and path.startswith(url)
    return mark_safe(' aria-current="true"' if inside else "")  # noqa: S308 - a constant


@register.simple_tag
def control(field: BoundField, **attrs: str) -> SafeString:
    """A form field's control in our look. Placeholders go: a label stands above, and grey words are hard to read."""
    widget = copy(field.field.widget)
    widget.attrs = {name: value for name, value in widget.attrs.items() if name != "placeholder"}
    given = {name: value for name, value in attrs.items() if value}
    return field.as_widget(widget=widget, attrs={"class": class_of(field), **given})


def class_of(field: BoundField) -> str:
    return {"checkbox": "tick", "select": "select", "textarea": "area"}.get(field.widget_type, "input")


class LanguageLink(NamedTuple):
    code: str
    name: str
    url: str
    current: bool
    # Its own address, where the page is written in this language and in another one too: for search engines.
    alternate: str


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """This very page in each language of the interface, in the order of the settings: its translation, or else the
    page as it is under that interface. One query for a page of the tree."""
    request = context.get("request")
    path, query = (request.path, request.META.get("QUERY_STRING", "")) if request else ("/", "")
    known = written_urls(context)
    end = f"?{query}" if query else ""
    return [
        LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"],
            url=(known.get(code) or in_language(path, code)) + end,
            current=code == get_language(),
            alternate=request.build_absolute_uri(known[code]) if code in known and len(known) > 1 else "",
        )
        for code, _ in settings.LANGUAGES
    ]


def written_urls(context: template.Context) -> dict[str, str]:
    """Language code -> the address of the page of the tree that is shown, in each language it is published in."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, Page) or not page.pk or getattr(request, "is_preview", False):
        return {}
    translations = page.get_translations(inclusive=True).live().select_related("locale")
    return {each.locale.language_code: each.get_url() for each in translations if each.get_url()}


@register.filter
def localised(url: str | None) -> str:
    """A page's address under the language of the interface: an untranslated page is served there too."""
    return in_language(url, get_language()) if url else ""


@register.filter
def foreign(code: str) -> str:
    """A language code where it is not that of the interface."""
    return "" if code == get_language() else code


@register.simple_tag(takes_context=True)
def content_language(context: template.Context) -> str:
    """The language a page is written in, where it is not that of the interface. No query: the academy knows."""
    return foreign(language_of_page(context))


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """Where a page really lives: an untranslated page under another interface points to itself in its language."""
    request, code = context.get("request"), language_of_page(context)
    return request.build_absolute_uri(in_language(request.path, code)) if request and code else ""


def language_of_page(context: template.Context) -> str:
    """The code of a Wagtail page's locale; empty for everything else."""
    locale_id = getattr(context.get("page"), "locale_id", None)
    return context["academy"].locale_codes.get(locale_id, "") if locale_id and "academy" in context else ""
