"""What this app gives to Wagtail's admin."""

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import BaseLogEntry, Page, Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet

from courses.models import CoursePage
from learning.access import (
    ANSWER_CONSULTATIONS,
    DELETE_CONSULTATIONS,
    MANAGE_RECORDS,
    REVIEW,
    SEE_CONSULTATIONS,
    SEE_RECORDS,
    choosable_pages,
    may_edit,
)
from learning.forms.people import OwnNameForm
from learning.models import User
from learning.reports import menu
from learning.reports.home_panel import add_courses_panel
from learning.reports.spreadsheets import neutralise_exports
from learning.selectors.impact import impact_of
from learning.templatetags.learning_admin import impact_words
from learning.views.kept_pages import serve_kept
from learning.views.timed_quizzes import finish_before
from learning.viewsets import CommunityViewSet, EraseBulkAction

register_snippet(CommunityViewSet)
neutralise_exports()
# It names the newest page of each type, whoever may see it: only for those who run the whole site.
PageTypesUsageReportView.permission_policy = ModelPermissionPolicy(Site)
PageTypesUsageReportView.any_permission_required = ["change"]
# Wagtail's account page would ask for a first and a last name and keep neither.
NameEmailSettingsPanel.form_class = OwnNameForm

# Innermost: whoever may not see the page has been turned away before.
hooks.register("on_serve_page", serve_kept, order=100)
hooks.register("on_serve_page", finish_before, order=90)
hooks.register("register_bulk_action", EraseBulkAction, order=1)
hooks.register("construct_homepage_panels", add_courses_panel)
hooks.register("register_admin_menu_item", menu.submenu)
for item in (
    menu.new_course_item,
    menu.import_course_item,
    menu.overview_item,
    menu.enrolments_item,
    menu.overrides_item,
    menu.law_reviews_item,
    menu.records_item,
    menu.consultations_item,
):
    hooks.register(menu.ITEMS_HOOK, item)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def course_buttons(page: Page, user: User, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """«Export» for whoever edits the course."""
    if issubclass(page.specific_class or Page, CoursePage) and may_edit(user, page):
        url = reverse("learning_reports:export_course", args=[page.pk])
        yield Button(_("Export as files"), url, icon_name="download", priority=55)


@hooks.register("register_admin_urls")
def reports() -> list[URLPattern | URLResolver]:
    return [path("learning/", include("learning.reports.urls"))]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What an administrator may tick for a group."""
    names = (REVIEW, SEE_RECORDS, MANAGE_RECORDS, SEE_CONSULTATIONS, ANSWER_CONSULTATIONS, DELETE_CONSULTATIONS)
    codenames = [name.split(".")[1] for name in names]
    return Permission.objects.filter(content_type__app_label__in=["home", "learning"], codename__in=codenames)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("learning.export", _("Export learners’ data"), _("Learners’ data exported"))
    actions.register_action("learning.issue", _("Issue a completion record"), _("Completion record issued"))
    actions.register_action("learning.regrade", _("Mark attempts anew"), _("Attempts marked anew"))
    actions.register_action("learning.revoke", _("Revoke a completion record"), _("Completion record revoked"))
    actions.register_action(
        "learning.reissue", _("Re-issue a completion record"), _("Completion record issued in place of another")
    )
    for act, label, done in (
        ("grant", _("Grant a learner an exception"), _("Exception for a learner granted")),
        ("change", _("Change a learner’s exception"), _("Exception for a learner changed")),
        ("remove", _("Remove a learner’s exception"), _("Exception for a learner removed")),
    ):
        actions.register_action(f"learning.override_{act}", label, done)
    for act, label, done in (
        ("answered", _("Answer a consultation request"), _("Consultation request marked as answered")),
        ("reopened", _("Open a consultation request again"), _("Consultation request opened again")),
        ("deleted", _("Delete a consultation request"), _("Consultation request deleted")),
    ):
        actions.register_action(f"learning.consultation_{act}", label, done)
    actions.register_action("learning.not_published")(NotPublished)


class NotPublished(LogFormatter):
    label = _("Fail to publish on schedule")

    def format_message(self, entry: BaseLogEntry) -> str:
        return gettext("Not published on schedule: %(reason)s") % {"reason": entry.data.get("reason", "")}


@hooks.register("construct_page_chooser_queryset")
def hide_drafts_of_others(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return choosable_pages(request.user, pages)


@hooks.register("construct_reports_menu")
def hide_page_types(request: HttpRequest, items: list[MenuItem]) -> None:
    if not PageTypesUsageReportView.permission_policy.user_has_permission(request.user, "change"):
        items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("before_delete_page")
def warn_of_records(request: HttpRequest, page: Page) -> None:
    """Above the question whether to delete. The same for unpublishing and for several pages: see the templates."""
    if request.method == "GET" and (impact := impact_of([page])):
        messages.warning(request, impact_words(impact))
