"""Terms in the rendered text of a lesson: the marked word becomes a button, and its card stands below the paragraph.

Both are HTML's own popover, so no script is needed. Each term has one card in a lesson, however often it is marked.
"""

import re
from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .models import Term

MARK = re.compile(r'<a data-term="([^"]*)">(.*?)</a>', re.DOTALL)
# Behind the first a card may stand, and before the second: nothing else is allowed inside a list or a row.
PLACE = re.compile(r'(<a data-term="[^"]*">.*?</a>|</p>|</h[34]>|</li>|</t[dh]>)', re.DOTALL)
BEHIND = ("</p>", "</h3>", "</h4>")


def draw_terms(htmls: Sequence[str]) -> list[SafeString]:
    """The sections of one lesson, drawn. One query where a term is marked, none where none is."""
    slugs = {slug for html in htmls for slug, _ in MARK.findall(html)}
    terms = {term.slug: term for term in Term.objects.filter(slug__in=slugs).select_related("act")} if slugs else {}
    waiting = dict(terms)
    return [mark_safe(draw(html, terms, waiting)) for html in htmls]  # noqa: S308 - drawn by our own templates


def draw(html: str, terms: dict[str, Term], waiting: dict[str, Term]) -> str:
    """`waiting` are the terms without a card yet; those drawn here are taken out of it."""
    drawn: list[str] = []
    cards: list[str] = []
    for piece in PLACE.split(html):
        if match := MARK.fullmatch(piece):
            slug, word = match.groups()
            drawn.append(button(slug, word) if slug in terms else word)
            if term := waiting.pop(slug, None):
                cards.append(card(term))
        elif cards and PLACE.fullmatch(piece):
            drawn += [piece, *cards] if piece in BEHIND else [*cards, piece]
            cards = []
        else:
            drawn.append(piece)
    return "".join([*drawn, *cards])


def button(slug: str, word: str) -> str:
    """`word` is HTML already."""
    return format_html(
        '<button class="term" type="button" popovertarget="term-{}">{}</button>',
        slug,
        mark_safe(word),  # noqa: S308 - of rich text that was rendered
    )


def card(term: Term) -> str:
    return render_to_string("courses/blocks/term.html", {"term": term}).strip()
