from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class LearningConfig(AppConfig):
    # Of the two here, this is the one that "learning" in INSTALLED_APPS means.
    default = True
    name = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from learning import signal_handlers
        from learning.bank import policy
        from learning.panels import ImpactPanel
        from learning.reports.health_panel import add_health_panel
        from quizzes.models import QuizPage

        signal_handlers.register()
        policy.register()
        add_health_panel()
        # `quizzes` knows no learner, so the word about learners comes into its editor from here.
        QuizPage.content_panels = [ImpactPanel(), *QuizPage.content_panels]


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our screens for our own user model."""

    default = False
    user_viewset = "learning.viewsets.PersonViewSet"
