"""What a course points at, written so that it can be found again anywhere: pages by their ids, files by their names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import string_to_ascii
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from courses.models import CoursePage, LessonPage, Term
from quizzes.models import QuizPage

from . import media
from .references import is_known

AnyPage = TypeVar("AnyPage", bound=Page)
LONGEST_STEM = 60


def id_of(page: CoursePage | LessonPage) -> str:
    """How a folder names a course or lesson: by the id it was imported with, else by its key."""
    return page.starter_id or str(page.translation_key)


def current(page: AnyPage) -> AnyPage:
    """What is public; of what was never published, or was taken offline, the latest draft."""
    return page if page.live or not page.latest_revision_id else page.get_latest_revision_as_object()


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture or document of the course, and its name in `media/`."""

    name: str
    kind: str
    instance: Any

    @property
    def focus(self) -> tuple[int, ...]:
        return focus_of(self.instance)


# Kind, SHA-1 of the content, title, description, focus: what makes two files one.
MediaKey = tuple[str, str, str, str, tuple[int, ...]]
FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def media_key(kind: str, digest: str, instance: Any) -> MediaKey:
    return (kind, digest, instance.title, getattr(instance, "description", ""), focus_of(instance))


def focus_of(instance: Any) -> tuple[int, ...]:
    sides = [getattr(instance, name, None) for name in FOCUS]
    return () if None in sides else tuple(sides)


@dataclass
class Outgoing:
    """The pages, files and terms one course names, and what of them could not be said.

    `place` is what is being written: a file's name, to stand before each loss.
    """

    course: CoursePage
    place: str = ""
    losses: list[tuple[str, str]] = field(default_factory=list)
    files: dict[MediaKey, MediaFile] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def lose(self, message: str) -> None:
        if (self.place, message) not in self.losses:
            self.losses.append((self.place, message))

    def address(self, attributes: Mapping[str, str]) -> str:
        """What to write for the target of an `<a>` of the editor; "" where it leads nowhere."""
        kind = attributes.get("linktype")
        if kind == "page":
            return self.page(attributes.get("id", ""))
        if kind == "document":
            return self.media("document", attributes.get("id", ""))
        if kind == "term":
            return self.term(attributes.get("id", ""))
        href = attributes.get("href", "").strip()
        if href and not is_known(href):
            self.lose(_("A link to “%s” cannot be written; its text stays.") % href)
            return ""
        return href

    def page(self, id: object) -> str:
        page = Page.objects.filter(pk=_number(id)).specific(defer=False).first()
        found = self.reference(page) if page else ""
        if not found:
            self.lose(_("A link leads to a page that is gone or outside the site; its text stays."))
        return found

    def term(self, slug: str) -> str:
        if slug not in self.terms:
            term = Term.objects.select_related("act").filter(slug=slug).first()
            if term is None:
                self.lose(_("A marked term is not in the glossary; the word stays."))
                return ""
            self.terms[slug] = term
        return f"term:{slug}"

    def reference(self, page: Page) -> str:
        """All languages name a page by the one that is in the language of the course."""
        if page.locale_id != self.course.locale_id:
            page = page.get_translation_or_none(self.course.locale) or page
        if isinstance(page, CoursePage):
            return f"course:{id_of(page)}"
        if isinstance(page, LessonPage):
            course = self.course if page.is_child_of(self.course) else page.course
            return f"lesson:{id_of(page)}" if course == self.course else f"course:{id_of(course)}/{id_of(page)}"
        if isinstance(page, QuizPage) and page.is_descendant_of(self.course):
            return f"quiz:{self.quiz_id(page)}"
        root = self.root
        return (
            f"page:/{page.url_path[len(root.url_path) :]}" if root and page.url_path.startswith(root.url_path) else ""
        )

    @cached_property
    def root(self) -> Page | None:
        return site_root(self.course)

    def quiz_id(self, quiz: QuizPage) -> str:
        """Of a lesson's own quiz the lesson's id is enough."""
        parent = quiz.get_parent().specific
        if isinstance(parent, LessonPage) and QuizPage.objects.child_of(parent).first() == quiz:
            return id_of(parent)
        return str(quiz.translation_key)

    def media(self, kind: str, id: object) -> str:
        """`media/name` of a picture or document; "" where it is gone."""
        model = get_image_model() if kind == "image" else get_document_model()
        try:
            instance = model.objects.get(pk=_number(id))
            digest = instance.get_file_hash()
        except (ObjectDoesNotExist, OSError):
            self.lose(_("A picture or document is gone."))
            return ""
        ending = media.ending(instance.filename)
        if ending not in (media.PICTURES if kind == "image" else media.documents()):
            message = _("“%(title)s” is a file of a kind that is not carried: %(ending)s.")
            self.lose(message % {"title": instance.title, "ending": ending})
            return ""
        key = media_key(kind, digest, instance)
        if key not in self.files:
            self.files[key] = MediaFile(self.name_for(key, ending), kind, instance)
        return f"{media.MEDIA_FOLDER}/{self.files[key].name}"

    def name_for(self, key: MediaKey, ending: str) -> str:
        """From the title and not from the stored file, whose name depends on what else is stored."""
        title = key[2].removesuffix(f".{ending}")
        stem = slugify(string_to_ascii(title))[:LONGEST_STEM].strip("-_") or "file"
        taken = {file.name for file in self.files.values()}
        name, count = f"{stem}.{ending}", 1
        while name in taken:
            count += 1
            name = f"{stem}-{count}.{ending}"
        return name


def site_root(course: CoursePage) -> Page | None:
    """The front page of the course's site in its language: addresses of `page:` begin there."""
    ancestors = course.get_ancestors()
    site = Site.objects.select_related("root_page").order_by("-is_default_site").first()
    if site is None:
        return None
    translated = site.root_page.get_translations(inclusive=True).filter(locale=course.locale).first()
    return next((page for page in (translated, site.root_page) if page and page in ancestors), site.root_page)


def _number(id: object) -> int:
    text = str(id)
    return int(text) if text.isdecimal() and len(text) < 19 else 0
