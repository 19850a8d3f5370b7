"""Marking a quiz anew: choose, see who would change, say why, and afterwards what was done."""

from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from learning.access import may_review, may_see_records, publishable_quiz_or_404, regrading_or_404
from learning.forms.regrading import RegradeChoiceForm, RegradeForm
from learning.models import AttemptGrade, Regrading
from learning.reports.quiz_impact import QuizScreen, edit_url
from learning.reports.regrade_rows import done_row, planned_row, unmet_row
from learning.selectors.regrade_choices import choices_of
from learning.selectors.regrading import Regrade, Target, Totals, regrade_plan
from learning.selectors.unmet import move_of, moves_of, unmet
from learning.services.regrading import ask_regrading
from quizzes.definitions import QuizDefinition
from quizzes.models import QuizPage, QuizVersion
from quizzes.versioning import digest_of_quiz

ROWS = 50


class RegradeView(QuizScreen, TemplateView):
    """GET chooses and lists, and writes nothing; POST does what the list says."""

    page_title = gettext_lazy("Mark attempts anew")
    header_icon = "rotate"
    template_name = "learning/admin/regrade.html"
    http_method_names = ("get", "head", "post", "options")

    @cached_property
    def quiz(self) -> QuizPage:
        return publishable_quiz_or_404(self.request, self.kwargs["page_id"])

    @cached_property
    def published(self) -> QuizDefinition:
        return self.quiz.definition()

    @cached_property
    def digest(self) -> str:
        return digest_of_quiz(self.published)

    @cached_property
    def choice(self) -> RegradeChoiceForm:
        found = choices_of(self.quiz, self.published)
        versions = {str(version.pk): version_words(version) for version in found.versions}
        usual = [item.question.id for item in found.questions if item.is_usual]
        asked = self.request.GET if "chosen" in self.request.GET else None
        labels = {item.question.id: with_kinds(item.question.full_label, item.labels) for item in found.questions}
        first = {"questions": usual, "versions": list(versions), "all_directions": ""}
        data = first if asked is None and (usual or found.lower_mark) else asked
        return RegradeChoiceForm(data, initial=first, questions=labels, versions=versions, lower_mark=found.lower_mark)

    @cached_property
    def target(self) -> Target | None:
        """What the form chose, or nothing while there is nothing to choose."""
        if not self.choice.is_valid():
            return None
        chosen = self.choice.cleaned_data
        return Target(
            by=self.published,
            chosen=frozenset(chosen["questions"]),
            versions=[int(pk) for pk in chosen["versions"]],
            only_up=not chosen["all_directions"],
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = RegradeForm(request.POST)
        if form.is_valid() and form.cleaned_data["digest"] != self.digest:
            form.add_error(None, _("The quiz was published anew meanwhile. Look at the list once more."))
        if not form.is_valid() or self.target is None:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        asked = {name: form.cleaned_data[name] for name in ("reason", "key")}
        regrading = ask_regrading(quiz=self.quiz, target=self.target, by=request.user, **asked)
        return redirect("learning_reports:regrading", regrading.pk)

    def get_context_data(self, *, form: RegradeForm | None = None, **kwargs: Any) -> dict[str, Any]:
        plan = Preview(self.quiz, self.target, self.request) if self.target else None
        return super().get_context_data(
            choice=self.choice,
            plan=plan,
            page_obj=plan.page if plan else None,
            elided_page_range=plan.page.paginator.get_elided_page_range(plan.page.number) if plan else (),
            links_records=may_see_records(self.request.user),
            form=renewed(form, self.digest),
            back=edit_url(self.quiz),
            **kwargs,
        )


def renewed(form: RegradeForm | None, digest: str) -> RegradeForm:
    """The reason as it was typed, beside the list as it is now."""
    initial = {"key": uuid4(), "digest": digest}
    if form is None:
        return RegradeForm(initial=initial)
    form.data = {**form.data.dict(), "digest": digest}
    return form


class Preview:
    """One page of a plan that may have thousands of rows: all are added up, the rest are let go."""

    def __init__(self, quiz: QuizPage, target: Target, request: HttpRequest) -> None:
        self.totals, self.moves, rows = Totals(), [], []
        asked, with_address = page_number(request), may_review(request.user)
        for place, change in enumerate(regrade_plan(quiz=quiz, target=target)):
            self.note(change)
            # Those of the page that was asked for; where the plan is shorter, of its last one.
            if place % ROWS == 0 and place < asked * ROWS:
                rows = []
            if place < asked * ROWS:
                rows.append(planned_row(change, with_address=with_address))
        self.rows, self.page = rows, Paginator(range(self.totals.attempts), ROWS).get_page(asked)
        self.unmet = [unmet_row(item, with_address=with_address) for item in unmet(quiz, self.moves)]

    def note(self, change: Regrade) -> None:
        self.totals.add(change)
        self.moves.append(move_of(change))


class RegradingView(QuizScreen, TemplateView):
    """What a decision came to: who got which grade, and what stands although its grade fell."""

    page_title = gettext_lazy("Marked anew")
    header_icon = "rotate"
    template_name = "learning/admin/regrading.html"
    http_method_names = ("get", "head", "options")

    @cached_property
    def regrading(self) -> Regrading:
        return regrading_or_404(self.request, self.kwargs["regrading_id"])

    @property
    def quiz(self) -> QuizPage:
        return self.regrading.quiz

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with_address = may_review(self.request.user)
        page = Paginator(done_grades(self.regrading), ROWS).get_page(page_number(self.request))
        return super().get_context_data(
            regrading=self.regrading,
            page_obj=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            rows=[done_row(grade, with_address=with_address) for grade in page],
            unmet=[unmet_row(item, with_address=with_address) for item in unmet(self.quiz, moves_of(self.regrading))],
            links_records=may_see_records(self.request.user),
            back=edit_url(self.quiz),
            **kwargs,
        )


def done_grades(regrading: Regrading) -> QuerySet[AttemptGrade]:
    earlier = AttemptGrade.objects.filter(attempt=OuterRef("attempt"), pk__lt=OuterRef("pk")).order_by("-pk")
    rows = regrading.grades.select_related("attempt__enrolment__user").order_by("pk")
    return rows.annotate(
        fraction_before=Subquery(earlier.values("fraction")[:1]), passed_before=Subquery(earlier.values("passed")[:1])
    )


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("p", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def version_words(version: QuizVersion) -> str:
    first, last = (
        date_format(timezone.localtime(at), "SHORT_DATE_FORMAT") for at in (version.first_at, version.last_at)
    )
    words = ngettext("%(count)d attempt", "%(count)d attempts", version.taken) % {"count": version.taken}
    return f"{first} – {last}: {words}"


def with_kinds(label: str, kinds: list[str]) -> str:
    return f"{label} ({', '.join(kinds)})" if kinds else label
