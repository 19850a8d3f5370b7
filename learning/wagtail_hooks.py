"""What this app gives to Wagtail's admin."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import BaseLogEntry, Page, Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet

from learning.access import (
    ANSWER_CONSULTATIONS,
    DELETE_CONSULTATIONS,
    MANAGE_RECORDS,
    REVIEW,
    SEE_CONSULTATIONS,
    SEE_RECORDS,
    choosable_pages,
)
from learning.bank.policy import OwnRowsDelete, hide_foreign_history
from learning.bank.viewsets import BankQuestionViewSet, BankTopicViewSet
from learning.forms.people import OwnNameForm
from learning.page_buttons import page_buttons, topic_buttons
from learning.reports import menu
from learning.reports.bank_impact import ask_before_publishing_question
from learning.reports.home_panel import add_courses_panel
from learning.reports.quiz_impact import ask_before_publishing
from learning.reports.spreadsheets import neutralise_exports
from learning.selectors.impact import impact_of
from learning.services.copying import mend_copy
from learning.templatetags.learning_admin import impact_words
from learning.views.kept_pages import serve_kept
from learning.views.locked import serve_open
from learning.views.timed_quizzes import finish_before
from learning.viewsets import CommentTemplateViewSet, CommunityViewSet, EraseBulkAction
from quizzes.bank_guard import refuse_removal, refuse_topic_removal
from quizzes.models import BankQuestion, BankTopic

for viewset in (CommunityViewSet, CommentTemplateViewSet, BankQuestionViewSet, BankTopicViewSet):
    register_snippet(viewset)
neutralise_exports()
hide_foreign_history()
# It names the newest page of each type, whoever may see it: only for those who run the whole site.
PageTypesUsageReportView.permission_policy = ModelPermissionPolicy(Site)
PageTypesUsageReportView.any_permission_required = ["change"]
# Wagtail's account page would ask for a first and a last name and keep neither.
NameEmailSettingsPanel.form_class = OwnNameForm

# Innermost: whoever may not see the page, or not yet, has been turned away before.
hooks.register("on_serve_page", finish_before, order=80)
hooks.register("on_serve_page", serve_open, order=90)
hooks.register("on_serve_page", serve_kept, order=100)
for action in (EraseBulkAction, OwnRowsDelete):
    hooks.register("register_bulk_action", action, order=1)
hooks.register("register_page_header_buttons", page_buttons)
hooks.register("register_page_listing_more_buttons", page_buttons)
hooks.register("register_snippet_listing_buttons", topic_buttons)
hooks.register("construct_homepage_panels", add_courses_panel)
hooks.register("before_publish_page", ask_before_publishing)
hooks.register("before_publish", ask_before_publishing_question)
hooks.register("register_admin_menu_item", menu.submenu)
for item in (
    menu.new_course_item,
    menu.import_course_item,
    menu.overview_item,
    menu.enrolments_item,
    menu.reflections_item,
    menu.overrides_item,
    menu.health_item,
    menu.law_reviews_item,
    menu.completability_item,
    menu.records_item,
    menu.consultations_item,
):
    hooks.register(menu.ITEMS_HOOK, item)


@hooks.register("after_copy_page")
def mend_copied(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Wagtail's own copy leaves conditions and links where they led."""
    for sentence in mend_copy(page=page, copy=new_page, by=request.user):
        messages.warning(request, sentence)


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
    actions.register_action("learning.export_questions", _("Export questions"), _("Questions exported as a file"))
    actions.register_action("learning.import_questions", _("Import questions"), _("Questions imported from a file"))
    actions.register_action("learning.issue", _("Issue a completion record"), _("Completion record issued"))
    actions.register_action("learning.regrade", _("Mark attempts anew"), _("Attempts marked anew"))
    actions.register_action("learning.remark", _("Mark an open answer"), _("Open answer read and marked"))
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


@hooks.register("before_delete_snippet")
def keep_what_quizzes_use(request: HttpRequest, instances: list[Model]) -> HttpResponse | None:
    """One by one or several at once: the places, and back to the list."""
    for refuse, model in ((refuse_removal, BankQuestion), (refuse_topic_removal, BankTopic)):
        for instance in instances:
            if isinstance(instance, model) and (response := refused(request, refuse, instance)):
                return response
    return None


@hooks.register("before_unpublish")
def keep_published_what_quizzes_use(request: HttpRequest, instance: Model) -> HttpResponse | None:
    return refused(request, refuse_removal, instance) if isinstance(instance, BankQuestion) else None


def refused(request: HttpRequest, refuse: Callable[[Any], None], instance: Any) -> HttpResponse | None:
    try:
        refuse(instance)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(type(instance).snippet_viewset.get_url_name("list"))
    return None
