from datetime import timedelta

from django.core.management import BaseCommand
from django.core.management.base import CommandParser
from django.utils import timezone

from learning.services.consultations import forget_old_consultations

# A year after the answer, two years without one: what the form and the page about personal data promise.
ANSWERED, UNANSWERED = 365, 730


class Command(BaseCommand):
    """Run it every night. Topic, lesson and dates stay, so that what people ask about can still be counted."""

    help = "Erase names, contacts and questions of consultation requests that are older than promised."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--answered-days", type=int, default=ANSWERED, help="days after the answer (365)")
        parser.add_argument(
            "--unanswered-days", type=int, default=UNANSWERED, help="days after an unanswered one (730)"
        )

    def handle(self, *, answered_days: int, unanswered_days: int, **options: object) -> None:
        now = timezone.now()
        count = forget_old_consultations(
            answered_before=now - timedelta(days=max(answered_days, 1)),
            asked_before=now - timedelta(days=max(unanswered_days, 1)),
            at=now,
        )
        self.stdout.write(f"Consultation requests whose personal data was erased: {count}")
