from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.management.commands import publish_scheduled
from wagtail.models import Revision


class Command(publish_scheduled.Command):
    """Wagtail's own, but one page that cannot be published does not keep those after it waiting for ever."""

    def handle(self, *args: Any, **options: Any) -> None:
        refused = [] if options["dryrun"] else [str(revision) for revision in due() if not publish(revision)]
        super().handle(*args, **options)
        if refused:
            raise CommandError(f"Not published, see their history: {'; '.join(refused)}")


def due() -> list[Revision]:
    return list(Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at"))


def publish(revision: Revision) -> bool:
    """Whether it went live. If not, the schedule ends, and the page's history says why."""
    try:
        revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as error:
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log(revision.content_object, "learning.not_published", data={"reason": " ".join(error.messages)})
        return False
    return True
