from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("courses")

    def ready(self) -> None:
        from quizzes import publishing

        from . import proving, signal_handlers
        from .search import bank, freshness

        signal_handlers.connect()
        bank.connect()
        freshness.connect()
        publishing.register(proving.faults_made_by)
