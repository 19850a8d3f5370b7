"""Exceptions for learners: the list of all, those of one learner by quiz, and the form that grants one."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from courses.outline import outline_by_key
from learning.access import grantable_enrolment_or_404, may_review
from learning.dates import moment_words
from learning.errors import NothingGranted, ReasonMissing
from learning.forms.overrides import OverrideForm, initial_of
from learning.models import Enrolment, LearnerOverride
from learning.reports.listing import DayColumn, ForReviewers, SearchedAndSorted
from learning.selectors.enrolments import name_of
from learning.selectors.rules import override_of
from learning.services.overrides import grant_override, remove_override
from quizzes.models import QuizPage


def learner_name(enrolment: Enrolment, *, sees_all: bool) -> str:
    """A trainer is not told the address, not even in place of a name that was not given."""
    user = enrolment.user
    if sees_all or user is None or user.full_name:
        return name_of(enrolment)
    return _("Learner %(number)d") % {"number": user.pk}


def granted_words(override: LearnerOverride) -> str:
    """«+15 min, +1 attempt, until 3 March 2026, 10:00»."""
    said = [
        override.extra_minutes and _("+%(count)d min") % {"count": override.extra_minutes},
        override.extra_attempts and _("attempts: +%(count)d") % {"count": override.extra_attempts},
        override.opens_at and _("opens %(when)s") % {"when": moment_words(override.opens_at)},
        override.closes_at and _("closes %(when)s") % {"when": moment_words(override.closes_at)},
    ]
    return ", ".join(part for part in said if part)


def override_url(override: LearnerOverride) -> str:
    return reverse("learning_reports:override", args=[override.enrolment_id, override.quiz_key])


class OverrideListView(ForReviewers, SearchedAndSorted, ReportView):
    page_title = gettext_lazy("Exceptions for learners")
    header_icon = "time"
    model = LearnerOverride
    index_url_name = "learning_reports:overrides"
    index_results_url_name = "learning_reports:overrides_results"
    is_searchable = True
    search_fields = ["enrolment__user__full_name", "title", "enrolment__course_title"]
    default_ordering = "-created_at"
    list_export: list[str] = []

    def get_base_queryset(self) -> QuerySet[LearnerOverride]:
        rows = LearnerOverride.objects.select_related("enrolment__user", "by")
        return rows if self.sees_all else rows.filter(enrolment__course_key__in=self.courses.values("translation_key"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "who",
                label=_("Name"),
                accessor=lambda row: learner_name(row.enrolment, sees_all=self.sees_all),
                get_url=override_url,
            ),
            Column("course", label=_("Course"), accessor="enrolment.course_title"),
            Column("title", label=_("Quiz"), sort_key="title"),
            Column("granted", label=_("What is granted"), accessor=granted_words),
            Column("reason", label=_("Reason")),
            Column("by", label=_("By")),
            DayColumn("created_at", label=_("Granted on"), sort_key="created_at"),
        ]


class ForOneLearner(WagtailAdminTemplateMixin):
    """What is about one enrolment: for staff, and for the trainers of its course."""

    header_icon = "time"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.enrolment = grantable_enrolment_or_404(request, kwargs["enrolment_id"])
        self.sees_all = may_review(request.user)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def who(self) -> str:
        return learner_name(self.enrolment, sees_all=self.sees_all)

    def get_page_subtitle(self) -> str:
        return self.who

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), *self.way_here(), {"url": "", "label": self.get_page_title()}]

    def way_here(self) -> list[dict[str, Any]]:
        return [{"url": reverse("learning_reports:overrides"), "label": _("Exceptions for learners")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(enrolment=self.enrolment, who=self.who, **kwargs)


class LearnerOverridesView(ForOneLearner, TemplateView):
    page_title = gettext_lazy("Exceptions")
    template_name = "learning/admin/overrides.html"
    http_method_names = ("get", "head", "options")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=self.rows(), links_story=self.sees_all, **kwargs)

    def rows(self) -> list[tuple[str, str, LearnerOverride | None, str]]:
        """(quiz, where it is granted, the exception, what it says) of each quiz of the course."""
        outline = outline_by_key(self.enrolment.course_key)
        granted = {str(row.quiz_key): row for row in self.enrolment.overrides.select_related("by")}
        found = []
        for quiz in outline.quizzes if outline else ():
            override = granted.get(quiz.key)
            url = reverse("learning_reports:override", args=[self.enrolment.pk, quiz.key])
            found.append((quiz.title, url, override, granted_words(override) if override else ""))
        return found


class OverrideView(ForOneLearner, FormView):
    """Grants, changes and, by its second button, removes."""

    page_title = gettext_lazy("Exception")
    template_name = "learning/admin/override.html"
    http_method_names = ("get", "head", "post", "options")
    form_class = OverrideForm

    @cached_property
    def quiz(self) -> QuizPage:
        """The original, whose rules hold in all languages; 404 for a quiz of another course."""
        key = str(self.kwargs["quiz_key"])
        outline = outline_by_key(self.enrolment.course_key)
        quiz = QuizPage.objects.filter(translation_key=key).order_by("pk").first()
        if quiz is None or outline is None or outline.find(key) is None:
            raise Http404
        return quiz

    @cached_property
    def override(self) -> LearnerOverride | None:
        return override_of(self.enrolment, self.quiz.translation_key)

    def way_here(self) -> list[dict[str, Any]]:
        return [*super().way_here(), {"url": self.get_success_url(), "label": self.who}]

    def get_success_url(self) -> str:
        return reverse("learning_reports:enrolment_overrides", args=[self.enrolment.pk])

    def get_initial(self) -> dict[str, object]:
        return initial_of(self.override)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(quiz=self.quiz, override=self.override, back=self.get_success_url(), **kwargs)

    def form_valid(self, form: OverrideForm) -> HttpResponse:
        try:
            self.act(form)
        except (NothingGranted, ReasonMissing) as error:
            form.add_error(getattr(error, "field", "reason") or None, str(error))
            return self.form_invalid(form)
        return redirect(self.get_success_url())

    def form_invalid(self, form: OverrideForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def act(self, form: OverrideForm) -> None:
        reason, by = form.cleaned_data["reason"], self.request.user
        if self.request.POST.get("do") == "remove" and self.override:
            remove_override(override=self.override, reason=reason, by=by)
            messages.success(self.request, _("The exception is removed. An attempt under way keeps its time."))
            return
        grant_override(enrolment=self.enrolment, quiz=self.quiz, grant=form.grant, reason=reason, by=by)
        messages.success(self.request, _("The exception is granted."))
