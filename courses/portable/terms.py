"""Terms in course folders: `[word](term:slug)` in Markdown, and the words themselves in a `glossary.yaml`.

The file stands in the course's folder, or beside it for several courses. An import brings the terms its lessons name
and the academy does not have yet; those it has stay as its editors left them.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from courses.models import Term

from .front_matter import Fields, read_list
from .source import ActSource, CourseSource, Notes, Problem, TermSource

GLOSSARY_FILE = "glossary.yaml"
TERM_LINK = re.compile(r"^term:([a-z0-9]+(?:-[a-z0-9]+)*)$")
MARKDOWN_MARK = re.compile(r'<a href="term:([a-z0-9-]+)">')
EDITOR_MARK = re.compile(r'<a linktype="term" id="([a-z0-9-]+)">')


def to_editor(html: str) -> str:
    """The marks of rendered Markdown as the editor keeps them."""
    return MARKDOWN_MARK.sub(r'<a linktype="term" id="\1">', html)


def to_markdown(html: str) -> str:
    """The other way: as links that any writer of Markdown gives as `[word](term:slug)`."""
    return EDITOR_MARK.sub(r'<a href="term:\1">', html)


def marked_terms(lines: list[str], first_line: int) -> Iterator[tuple[str, int]]:
    """(slug, line) of every term a lesson marks."""
    for number, line in enumerate(lines, start=first_line):
        for slug in re.findall(r"\]\(term:([a-z0-9-]+)\)", line):
            yield slug, number


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
        act=_act(source) if source else None,
    )
    if term.slug and not TERM_LINK.match(f"term:{term.slug}"):
        fields.complain("id", _("may have small Latin letters, digits and hyphens only."))
    fields.refuse_others()
    return term


def _act(fields: Fields) -> ActSource:
    act = ActSource(
        number=fields.text("act", longest=60),
        title=fields.text("title", required=True, longest=500),
        date=fields.date("date"),
        url=fields.text("url", longest=500),
        articles=fields.text("articles", longest=100),
    )
    fields.refuse_others()
    return act


# --- into the database --------------------------------------------------------------------------


def plant_terms(sources: Iterable[TermSource]) -> int:
    """The terms that are missing, by slug and by word; how many. Raises ValidationError for one that cannot be kept."""
    from .pages import legal_act

    known = Term.objects.values_list("slug", "word")
    slugs, words = {slug for slug, _word in known}, {word for _slug, word in known}
    planted = 0
    for source in sources:
        if source.slug in slugs or source.word in words:
            continue
        term = Term(slug=source.slug, word=source.word, definition=source.definition, forms=source.forms)
        term.more = format_html("<p>{}</p>", source.more) if source.more else ""
        if source.act:
            term.act, term.articles = legal_act(source.act), source.act.articles
        term.full_clean()
        term.save()
        planted += 1
    return planted


def plant_used(course: CourseSource) -> list[Problem]:
    """Bring the terms a course marks; a problem for each mark whose term is neither in the file nor in the academy."""
    used = {slug for lesson in course.lessons for slug, _line in lesson.terms}
    try:
        plant_terms(term for term in course.terms if term.slug in used)
    except ValidationError as error:
        return [Problem(GLOSSARY_FILE, 0, message) for message in error.messages]
    known = set(Term.objects.filter(slug__in=used).values_list("slug", flat=True))
    return [
        Problem(lesson.file, line, _("There is no term “%s” in the glossary.") % slug)
        for lesson in course.lessons
        for slug, line in lesson.terms
        if slug not in known
    ]
