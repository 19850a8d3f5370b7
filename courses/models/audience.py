from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Whom a course or lesson is written for. Shown to learners, filters the catalogue, locks nobody out."""

    EVERYONE = "everyone", _("everyone")
    RESIDENTS = "residents", _("residents")
    OFFICIALS = "officials", _("officials")
    ACTIVISTS = "activists", _("activists")
