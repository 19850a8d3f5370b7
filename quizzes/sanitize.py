"""The only place that cleans HTML. bleach is no longer maintained: when it goes, it goes here (nh3 gives the same)."""

import html as entities
import re
from functools import lru_cache

import bleach

from .picture_tags import canonical, has_picture

INLINE = frozenset({"b", "br", "code", "em", "i", "strong", "sub", "sup"})
# Profile -> the tags that stay. Their attributes go: no link leads out of a question, no style, no id.
PROFILES = {
    "inline": INLINE,
    "prompt": INLINE | {"li", "ol", "p", "pre", "ul"},
    # A prompt from our own editor: with pictures of this site. Never for what came from elsewhere.
    "pictured": INLINE | {"li", "ol", "p", "pre", "ul", "embed"},
    # A prompt from a file that brings its pictures along.
    "imported": INLINE | {"li", "ol", "p", "pre", "ul", "img"},
    # The running text of a lesson, as its editor would make it.
    "lesson": frozenset({"a", "b", "br", "em", "h3", "h4", "i", "li", "ol", "p", "strong", "ul"}),
}
# Profile -> the attributes that stay all the same.
ATTRIBUTES = {
    "lesson": {"a": ["href"]},
    "pictured": {"embed": ["alt", "embedtype", "format", "id"]},
    "imported": {"img": ["alt", "role", "src"]},
}
PICTURED = frozenset({"pictured", "imported"})
PROTOCOLS = frozenset({"http", "https", "mailto"})
# The last five are the references of a course folder, which its import makes links.
LESSON_PROTOCOLS = PROTOCOLS | {"tel", "lesson", "quiz", "course", "page", "term"}
# bleach would leave their text behind: harmless, and ugly.
CODE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# What bleach takes for text and another reader might take for a tag: `</<b>`.
TAG_LIKE = re.compile(r"<+(?=[a-zA-Z/!?][^>]*>)")
# bleach takes time with the square of such a run; three say as much as a thousand.
RUN = re.compile(r"<{4,}")
# Tags that close up to a tag again when the inner one goes: `<<b>b>`. Deeper than this is nobody's text.
DEPTH = 4


@lru_cache(maxsize=4096)
def clean_html(html: str, profile: str = "prompt") -> str:
    """HTML with the profile's tags and attributes; "" when neither text nor picture is left.

    Cached: cleaning is slow and pure.
    """
    attributes = ATTRIBUTES.get(profile, {})
    cleaned = bleach.clean(
        CODE.sub("", html),
        tags=PROFILES[profile],
        attributes=attributes,
        protocols=LESSON_PROTOCOLS if profile == "lesson" else PROTOCOLS,
        strip=True,
    ).strip()
    cleaned = canonical(cleaned) if profile in PICTURED else cleaned
    return cleaned if plain_text(cleaned) or has_picture(cleaned) else ""


def plain_text(value: str) -> str:
    """The text of HTML: tags go, entities become characters, lines stay.

    The result is text, not HTML: templates still escape it.
    """
    if "<" not in value and "&" not in value:
        return value.strip()
    return entities.unescape(without_tags(value)).strip()


def typed_text(value: str) -> str:
    """What somebody typed into a plain field, without the tags it should not hold; all else stays as typed.

    Cleaning twice changes nothing: a form sent again unread is not a new answer.
    """
    text = RUN.sub("<<<", value.replace("\r\n", "\n").replace("\r", "\n"))
    for _depth in range(DEPTH):
        if "<" not in text:
            return text.strip()
        # An ampersand is a character here, not the beginning of an entity.
        cleaned = TAG_LIKE.sub("", entities.unescape(without_tags(text.replace("&", "&amp;"))))
        if cleaned == text:
            return text.strip()
        text = cleaned
    return text.replace("<", "").strip()


def without_tags(html: str) -> str:
    return bleach.clean(CODE.sub("", html), tags=frozenset(), attributes={}, strip=True)
