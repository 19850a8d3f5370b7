from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages as admin_messages
from wagtail.admin.ui.tables import DateColumn
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, get_page_models
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import SnippetViewSet

from quizzes.aliases import NoAliasMixin
from quizzes.translations import OriginalMixin

from .models import CoursePage, LegalAct, Term
from .proving import faults_in
from .rich_text import register_term_feature

MOST_FAULTS_TOLD = 3


class LegalActViewSet(SnippetViewSet):
    model = LegalAct
    icon = "openquote"
    menu_label = _("Legal acts")
    menu_order = 320
    add_to_admin_menu = True
    list_display = [
        "title",
        "number",
        DateColumn("date", label=_("Date")),
        DateColumn("changed_on", label=_("Changed")),
    ]
    list_filter = {"changed_on": ["gte", "lte"]}
    list_per_page = 50
    # Plain "contains": full text search knows words, and “280/97” is none.
    search_backend_name = None
    search_fields = ["title", "number"]
    copy_view_enabled = False


class TermChosenView(SnippetChosenView):
    """The editor marks a word by the term's slug."""

    response_data_title_key = "title"

    def get_chosen_response_data(self, item: Term) -> dict[str, Any]:
        return {**super().get_chosen_response_data(item), "slug": item.slug}


class TermChooserViewSet(SnippetChooserViewSet):
    chosen_view_class = TermChosenView


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "help"
    menu_label = _("Glossary")
    menu_order = 325
    add_to_admin_menu = True
    list_display = ["word", "slug", "definition"]
    list_per_page = 50
    search_backend_name = None
    search_fields = ["word", "forms", "definition"]
    copy_view_enabled = False
    chooser_viewset_class = TermChooserViewSet
    chooser_per_page = 25


register_snippet(LegalActViewSet)
register_snippet(TermViewSet)


@hooks.register("register_rich_text_features")
def term_feature(features: FeatureRegistry) -> None:
    register_term_feature(features)


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    return format_html('<script src="{}" defer></script>', static("courses/one-save.js"))


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("courses.export", _("Export a course"), _("Exported as a folder of files"))
    actions.register_action("courses.import", _("Import a course"), _("Imported from a folder of files"))


@hooks.register("before_copy_page")
def refuse_aliases_of_courses(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An alias of a page above a course would alias the course with it, past the course's own form."""
    if "alias" in request.POST and refuses_alias(page):
        messages.error(request, _("Courses cannot have aliases: what people learn there would be lost. Make a copy."))
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None


def refuses_alias(page: Page) -> bool:
    """Whether an alias of this page and its subpages would alias something that must not be."""
    refusing = [model for model in get_page_models() if issubclass(model, NoAliasMixin)]
    return page.get_descendants(inclusive=True).type(*refusing).exists()


@hooks.register("before_move_page")
def note_what_is_left(request: HttpRequest, page: Page, destination: Page) -> None:
    request.courses_left = {*getattr(request, "courses_left", ()), *courses_around(page)}


@hooks.register("after_move_page")
def tell_what_a_move_broke(request: HttpRequest, page: Page) -> None:
    """A move is done by then; whoever did it is told why the course it left, or came to, cannot be completed."""
    for course in {*getattr(request, "courses_left", ()), *courses_around(Page.objects.get(pk=page.pk))}:
        for fault in faults_in(course)[:MOST_FAULTS_TOLD]:
            words = {"title": course.title, "why": fault.message}
            admin_messages.warning(request, _("“%(title)s” cannot be completed now. %(why)s") % words)


def courses_around(page: Page) -> QuerySet[CoursePage]:
    """The live course of a lesson or quiz."""
    return CoursePage.objects.live().ancestor_of(page)


@hooks.register("before_edit_page")
def tell_of_the_original(request: HttpRequest, page: Page) -> None:
    """Above the editor of a translation: whose it is, and whether the original has been published since."""
    if request.method != "GET" or not isinstance(page, OriginalMixin) or not page.is_translation:
        return
    original = page.original
    button = admin_messages.button(reverse("wagtailadmin_pages:edit", args=[original.pk]), _("Open the original"))
    if is_older(page, original):
        words = _("The original was published after this translation was last saved. Compare them, then publish.")
        admin_messages.warning(request, words, buttons=[button])
    else:
        words = _(
            "This is a translation. What is required, how many attempts there are and the like follow the original."
        )
        admin_messages.info(request, words, buttons=[button])


def is_older(translation: Page, original: Page) -> bool:
    """Whether the original has a public version that nobody can have seen when the translation was last saved."""
    published, saved = original.last_published_at, translation.latest_revision_created_at
    return bool(published and saved) and published > saved
