"""A question into a quiz, and the questions of a quiz into the bank and back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from learning.access import bank_question_or_404, editable_quiz_or_404, may_use_bank
from learning.bank.forms import InsertForm, MoveForm
from learning.errors import LearningError
from learning.services.quiz_bank import insert_copy, insert_shared, move_to_bank, take_back
from quizzes import question_types
from quizzes.bank_blocks import DRAW, SHARED
from quizzes.blocks import freeze_block
from quizzes.models import BankQuestion, QuizPage


class BankScreen(WagtailAdminTemplateMixin, FormView):
    header_icon = "help"
    http_method_names = ("get", "head", "post", "options")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_use_bank(request.user):
            raise PermissionDenied
        self.find(request)
        return super().dispatch(request, *args, **kwargs)

    def find(self, request: HttpRequest) -> None:
        """What the screen is about. Raises Http404."""
        raise NotImplementedError

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        bank = {"url": reverse(BankQuestion.snippet_viewset.get_url_name("list")), "label": _("Question bank")}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), bank, here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class InsertView(BankScreen):
    page_title = gettext_lazy("Insert into a quiz")
    template_name = "learning/admin/bank/insert.html"
    form_class = InsertForm

    def find(self, request: HttpRequest) -> None:
        self.question: BankQuestion = bank_question_or_404(request, self.kwargs["question_id"])

    def get_page_subtitle(self) -> str:
        return str(self.question)

    def get_initial(self) -> dict[str, str]:
        return {"how": InsertForm.SHARED}

    def form_valid(self, form: InsertForm) -> HttpResponse:
        insert = insert_shared if form.cleaned_data["how"] == InsertForm.SHARED else insert_copy
        quiz = form.cleaned_data["quiz"]
        try:
            insert(quiz=quiz, question=self.question, by=self.request.user)
        except LearningError as error:
            form.add_error("quiz", str(error))
            return self.form_invalid(form)
        messages.success(
            self.request, _("The question is the last one in the draft. Publish the quiz when it is ready.")
        )
        return redirect("wagtailadmin_pages:edit", quiz.pk)


class QuizBankView(BankScreen):
    page_title = gettext_lazy("Questions and the bank")
    template_name = "learning/admin/bank/quiz.html"
    form_class = MoveForm

    def find(self, request: HttpRequest) -> None:
        self.quiz: QuizPage = editable_quiz_or_404(request, self.kwargs["quiz_id"])

    def get_page_subtitle(self) -> str:
        return self.quiz.draft_title

    @cached_property
    def draft(self) -> QuizPage:
        return self.quiz.get_latest_revision_as_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [row_of(child, place) for place, child in enumerate(self.draft.questions, start=1)]
        return super().get_context_data(rows=rows, quiz=self.quiz, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        try:
            return self.act(form) or self.form_invalid(form)
        except LearningError as error:
            form.errors  # noqa: B018  bound first: an error may be added to a form that was looked at
            form.add_error(None, str(error))
            return self.form_invalid(form)

    def act(self, form: MoveForm) -> HttpResponse | None:
        quiz, by = self.quiz, self.request.user
        if question_id := self.request.POST.get("back"):
            take_back(quiz=quiz, question_id=question_id, by=by)
            done = _("The question is the quiz’s own again, in its draft. The bank keeps its own.")
        elif not form.is_valid():
            return None
        else:
            move_to_bank(quiz=quiz, question_id=self.request.POST.get("move", ""), by=by, **form.cleaned_data)
            done = _("The question is in the bank, and the draft of the quiz uses it from there.")
        messages.success(self.request, done)
        return redirect("learning_reports:quiz_bank", quiz.pk)


def row_of(child: Any, place: int) -> dict[str, Any]:
    """One question of the draft as the screen names it."""
    definition = freeze_block(child, place)
    shared = child.value if child.block_type == SHARED else None
    return {
        "id": child.id,
        "number": place,
        "label": definition.full_label if definition else "",
        "type": question_types.get(definition.type).label if definition else "",
        "shared": shared,
        "draw": child.value if child.block_type == DRAW else None,
        "url": reverse(BankQuestion.snippet_viewset.get_url_name("edit"), args=[shared.pk]) if shared else "",
    }
