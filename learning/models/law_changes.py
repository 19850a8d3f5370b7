from django.conf import settings
from django.db import models
from django.utils import timezone

from courses.models import LegalAct


class LawChangeNotice(models.Model):
    """A trainer was told, once, that an act their lessons name has changed. Personal data: whom we wrote to, and when.

    No record of learning: it goes with the act or the account.
    """

    act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="change_notices")
    trainer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="law_change_notices")
    # Which change: the date staff gave it. The same date saved again is the same change.
    changed_on = models.DateField()
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "trainer", "changed_on"], name="law_change_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.act}, {self.changed_on}"
