"""The question bank in Wagtail's admin: topics, and questions by topic, type, tag and word."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from courses.search.bank import said_in_bank
from learning.access import bank_questions, bank_topics, editable_quizzes
from learning.bank.choosers import BankQuestionChooserViewSet, BankTopicChooserViewSet
from learning.bank.forms import BankQuestionForm, BankTopicForm, topic_choices
from learning.bank.policy import OwnRows
from learning.panels import BankImpactPanel
from learning.reports.enrolments import ALL
from learning.selectors.bank import quiz_places
from quizzes import question_types
from quizzes.bank import TopicTree
from quizzes.bank_uses import Use, Uses
from quizzes.models import BankQuestion, BankQuestionTag, BankTopic


class BankFilterSet(WagtailFilterSet):
    topic = django_filters.ChoiceFilter(label=gettext_lazy("Topic"), method="within", empty_label=ALL)
    type = django_filters.ChoiceFilter(
        label=gettext_lazy("Type"),
        choices=lambda: [(each.name, each.label) for each in question_types.all_types()],
        empty_label=ALL,
    )
    tag = django_filters.ChoiceFilter(label=gettext_lazy("Tag"), method="tagged", empty_label=ALL)

    class Meta:
        model = BankQuestion
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["topic"].extra["choices"] = topic_choices(self.request.user)
        used = Tag.objects.filter(quizzes_bankquestiontag_items__content_object__in=bank_questions(self.request.user))
        self.filters["tag"].extra["choices"] = [
            (name, name) for name in used.order_by("name").distinct().values_list("name", flat=True)
        ]

    def within(self, questions: QuerySet, name: str, topic: str) -> QuerySet:
        """A topic has what is in the topics within it."""
        return questions.filter(topic__in=TopicTree().below([int(topic)]))

    def tagged(self, questions: QuerySet, name: str, tag: str) -> QuerySet:
        return questions.filter(tagged_items__tag__name=tag)


class BankIndexView(IndexView):
    @cached_property
    def columns(self) -> list[BaseColumn]:
        """No boxes to tick: each question is taken out of the bank by itself, after a look at where it is used."""
        return [
            self._get_title_column("label"),
            Column("type", label=_("Type"), accessor="type_label", sort_key="type"),
            Column("topic", label=_("Topic"), accessor=self.topic_of, sort_key="topic__name"),
            Column("tags", label=_("Tags"), accessor=self.tags_of),
            TitleColumn("uses", label=_("Where used"), accessor=self.uses_of, get_url=self.uses_url),
            Column("state", label=_("State"), accessor=state_of, sort_key="live"),
        ]

    def get_base_queryset(self) -> QuerySet[BankQuestion]:
        questions = super().get_base_queryset().filter(pk__in=bank_questions(self.request.user))
        return questions.defer("question", "lemmas")

    def filter_queryset(self, queryset: QuerySet[BankQuestion]) -> QuerySet[BankQuestion]:
        """A filter nobody could have set shows nothing."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def search_queryset(self, queryset: QuerySet[BankQuestion]) -> QuerySet[BankQuestion]:
        return queryset.filter(said_in_bank(self.search_query)) if self.is_searching else queryset

    @cached_property
    def tree(self) -> TopicTree:
        return TopicTree()

    @cached_property
    def uses(self) -> Uses:
        return Uses()

    @cached_property
    def tags(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        rows = BankQuestionTag.objects.filter(content_object__in=bank_questions(self.request.user))
        for pk, name in rows.order_by("tag__name").values_list("content_object_id", "tag__name"):
            found.setdefault(pk, []).append(name)
        return found

    def tags_of(self, question: BankQuestion) -> str:
        return ", ".join(self.tags.get(question.pk, ()))

    def topic_of(self, question: BankQuestion) -> str:
        return " › ".join(self.tree.path(question.topic_id))

    def uses_of(self, question: BankQuestion) -> int:
        return self.uses.count(question)

    def uses_url(self, question: BankQuestion) -> str:
        return reverse(BankQuestion.snippet_viewset.get_url_name("usage"), args=[question.pk])

    def get_list_more_buttons(self, instance: BankQuestion) -> list[Any]:
        return [*super().get_list_more_buttons(instance), insert_button(instance)]


def state_of(question: BankQuestion) -> str:
    """Wagtail's own word for it costs a query a row, to look for a schedule that these do not have."""
    if not question.live:
        return _("Draft")
    return _("Live, with a newer draft") if question.has_unpublished_changes else _("Live")


def insert_button(question: BankQuestion) -> Button:
    url = reverse("learning_reports:insert_question", args=[question.pk])
    return Button(_("Insert into a quiz…"), url=url, icon_name="download", priority=15)


class BankEditView(EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, insert_button(self.object)]


class BankUsesView(UsageView):
    """Wagtail's own page of this name knows live pages and references alone; a bank has drafts and draws."""

    page_title = gettext_lazy("Where used")

    def get_queryset(self) -> list[Use]:
        return Uses().of(self.object)

    @cached_property
    def editable(self) -> set[int]:
        return set(editable_quizzes(self.request.user).values_list("pk", flat=True))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("quiz", label=_("Quiz"), accessor=self.name_of, get_url=self.quiz_url),
            Column("state", label=_("State"), accessor=lambda use: _("Live") if use.is_live else _("Draft")),
            Column(
                "way", label=_("How"), accessor=lambda use: _("Random draw") if use.by_draw else _("Shared question")
            ),
        ]

    def name_of(self, use: Use) -> str:
        """Of another team's draft not even the title."""
        if not use.is_live and use.quiz.pk not in self.editable:
            return _("A draft of another team")
        return self.places[use.quiz.pk]

    @cached_property
    def places(self) -> dict[int, str]:
        return quiz_places(use.quiz for use in self.get_queryset())

    def quiz_url(self, use: Use) -> str | None:
        return reverse("wagtailadmin_pages:edit", args=[use.quiz.pk]) if use.quiz.pk in self.editable else None

    def get_table(self, object_list: list[Use], **kwargs: Any) -> Any:
        return super(UsageView, self).get_table(object_list, **kwargs)


