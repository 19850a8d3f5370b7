"""A new outline stamp for a course after every change that shows in its outline.

Wagtail saves some of them through the plain `Page` class (moves, unpublishing in bulk), so handlers listen to that
class as well as to our own, and find the course by the page's place in the tree.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.models import CoursePage, LessonPage
from courses.outline import renew_stamps
from quizzes.models import QuizPage
from quizzes.translations import share_rules

# What Wagtail saves when a draft is stored: nothing of it shows to learners.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
    "wagtail_admin_comments",
}


def connect() -> None:
    for model in (Page, CoursePage, LessonPage, QuizPage):
        post_save.connect(after_save, sender=model, dispatch_uid=f"outline-{model.__name__}")
    post_delete.connect(after_delete, sender=Page, dispatch_uid="outline")
    for model in (CoursePage, LessonPage, QuizPage):
        page_published.connect(after_publishing, sender=model, dispatch_uid=f"rules-{model.__name__}")
    page_published.connect(after_change, dispatch_uid="outline")
    page_unpublished.connect(after_change, dispatch_uid="outline")
    page_slug_changed.connect(after_rename, dispatch_uid="outline")
    post_page_move.connect(after_move, dispatch_uid="outline")


def after_publishing(instance: CoursePage | LessonPage | QuizPage, **kwargs: Any) -> None:
    """Whichever language it was: a translation's old draft may have had old rules."""
    share_rules(instance)


def after_save(instance: Page, update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    if update_fields is not None and set(update_fields) <= DRAFT_FIELDS:
        return
    after_change(instance)


def after_change(instance: Page, **kwargs: Any) -> None:
    stamp = renew_stamps(CoursePage.objects.ancestor_of(instance, inclusive=True))
    if isinstance(instance, CoursePage):
        instance.outline_stamp = stamp


def after_delete(instance: Page, **kwargs: Any) -> None:
    renew_stamps(CoursePage.objects.ancestor_of(instance, inclusive=True))


def after_rename(instance: Page, **kwargs: Any) -> None:
    """A new slug above a course changes the addresses of everything in it."""
    renew_stamps(CoursePage.objects.descendant_of(instance, inclusive=True))


def after_move(instance: Page, parent_page_before: Page, **kwargs: Any) -> None:
    renew_stamps(CoursePage.objects.ancestor_of(parent_page_before, inclusive=True))
    renew_stamps(CoursePage.objects.ancestor_of(instance, inclusive=True))
    renew_stamps(CoursePage.objects.descendant_of(instance, inclusive=True))
