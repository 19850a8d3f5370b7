"""Users, communities and comment templates in Wagtail's admin. Guests are not users, so they are never here."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BaseColumn, BooleanColumn, Column, DateColumn
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet
from wagtail.users.views import users
from wagtail.users.views.bulk_actions import DeleteBulkAction

from learning.access import comment_templates, team_courses
from learning.bank.policy import OwnRows
from learning.forms.people import PersonCreationForm, PersonEditForm
from learning.forms.reflections import CommentTemplateForm
from learning.models import CommentTemplate, Community, User
from learning.reports.listing import matching
from learning.selectors.enrolments import course_titles
from learning.services.erasure import erase_learner


class PersonIndexView(users.IndexView):
    search_fields = ("full_name", "latin_name", "email")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """No boxes to tick: what is done to an account is done to one person, after a look at them."""
        name = self._get_title_column_class(users.UserColumn)
        return [
            name("name", accessor=str, label=_("Name"), sort_key="full_name", get_url=self.get_edit_url),
            Column("email", label=_("E-mail"), sort_key="email"),
            Column("community", label=_("Community"), accessor="community.name", sort_key="community__name"),
            Column("level", label=_("Access level"), accessor=access_level, sort_key="is_superuser"),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().select_related("community")

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(matching(self.search_query, self.search_fields)) if self.is_searching else queryset


def access_level(user: User) -> str:
    return _("Administrator") if user.is_superuser else ""


class PersonCreateView(users.CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class PersonEditView(users.EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever may set a superuser's password is one."""
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class PersonDeleteView(users.DeleteView):
    """An account is erased, not cascaded away: see `learning.services.erasure`."""

    template_name = "learning/admin/user_delete.html"
    success_message = gettext_lazy("The account is deleted.")

    def delete_action(self) -> None:
        erase_account(self.object, by=self.request.user)


class EraseBulkAction(DeleteBulkAction):
    """In place of Wagtail's, which would delete rows that enrolments hold on to."""

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "by": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[User], by: User | None = None, **kwargs: Any) -> tuple[int, int]:
        for user in objects:
            erase_account(user, by=by)
        return len(objects), 0


@transaction.atomic
def erase_account(user: User, *, by: User | None) -> None:
    """The log keeps that it was done and by whom, and not whose name it was."""
    title = _("Account %(number)d") % {"number": user.pk}
    log(user, "wagtail.delete", user=by, title=title, deleted=True)
    erase_learner(user=user)


class PersonViewSet(users.UserViewSet):
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    create_template_name = "learning/admin/user_create.html"
    edit_template_name = "learning/admin/user_edit.html"
    delete_template_name = PersonDeleteView.template_name
    search_fields = PersonIndexView.search_fields

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonEditForm if for_update else PersonCreationForm


class CommunityIndexView(IndexView):
    add_item_label = gettext_lazy("Add a community")


class CommunityViewSet(SnippetViewSet):
    model = Community
    icon = "home"
    menu_hook = "register_learning_menu_item"
    menu_order = 400
    list_display = ("name", "region", "katotth")
    list_per_page = 50
    search_fields = ("name", "region", "katotth")
    copy_view_enabled = False
    index_view_class = CommunityIndexView


class CommentTemplateIndexView(IndexView):
    @cached_property
    def columns(self) -> list[BaseColumn]:
        """No boxes to tick: each template is deleted by itself."""
        return [
            self._get_title_column("title"),
            Column("text", label=_("Text"), accessor=lambda template: Truncator(template.text).words(20)),
            Column("course", label=_("For"), accessor=self.course_of),
        ]

    def get_base_queryset(self) -> QuerySet[CommentTemplate]:
        return super().get_base_queryset().filter(pk__in=comment_templates(self.request.user))

    @cached_property
    def courses(self) -> dict[str, str]:
        return course_titles(team_courses(self.request.user), with_deleted=False)

    def course_of(self, template: CommentTemplate) -> str:
        return self.courses.get(str(template.course_key), "") if template.course_key else _("All courses")


class CommentTemplateViewSet(OwnRows, SnippetViewSet):
    model = CommentTemplate
    icon = "comment"
    menu_hook = "register_learning_menu_item"
    menu_order = 410
    add_to_admin_menu = True
    list_per_page = 50
    search_backend_name = None
    search_fields = ["title", "text"]
    copy_view_enabled = False
    index_view_class = CommentTemplateIndexView
    edit_handler = ObjectList(CommentTemplate.panels, base_form_class=CommentTemplateForm)
