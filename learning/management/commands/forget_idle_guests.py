from datetime import timedelta

from django.core.management import BaseCommand
from django.core.management.base import CommandParser
from django.utils import timezone

from learning.services.guests import forget_idle_guests

DAYS = 90


class Command(BaseCommand):
    """Run it every night: what a guest left behind is kept as long as their session would be."""

    help = "Remove the work of guests who have not come back for 90 days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help="how long without a visit (90)")

    def handle(self, *, days: int, **options: object) -> None:
        count = forget_idle_guests(before=timezone.now() - timedelta(days=max(days, 1)))
        self.stdout.write(f"Enrolments of idle guests removed: {count}")
