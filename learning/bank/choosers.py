"""Wagtail's choosers for the bank: they list, and name, what this person may see and nothing else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from courses.search.bank import said_in_bank
from quizzes.bank import TopicTree
from quizzes.models import BankQuestion, BankTopic


class SearchForm(BaseFilterForm):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, widget=forms.TextInput())

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        query = self.cleaned_data.get("q", "").strip()
        self.is_searching, self.search_query = bool(query), query
        return self.search(objects, query) if query else objects

    def search(self, objects: QuerySet, query: str) -> QuerySet:
        return objects.filter(name__icontains=query)


class QuestionSearchForm(SearchForm):
    def search(self, objects: QuerySet, query: str) -> QuerySet:
        return objects.filter(said_in_bank(query))


class Seen:
    """What the permission policy lets this person see."""

    def seen(self) -> QuerySet:
        return policy_registry.get_by_type(self.model_class).instances_user_has_permission_for(
            self.request.user, "view"
        )

    def get_object_list(self) -> QuerySet:
        return self.seen()

    def get_object(self, pk: Any) -> Any:
        return self.seen().get(pk=pk)

    def get_objects(self, pks: Sequence[Any]) -> QuerySet:
        return self.seen().filter(pk__in=pks)


class TopicColumns(Seen):
    filter_form_class = SearchForm

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("topic", label=_("Topic"), accessor=self.topic_of)]

    @cached_property
    def tree(self) -> TopicTree:
        return TopicTree()

    def topic_of(self, row: BankQuestion | BankTopic) -> str:
        return " › ".join(self.tree.path(getattr(row, "topic_id", row.pk)))


class TopicRows(TopicColumns):
    page_subtitle = ""


class QuestionColumns(TopicColumns):
    filter_form_class = QuestionSearchForm

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("type", label=_("Type"), accessor="type_label")]


def viewset(listing: type) -> type[SnippetChooserViewSet]:
    """A chooser whose lists are those of this class. New rows are made where there is room for them."""
    return type(
        f"{listing.__name__}ViewSet",
        (SnippetChooserViewSet,),
        {
            "choose_view_class": type("View", (listing, ChooseView), {}),
            "choose_results_view_class": type("ResultsView", (listing, ChooseResultsView), {}),
            "chosen_view_class": type("ChosenView", (Seen, SnippetChosenView), {}),
            "chosen_multiple_view_class": type("ChosenMultipleView", (Seen, SnippetChosenMultipleView), {}),
        },
    )


BankQuestionChooserViewSet = viewset(QuestionColumns)
BankTopicChooserViewSet = viewset(TopicRows)
BankTopicChooserViewSet.choose_one_text = gettext_lazy("Choose a topic")
