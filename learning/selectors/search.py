"""What a visitor may find, best first, and how each is shown. Only what is live and open to everybody, always."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, When
from django.utils.safestring import SafeString
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend
from wagtail.search.query import SearchQuery

from courses.models import CoursePage, CoursePrerequisite, LessonUnlockRule, Order
from courses.search import Question, excerpt, findable_models, highlight
from home.addresses import in_language
from learning.page_urls import page_url

# More than anybody leafs through; the ranking in memory stays quick.
MOST = 500
FOR_RANKING = ("title", "path", "url_path", "content_type_id", "locale_id", "translation_key")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where is searched: the site, in a language of the interface. `codes`: locale id -> language code."""

    site: Site
    language: str
    codes: Mapping[int, str]

    @property
    def main_language(self) -> str:
        return self.codes.get(self.site.root_page.locale_id, self.language)


@dataclass(frozen=True, slots=True)
class Findings:
    """Pages as plain `Page` objects, other things as they are; best first."""

    things: Sequence[Model] = ()
    # No text held all the words, so these hold some of them.
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    title: SafeString
    url: str
    kind: str
    excerpt: SafeString
    # The title of what it stands below.
    within: str = ""
    # The language it is written in, where that is not the interface's.
    language: str = ""


class Place(NamedTuple):
    """The course of a lesson. Where one `locks` some of its lessons, a find must not show what they hold."""

    title: str
    locks: bool


def find(question: Question, ground: Ground) -> Findings:
    """A query for each kind of thing and one for the restrictions; as many again when no text holds all the words."""
    things = ranked(question, ground, question.all_words)
    if things or len(question.words) == 1:
        return Findings(things)
    return Findings(ranked(question, ground, question.any_word), is_partial=True)


def ranked(question: Question, ground: Ground, query: SearchQuery) -> list[Model]:
    """Words in the title weigh most; then the database's score, whose sign differs between the databases."""
    found = [thing for rows in findable_rows(ground) for thing in matching(rows, query)]
    found.sort(key=lambda thing: (-len(question.held_by(title_of(thing))), -abs(thing.score)))
    return in_one_language(found, ground)


def matching(rows: QuerySet, query: SearchQuery) -> Iterable[Model]:
    return get_search_backend().search(query, rows).annotate_score("score")[:MOST]


def findable_rows(ground: Ground) -> Iterable[QuerySet]:
    """What anybody may find: all pages in one query, and each other kind."""
    yield public_pages(ground).only(*FOR_RANKING)
    for model in findable_models():
        if not issubclass(model, Page):
            yield model.findable()


def public_pages(ground: Ground) -> QuerySet[Page]:
    """Pages of the findable types, below the site's roots in the language of the interface and in the main one."""
    roots = [ground.site.root_page]
    if ground.language != ground.main_language:
        roots += roots[0].get_translations().filter(locale__language_code=ground.language)
    branches = reduce(or_, (Q(path__startswith=root.path) for root in roots))
    types = [model for model in findable_models() if issubclass(model, Page)]
    return Page.objects.live().public().exact_type(*types).filter(branches)


def in_one_language(things: Iterable[Model], ground: Ground) -> list[Model]:
    """What was translated is shown once: in the language of the interface."""
    things = list(things)
    translated = {key_of(thing) for thing in things if language_of(thing, ground) == ground.language}
    allowed = {ground.language, ground.main_language}
    return [
        thing
        for thing in things
        if (code := language_of(thing, ground)) == ground.language
        or (code in allowed and key_of(thing) not in translated)
    ]


def language_of(thing: Model, ground: Ground) -> str:
    return ground.codes.get(getattr(thing, "locale_id", None), ground.language)


def key_of(thing: Model) -> tuple[type[Model], object]:
    return type(thing), getattr(thing, "translation_key", thing.pk)


def title_of(thing: Model) -> str:
    return thing.title if isinstance(thing, Page) else thing.found_title


# --- as they are shown --------------------------------------------------------------------------


def hits(things: Sequence[Model], question: Question, ground: Ground) -> list[Hit]:
    """A few queries for each kind among them, whatever their number."""
    specific = read_whole(things)
    places = places_above([thing for thing in specific.values() if isinstance(thing, Page) and thing.found_within])
    return [hit(whole, question, ground, places) for thing in things if (whole := specific.get(identity(thing)))]


def hit(thing: Model, question: Question, ground: Ground, places: Mapping[str, Place]) -> Hit:
    code = language_of(thing, ground)
    place = places.get(path_above(thing)) if isinstance(thing, Page) else None
    return Hit(
        title=highlight(thing.found_title, question),
        url=url_of(thing, ground),
        kind=str(thing.found_as or thing._meta.verbose_name),
        excerpt=excerpt([thing.goal] if place and place.locks else thing.found_texts(), question),
        within=place.title if place else "",
        language="" if code == ground.language else code,
    )


def url_of(thing: Model, ground: Ground) -> str:
    return (
        page_url(thing.url_path) if isinstance(thing, Page) else in_language(thing.get_absolute_url(), ground.language)
    )


def identity(thing: Model) -> tuple[type[Model], object]:
    """A page is one thing, whether read as a plain page or as what it is."""
    return Page if isinstance(thing, Page) else type(thing), thing.pk


def read_whole(things: Iterable[Model]) -> dict[tuple[type[Model], object], Model]:
    wanted: dict[type[Model], list[object]] = defaultdict(list)
    for thing in things:
        wanted[model_of(thing)].append(thing.pk)
    rows = [thing for model, pks in wanted.items() for thing in model.get_indexed_objects().filter(pk__in=pks)]
    return {identity(thing): thing for thing in rows}


def model_of(thing: Model) -> type[Model]:
    is_page = isinstance(thing, Page)
    return ContentType.objects.get_for_id(thing.content_type_id).model_class() if is_page else type(thing)


def places_above(lessons: Sequence[Page]) -> dict[str, Place]:
    """By path; of the live ones."""
    paths = {path_above(lesson) for lesson in lessons}
    if not paths:
        return {}
    rules = LessonUnlockRule.objects.filter(page__path__startswith=OuterRef("path"))
    required = CoursePrerequisite.objects.filter(page__translation_key=OuterRef("translation_key"), required=True)
    locks = Case(When(Q(order=Order.IN_TURN) | Exists(rules) | Exists(required), then=True), default=False)
    courses = CoursePage.objects.live().filter(path__in=paths).annotate(locks=locks)
    return {path: Place(title, bool(locks)) for path, title, locks in courses.values_list("path", "title", "locks")}


def path_above(page: Page) -> str:
    return page.path[: -page.steplen]
