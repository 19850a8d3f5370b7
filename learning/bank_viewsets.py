"""The question bank in Wagtail's admin: topics, and questions by topic, type, tag and word."""

from wagtail.snippets.views.snippets import SnippetViewSet

from quizzes.models import BankQuestion, BankTopic


class BankTopicViewSet(SnippetViewSet):
    model = BankTopic
    icon = "folder-open-inverse"
    copy_view_enabled = False


class BankQuestionViewSet(SnippetViewSet):
    model = BankQuestion
    icon = "help"
    copy_view_enabled = False
