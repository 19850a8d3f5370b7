"""«Learning» in the admin's menu: each item only for those who may open it, the whole only where an item is left."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from learning.access import may_create_course, may_see_consultations, may_see_records, reviewable_courses
from learning.models import User

ITEMS_HOOK = "register_learning_menu_item"


class PermittedMenuItem(MenuItem):
    def __init__(self, *args: object, permits: Callable[[User], bool], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.permits = permits

    def is_shown(self, request: HttpRequest) -> bool:
        return self.permits(request.user)


def may_open_reports(user: User) -> bool:
    """Asked by several items of one menu on every page of the admin, hence remembered with the request's user."""
    if not hasattr(user, "_may_open_reports"):
        user._may_open_reports = reviewable_courses(user).exists()
    return user._may_open_reports


learning_menu = Menu(register_hook_name=ITEMS_HOOK, construct_hook_name="construct_learning_menu")


def submenu() -> SubmenuMenuItem:
    return SubmenuMenuItem(_("Learning"), learning_menu, name="learning", icon_name="tasks", order=250)


def item(label: str, view: str, icon: str, order: int, permits: Callable[[User], bool]) -> PermittedMenuItem:
    url = reverse_lazy(f"learning_reports:{view}")
    return PermittedMenuItem(label, url, name=f"learning-{view}", icon_name=icon, order=order, permits=permits)


def new_course_item() -> PermittedMenuItem:
    return item(_("New course"), "new_course", "plus", 50, may_create_course)


def import_course_item() -> PermittedMenuItem:
    return item(_("Import a course"), "import_course", "upload", 60, may_create_course)


def overview_item() -> PermittedMenuItem:
    return item(_("Course overview"), "overview", "table", 100, may_open_reports)


def enrolments_item() -> PermittedMenuItem:
    return item(_("Enrolments"), "enrolments", "user", 200, may_open_reports)


def reflections_item() -> PermittedMenuItem:
    return item(_("Open answers"), "reflections", "comment", 210, may_open_reports)


def overrides_item() -> PermittedMenuItem:
    return item(_("Exceptions for learners"), "overrides", "time", 220, may_open_reports)


def law_reviews_item() -> PermittedMenuItem:
    return item(_("Lessons due for review"), "law_reviews", "openquote", 250, may_open_reports)


def completability_item() -> PermittedMenuItem:
    return item(_("Can it be completed"), "completability", "check", 260, may_open_reports)


def health_item() -> PermittedMenuItem:
    return item(_("Question health"), "health", "help", 220, may_open_reports)


def records_item() -> PermittedMenuItem:
    return item(_("Completion records"), "records", "doc-full", 300, may_see_records)


def consultations_item() -> PermittedMenuItem:
    return item(_("Consultation requests"), "consultations", "mail", 400, may_see_consultations)
