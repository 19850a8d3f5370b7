"""Terms in course folders: `[word](term:slug)` in Markdown, and the words themselves in a `glossary.yaml`.

The file stands in the course's folder, or beside it for several courses. An import brings the terms its lessons name
and the academy does not have yet; those it has stay as its editors left them.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from courses.models import Term

from .front_matter import Fields, read_list
from .page_settings import read_act
from .references import TERM
from .source import CourseSource, Notes, Problem, Reference, TermSource

GLOSSARY_FILE = "glossary.yaml"
LONGEST_ARTICLES = 100

# --- the file -----------------------------------------------------------------------------------


def find_glossary(folder: Path) -> Path | None:
    return next((file for file in (folder / GLOSSARY_FILE, folder.parent / GLOSSARY_FILE) if file.is_file()), None)


def read_terms(text: str, notes: Notes) -> tuple[TermSource, ...]:
    """The terms of a file; every fault is noted."""
    terms = tuple(_term(fields) for fields in read_list(text, notes))
    seen: set[str] = set()
    for term in terms:
        if term.slug in seen:
            notes.add(term.line, _("“%s” is there twice.") % term.slug)
        seen.add(term.slug)
    return terms


def _term(fields: Fields) -> TermSource:
    source = fields.inside("source")
    term = TermSource(
        line=fields.line(),
        slug=fields.text("id", required=True, longest=80),
        word=fields.text("word", required=True, longest=80),
        definition=fields.text("definition", required=True, longest=400),
        more=fields.text("more", longest=2000),
        forms=fields.text("forms", longest=300),
        act=read_act(source, longest_articles=LONGEST_ARTICLES) if source else None,
    )
    if term.slug and not TERM.match(f"term:{term.slug}"):
        fields.complain("id", _("may have small Latin letters, digits and hyphens only."))
    fields.refuse_others()
    return term


# --- into the database --------------------------------------------------------------------------


def plant_terms(sources: Iterable[TermSource]) -> list[Term]:
    """The terms that are missing, by slug and by word. Raises ValidationError for one that cannot be kept."""
    from .pages import legal_act

    known = Term.objects.values_list("slug", "word")
    slugs, words = {slug for slug, _word in known}, {word for _slug, word in known}
    planted = []
    for source in sources:
        if source.slug in slugs or source.word in words:
            continue
        term = Term(slug=source.slug, word=source.word, definition=source.definition, forms=source.forms)
        term.more = format_html("<p>{}</p>", source.more) if source.more else ""
        if source.act:
            term.act, term.articles = legal_act(source.act), source.act.articles
        term.full_clean()
        term.save()
        planted.append(term)
    return planted


def plant_used(course: CourseSource, *, may_add: bool = True) -> tuple[list[Term], list[Problem]]:
    """Bring the terms a course marks, if that is allowed; a problem for each mark whose term is not there then."""
    marks = [(file, one) for file, one in course.all_references if one.kind == "term"]
    used = {mark.target for _file, mark in marks}
    try:
        planted = plant_terms(term for term in course.terms if term.slug in used and may_add)
    except ValidationError as error:
        return [], [Problem(GLOSSARY_FILE, 0, message) for message in error.messages]
    return planted, list(_missing(course, marks))


def _missing(course: CourseSource, marks: Sequence[tuple[str, Reference]]) -> Iterator[Problem]:
    known = set(Term.objects.filter(slug__in={mark.target for _file, mark in marks}).values_list("slug", flat=True))
    words = {term.slug: term.word for term in course.terms}
    for file, mark in marks:
        if mark.target not in known:
            yield Problem(file, mark.line, _why_missing(mark.target, words.get(mark.target)))


def _why_missing(slug: str, word: str | None) -> str:
    if word is None:
        return _("There is no term “%s” in the glossary.") % slug
    if other := Term.objects.filter(word=word).first():
        message = _("The academy has “%(word)s” in its glossary by the id “%(id)s”: mark it with that one.")
        return message % {"word": word, "id": other.slug}
    return _("The academy has no term “%s” yet, and you may not add one: ask the staff to.") % word
