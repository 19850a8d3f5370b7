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
        from learning.reports.health_panel import add_health_panel

        signal_handlers.register()
        policy.register()
        add_health_panel()


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our screens for our own user model."""

    default = False
    user_viewset = "learning.viewsets.PersonViewSet"