class BankQuestionViewSet(OwnRows, SnippetViewSet):
    model = BankQuestion
    icon = "help"
    menu_label = gettext_lazy("Question bank")
    menu_order = 330
    add_to_admin_menu = True
    list_per_page = 50
    search_backend_name = None
    search_fields = ["label"]
    copy_view_enabled = False
    filterset_class = BankFilterSet
    index_view_class = BankIndexView
    edit_view_class = BankEditView
    usage_view_class = BankUsesView
    chooser_viewset_class = BankQuestionChooserViewSet
    chooser_per_page = 25
    edit_handler = ObjectList([BankImpactPanel(), *BankQuestion.panels], base_form_class=BankQuestionForm)


class TopicIndexView(IndexView):
    default_ordering = "name"
    add_item_label = gettext_lazy("Add a topic")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("name"),
            Column("within", label=_("Within"), accessor=self.above),
            Column("questions", label=_("Questions"), accessor="question_count"),
        ]

    def get_base_queryset(self) -> QuerySet[BankTopic]:
        topics = super().get_base_queryset().filter(pk__in=bank_topics(self.request.user))
        return topics.annotate(question_count=Count("questions"))

    @cached_property
    def tree(self) -> TopicTree:
        return TopicTree()

    def above(self, topic: BankTopic) -> str:
        return " › ".join(self.tree.path(topic.parent_id))


class BankTopicViewSet(OwnRows, SnippetViewSet):
    model = BankTopic
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Topics of the bank")
    menu_order = 331
    add_to_admin_menu = True
    list_per_page = 100
    search_backend_name = None
    search_fields = ["name"]
    copy_view_enabled = False
    index_view_class = TopicIndexView
    chooser_viewset_class = BankTopicChooserViewSet
    chooser_per_page = 50
    edit_handler = ObjectList(BankTopic.panels, base_form_class=BankTopicForm)
