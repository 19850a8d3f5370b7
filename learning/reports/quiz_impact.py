"""What an edited quiz does to learners, shown on demand, and before it is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page, Revision

from learning.access import editable_quiz_or_404, publishable_quiz_or_404
from learning.dates import moment_words
from learning.percents import percent_words
from learning.selectors.quiz_impact import QuestionImpact, quiz_impact, touches_learners
from quizzes.comparing import Kind, SettingChange
from quizzes.definitions import Pool
from quizzes.models import QuizPage


def ask_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail has stored what was typed as a draft by now; it is published from the page that tells whom it meets.

    What is scheduled, or published by a workflow, asks nobody: there is nobody there to ask.
    """
    if not isinstance(page, QuizPage) or not touches_learners(page):
        return None
    return redirect("learning_reports:publish_quiz", page.pk, page.latest_revision_id)


class QuizScreen(WagtailAdminTemplateMixin):
    """A screen about one quiz."""

    quiz: QuizPage

    def get_page_subtitle(self) -> str:
        return self.quiz.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        quiz = {"url": edit_url(self.quiz), "label": self.quiz.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), quiz, {"url": "", "label": self.get_page_title()}]


def edit_url(quiz: QuizPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[quiz.pk])


class ImpactView(QuizScreen, TemplateView):
    """What the newest draft would change, for whoever may edit it. Changes nothing."""

    page_title = gettext_lazy("Before publishing")
    header_icon = "group"
    template_name = "learning/admin/impact.html"
    http_method_names = ("get", "head", "options")

    @cached_property
    def quiz(self) -> QuizPage:
        return editable_quiz_or_404(self.request, self.kwargs["page_id"])

    @cached_property
    def draft(self) -> QuizPage:
        return self.quiz.get_latest_revision_as_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        impact = quiz_impact(self.draft)
        return super().get_context_data(
            impact=impact,
            questions=[TellsOfQuestion(item) for item in impact.questions],
            settings=[setting_words(item) for item in impact.changes.settings],
            back=edit_url(self.quiz),
            asks=False,
            **kwargs,
        )


class PublishView(ImpactView):
    """The same of one revision, with the question whether to publish it."""

    page_title = gettext_lazy("Publish this quiz?")
    http_method_names = ("get", "head", "post", "options")

    @cached_property
    def quiz(self) -> QuizPage:
        return publishable_quiz_or_404(self.request, self.kwargs["page_id"])

    @cached_property
    def revision(self) -> Revision:
        return get_object_or_404(self.quiz.revisions, pk=self.kwargs["revision_id"])

    @cached_property
    def draft(self) -> QuizPage:
        return self.revision.as_object()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refused() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refused() or self.publish()

    def refused(self) -> HttpResponse | None:
        """Somebody else went on with the draft, or locked the page: nothing is published over their heads."""
        lock = self.quiz.get_lock()
        if self.revision.pk == self.quiz.latest_revision_id and not (lock and lock.for_user(self.request.user)):
            return None
        messages.warning(self.request, _("Nothing was published: the quiz has changed or was locked meanwhile."))
        return redirect(edit_url(self.quiz))

    def publish(self) -> HttpResponse:
        try:
            PublishPageRevisionAction(self.revision, user=self.request.user).execute()
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(edit_url(self.quiz))
        words = _("Page '%(page_title)s' has been published.") % {"page_title": self.get_page_subtitle()}
        messages.success(self.request, words, buttons=self.next_steps())
        return redirect("wagtailadmin_explore", self.quiz.get_parent().pk)

    def next_steps(self) -> list[Any]:
        anew = reverse("learning_reports:regrade", args=[self.quiz.pk])
        return [messages.button(edit_url(self.quiz), _("Edit")), messages.button(anew, _("Mark attempts anew"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "asks": True}


@dataclass(frozen=True, slots=True)
class TellsOfQuestion:
    """One changed question in words."""

    impact: QuestionImpact

    @property
    def label(self) -> str:
        return self.impact.change.question.full_label

    @property
    def kinds(self) -> list[str]:
        return self.impact.change.labels

    @property
    def sentences(self) -> list[str]:
        return list(effects(self.impact)) or [_("Nothing changes for anybody's marks.")]


def effects(impact: QuestionImpact) -> Iterator[str]:
    kinds = impact.change.kinds
    if Kind.ADDED in kinds:
        yield _("New attempts are asked it. It never counts in those made before.")
    if Kind.REMOVED in kinds:
        yield _("New attempts are not asked it. Those made before keep it, and their marks.")
    if impact.running:
        yield ngettext(
            "%(count)d attempt under way goes on with the old question and is offered the corrected one.",
            "%(count)d attempts under way go on with the old question and are offered the corrected one.",
            impact.running,
        ) % {"count": impact.running}
    if impact.marked:
        yield marked_words(impact)


def marked_words(impact: QuestionImpact) -> str:
    marked = ngettext(
        "%(count)d submitted attempt was marked by the old key and keeps its grade.",
        "%(count)d submitted attempts were marked by the old key and keep their grades.",
        impact.marked,
    ) % {"count": impact.marked}
    gain = ngettext(
        "%(count)d would gain by being marked anew.", "%(count)d would gain by being marked anew.", impact.gain
    ) % {"count": impact.gain}
    return f"{marked} {gain}"


def setting_words(change: SettingChange) -> tuple[str, str, str]:
    """(name, before, after) as the editor calls them."""
    if change.name == "pools":
        return _("Random draws"), draw_words(change.before), draw_words(change.after)
    field = QuizPage._meta.get_field(change.name)
    return str(field.verbose_name), value_words(field, change.before), value_words(field, change.after)


def draw_words(pools: tuple[Pool, ...]) -> str:
    """«3/10, 2/5»: how many of how many each draws."""
    return ", ".join(f"{pool.drawn}/{len(pool.question_ids)}" for pool in pools) or "–"


def value_words(field: Any, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment_words(value)
    if field.name == "pass_mark":
        return percent_words(value)
    return str(dict(field.flatchoices).get(value, value))
