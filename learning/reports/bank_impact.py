"""What an edited bank question does to learners of the quizzes that have it: on demand, and before it is published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Revision

from learning.access import bank_question_or_404, may_publish
from learning.reports.quiz_impact import TellsOfQuestion
from learning.selectors.bank import quiz_places
from learning.selectors.bank_impact import QuizMet, bank_impact, changed_kinds, quizzes_met, touches_learners
from learning.services.health import ask_where_counted
from quizzes.bank_guard import refuse_change
from quizzes.comparing import Kind
from quizzes.models import BankQuestion, QuizPage

MOST_BUTTONS = 5


def ask_before_publishing_question(request: HttpRequest, question: Model) -> HttpResponse | None:
    """As with quizzes: what was typed is a draft by now, and is published from the page that tells whom it meets."""
    if not isinstance(question, BankQuestion) or not touches_learners(question):
        return None
    return redirect("learning_reports:publish_question", question.pk, question.latest_revision_id)


def mark_anew_button(quiz: QuizPage) -> Any:
    words = _("Mark attempts anew: %s") % quiz.title
    return messages.button(reverse("learning_reports:regrade", args=[quiz.pk]), words)


def bank_edit_url(question: BankQuestion) -> str:
    return reverse(BankQuestion.snippet_viewset.get_url_name("edit"), args=[question.pk])


def as_it_becomes(draft: BankQuestion) -> BankQuestion:
    """A draft has the type and the label of the question it was made from."""
    draft.copy_out()
    return draft


class BankImpactView(WagtailAdminTemplateMixin, TemplateView):
    """What the newest draft of the question would change. Changes nothing."""

    page_title = gettext_lazy("Before publishing")
    header_icon = "group"
    template_name = "learning/admin/bank/impact.html"
    http_method_names = ("get", "head", "options")

    @cached_property
    def question(self) -> BankQuestion:
        return bank_question_or_404(self.request, self.kwargs["question_id"])

    @cached_property
    def draft(self) -> BankQuestion:
        return as_it_becomes(self.question.get_latest_revision_as_object())

    def get_page_subtitle(self) -> str:
        return str(self.draft)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        bank = {"url": reverse(BankQuestion.snippet_viewset.get_url_name("list")), "label": _("Question bank")}
        question = {"url": bank_edit_url(self.question), "label": str(self.question)}
        return [*super().get_breadcrumbs_items(), bank, question, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, kinds = bank_impact(self.draft), changed_kinds(self.draft)
        return super().get_context_data(
            kinds=[str(kind.label) for kind in Kind if kind in kinds],
            quizzes=self.tell_of(found),
            back=bank_edit_url(self.question),
            asks=False,
            **kwargs,
        )

    def tell_of(self, found: list[QuizMet]) -> list[dict[str, Any]]:
        places = quiz_places(item.quiz for item in found)
        return [
            {
                "place": places[item.quiz.pk],
                "touched": item.impact.touched,
                "sentences": [line for one in item.impact.questions for line in TellsOfQuestion(one).sentences],
            }
            for item in found
        ]


class PublishQuestionView(BankImpactView):
    """The same of one revision, with the question whether to publish it."""

    page_title = gettext_lazy("Publish this question?")
    http_method_names = ("get", "head", "post", "options")

    @cached_property
    def revision(self) -> Revision:
        return get_object_or_404(self.question.revisions, pk=self.kwargs["revision_id"])

    @cached_property
    def draft(self) -> BankQuestion:
        return as_it_becomes(self.revision.as_object())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refused() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refused() or self.publish()

    def refused(self) -> HttpResponse | None:
        """Somebody else went on with the draft: nothing is published over their heads."""
        if self.revision.pk == self.question.latest_revision_id:
            return None
        messages.warning(self.request, _("Nothing was published: the question has changed meanwhile."))
        return redirect(bank_edit_url(self.question))

    def publish(self) -> HttpResponse:
        met = list(quizzes_met(self.draft))
        try:
            refuse_change(self.draft, map(str, self.draft.tags.all()))
            self.revision.publish(user=self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(bank_edit_url(self.question))
        ask_where_counted(met)
        own = [quiz for quiz in met if may_publish(self.request.user, quiz)]
        words = _("The question has been published: “%s”.") % self.draft
        messages.success(self.request, words, buttons=[mark_anew_button(quiz) for quiz in own[:MOST_BUTTONS]])
        return redirect(BankQuestion.snippet_viewset.get_url_name("list"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "asks": True}
