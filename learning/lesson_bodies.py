"""A lesson's sections, and what stands about a course, as HTML: rendered once for everybody and kept until something
that shows in them changes.

The kept HTML holds no learner state, no CSRF token and no right answer. Its key holds the page's stamp (`body_stamp` of
a lesson, `outline_stamp` of a course), a column that every change of the page, or of a page, image, document, act, term
or person it refers to, renews: so several processes with caches of their own never show what was before.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.template.loader import render_to_string
from django.utils.translation import get_language
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.models import CoursePage, LegalAct, LegalActTitle, LessonPage, Term
from courses.terms import draw_terms
from learning.models import User
from quizzes.definitions import QuestionDefinition

DAY = 60 * 60 * 24
# Changes with the code, so that a new release never serves HTML an older one rendered.
RELEASE = getattr(settings, "RELEASE", "1")


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its block id, title, and the HTML of its content with placeholders for forms."""

    id: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class LessonBody:
    sections: tuple[Section, ...]
    # Block id of each check-yourself question -> its definition. Server side only: it holds the right answers.
    checks: dict[str, QuestionDefinition]
    # What stands above and below the sections: goal, outcomes; legal sources.
    head: str
    sources: str


def lesson_body(lesson: LessonPage) -> LessonBody:
    """The rendered body of a lesson as published. No query when kept."""
    key = f"lesson-body:{lesson.pk}:{lesson.body_stamp}:{get_language()}:{RELEASE}"
    body = cache.get(key)
    if body is None:
        body = render_body(lesson)
        cache.set(key, body, DAY)
    return body


def render_body(lesson: LessonPage) -> LessonBody:
    """Rendered anew: for a draft in preview, and for what is not kept yet."""
    context = {"page": lesson}
    htmls = [block.render(context={**context, "section_number": number}) for number, block in enumerate(lesson.body, 1)]
    return LessonBody(
        sections=tuple(
            Section(id=str(block.id), title=block.value["title"], html=html)
            for block, html in zip(lesson.body, draw_terms(htmls), strict=True)
        ),
        checks=lesson.checks(),
        head=render_to_string("courses/includes/lesson_head.html", context),
        sources=render_to_string("courses/includes/lesson_sources.html", context),
    )


def course_about(course: CoursePage) -> str:
    """The rendered introduction, outcomes, prerequisites and team of a course as published. No query when kept."""
    key = f"course-about:{course.pk}:{course.outline_stamp}:{get_language()}:{RELEASE}"
    html = cache.get(key)
    if html is None:
        html = render_about(course)
        cache.set(key, html, DAY)
    return html


def render_about(course: CoursePage) -> str:
    return render_to_string("courses/includes/course_about.html", {"page": course})


def find_check(lesson: LessonPage, block_id: str) -> QuestionDefinition | None:
    return lesson_body(lesson).checks.get(block_id)


def renew(pages: Iterable[int]) -> None:
    """In all their languages: translations show the original's sources and people, and link to one another."""
    keys = list(Page.objects.filter(pk__in=pages).values_list("translation_key", flat=True))
    LessonPage.objects.filter(translation_key__in=keys).update(body_stamp=uuid.uuid4())
    CoursePage.objects.filter(translation_key__in=keys).update(outline_stamp=uuid.uuid4())


def pages_showing(things: Iterable[Model]) -> set[int]:
    """The pages that refer to any of these, by Wagtail's own reference index."""
    found: set[int] = set()
    for thing in things:
        references = ReferenceIndex.get_references_to(thing).filter(base_content_type__model="page")
        found.update(int(pk) for pk in references.values_list("object_id", flat=True))
    return found


def renew_own(sender: Any, instance: Model, **_: Any) -> None:
    renew([instance.pk])


def renew_referring(sender: Any, instance: Model, **_: Any) -> None:
    """An image, document, act or term changed: every page that shows it, an act also as the source of a term."""
    terms = instance.terms.all() if isinstance(instance, LegalAct) and instance.pk else ()
    renew(pages_showing([instance, *terms]))


def renew_named(sender: Any, instance: LegalActTitle, **_: Any) -> None:
    renew(pages_showing([instance.act]))


def renew_linking(sender: Any, instance: Page, **_: Any) -> None:
    """A page's title or address changed, or it came or went: every page that links to it or to what is below."""
    pages = Page.objects.filter(path__startswith=instance.path)
    renew({instance.pk, *pages_showing(pages)})


def renew_taught(sender: Any, instance: User, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    """A person's name changed: the courses that name them. Signing in saves other fields and changes nothing here."""
    if update_fields is None or "full_name" in update_fields:
        renew(CoursePage.objects.filter(team__user=instance).values_list("pk", flat=True))


def register() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(renew_linking, dispatch_uid="learning.lesson_bodies.pages")
    post_save.connect(renew_taught, sender=User, dispatch_uid="learning.lesson_bodies.team")
    post_save.connect(renew_own, sender=LessonPage, dispatch_uid="learning.lesson_bodies.saved")
    for signal in (post_save, post_delete):
        signal.connect(renew_named, sender=LegalActTitle, dispatch_uid="learning.lesson_bodies.titles")
    for model in (Image, Document, LegalAct, Term):
        for signal in (post_save, post_delete):
            signal.connect(renew_referring, sender=model, dispatch_uid=f"learning.lesson_bodies.{model.__name__}")
