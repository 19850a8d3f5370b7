"""The words that were found, marked, and the stretch of text around them. The text is plain; what comes out is HTML."""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .questions import Question
from .words import WORD, fold

LENGTH = 220
# So much of the text is shown before the first word that was found.
BEFORE = 70
# One mark for «280/97-ВР», not three.
TOGETHER = re.compile(r"</mark>([/–—‑-]|\s)<mark>")
# «ґрунт» is found by «грунт».
INITIALS = str.maketrans("ґ", "г")


def highlight(text: str, question: Question) -> SafeString:
    """The text escaped, with the words of the question in `<mark>`."""
    pieces, end = [], 0
    for match, _ in found(text, question):
        pieces += [escape(text[end : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        end = match.end()
    html = "".join([*pieces, escape(text[end:])])
    return mark_safe(TOGETHER.sub(r"\1", html))  # noqa: S308  escaped piece by piece


def excerpt(texts: Iterable[str], question: Question) -> SafeString:
    """The paragraph that holds most of the words, cut to a few lines. Without any of them, the beginning."""
    best, start, most = "", 0, 0
    for text in (" ".join(text.split()) for text in texts):
        matches = found(text, question)
        held = len({place for _, places in matches for place in places})
        if not best or held > most:
            best, start, most = text, matches[0][0].start() if matches else 0, held
        if most == len(question.words):
            break
    return highlight(cut(best, start), question)


def found(text: str, question: Question) -> list[tuple[re.Match[str], list[int]]]:
    """Where words of the question stand in the text, and which. The dictionary is asked only for likely ones."""
    initials = {name[0].translate(INITIALS) for name in (*question.words, *sum(question.lemmas, ()))}
    likely = (match for match in WORD.finditer(text) if initial(match[0]) in initials)
    pairs = ((match, question.places_of(fold(match[0]))) for match in likely)
    return [(match, places) for match, places in pairs if places]


def initial(word: str) -> str:
    first = word[0].lower().translate(INITIALS)
    return fold(word)[0].translate(INITIALS) if first.isascii() else first


def cut(text: str, place: int) -> str:
    """A few lines around a place in the text, which begin and end between words."""
    start = max(0, place - BEFORE)
    start = start and text.find(" ", start, place + 1) + 1
    if len(text) - start <= LENGTH:
        return f"{'… ' if start else ''}{text[start:].strip()}"
    end = text.rfind(" ", start, start + LENGTH)
    end = end if end > place else start + LENGTH
    return f"{'… ' if start else ''}{text[start:end].rstrip(' ,;:—–')} …"
