"""A course or a lesson once more, as drafts: what is written and its rules, and nothing of those who learnt with it.

Copies get keys of their own, so no record follows them. Conditions and links among what was copied lead to the copies.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from courses.links import relink
from courses.models import CoursePage, LessonPage
from courses.portable.outgoing import current
from learning.models import User
from learning.slugs import latin_slug
from quizzes.activities import ActivityMixin

from .courses import make_team

# What belongs to the page that was copied alone.
AFRESH = {"go_live_at": None, "expire_at": None, "locked": False, "locked_by": None, "locked_at": None}


@dataclass
class Copied:
    """`page` is the draft; `told` are sentences on what could not come along."""

    page: Any
    told: list[str] = field(default_factory=list)


@transaction.atomic
def copy_course(*, course: CoursePage, title: str, by: User) -> Copied:
    """With all its lessons and quizzes, last in its catalogue; who copied it is its team. Of a translation the original
    is copied: it has the rules."""
    source = course.original
    catalogue = source.get_parent()
    last = CoursePage.objects.child_of(catalogue).aggregate(Max("number"))["number__max"] or 0
    copies: dict[int, Page] = {}
    made = copy_page(source, catalogue, by, title=title, number=last + 1, leave=["team"])
    copy_below(source, made, by, copies)
    make_team(made, by)
    return Copied(made, list(mend(made, {**copies, source.pk: made}, by)))


@transaction.atomic
def copy_lesson(*, lesson: LessonPage, to: CoursePage, title: str, by: User) -> Copied:
    """With its quizzes, last in a course, which may be its own. A condition that names what is not in that course is
    dropped and told."""
    source = lesson.original
    made = copy_page(source, to, by, title=title, locale=to.locale)
    copies: dict[int, Page] = {source.pk: made}
    copy_below(source, made, by, copies)
    return Copied(made, list(mend(to, copies, by)))


def copy_below(source: Page, made: Page, by: User, copies: dict[int, Page]) -> None:
    for child in source.get_children().specific(defer=False):
        copies[child.pk] = copy_page(child, made, by, title=child.title)
        copy_below(child, copies[child.pk], by, copies)


def copy_page(
    source: Page, parent: Page, by: User, *, title: str, leave: list[str] | None = None, **values: Any
) -> Any:
    """What is public of it, or its draft; as a draft."""
    parent = Page.objects.get(pk=parent.pk).specific  # the tree below it has grown
    slug = find_available_slug(parent, latin_slug(title) if title != source.title else source.slug)
    names = {"title": title, "draft_title": title, "slug": slug}
    return current(source).copy(
        to=parent,
        user=by,
        recursive=False,
        copy_revisions=False,
        keep_live=False,
        exclude_fields=leave or [],
        update_attrs={**names, **AFRESH, **values},
    )


# --- what leads from page to page ---------------------------------------------------------------


def mend(course: Page, copies: Mapping[int, Page], by: User | None) -> Iterator[str]:
    """Conditions and links among the copies lead to them, in the pages and in their drafts; sentences on what went."""
    ids = {old: copy.pk for old, copy in copies.items()}
    told: dict[str, None] = {}
    for copy in copies.values():
        page = type(copy).objects.get(pk=copy.pk)
        draft = page.get_latest_revision_as_object()
        for version in (page, draft):
            told |= dict.fromkeys(mend_rules(version, ids, course) if isinstance(version, ActivityMixin) else ())
            relink(version, ids)
        page.save(clean=False)
        draft.save_revision(user=by, changed=False, clean=False)
    yield from told


def mend_rules(page: Any, ids: Mapping[int, int], course: Page) -> Iterator[str]:
    kept = []
    for rule in page.unlock_rules.all():
        first = (
            Page.objects.filter(pk=ids.get(rule.activity_id, rule.activity_id)).first() if rule.activity_id else None
        )
        if rule.activity_id and not (first and first.is_descendant_of(course)):
            words = _("“%(title)s” waited for “%(first)s”, which is not in this course: this condition was dropped.")
            yield words % {"title": page.title, "first": rule.activity.title}
            continue
        rule.activity = first
        kept.append(rule)
    page.unlock_rules = kept


def mend_copy(*, page: Page, copy: Page, by: User | None) -> list[str]:
    """After Wagtail's own copy, of one page or of all below it too."""
    pairs = list(zip(page.get_descendants(inclusive=True), copy.get_descendants(inclusive=True), strict=False))
    if copy.get_descendant_count() != page.get_descendant_count():
        pairs = pairs[:1]
    copies = {old.pk: new.specific for old, new in pairs}
    course = CoursePage.objects.ancestor_of(copy, inclusive=True).first() or copy
    return list(mend(course, copies, by))
