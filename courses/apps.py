from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("courses")

    def ready(self) -> None:
        from . import signal_handlers
        from .search import bank, freshness

        signal_handlers.connect()
        bank.connect()
        freshness.connect()
