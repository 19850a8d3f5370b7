from django.core.management import BaseCommand
from django.core.management.base import CommandParser

from learning.models import QuizAttempt
from learning.services.review_queue import requeue


class Command(BaseCommand):
    """What responses keep for the queue of open answers, made anew from the grades that count; answers handed in before
    there was a queue come into it."""

    help = "Find anew which open answers wait for a person to read and mark them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; say how many attempts would change")

    def handle(self, *, check: bool, **options: object) -> None:
        attempts = QuizAttempt.objects.submitted().filter(enrolment__erased_at__isnull=True).order_by("pk")
        rows = list(attempts.values_list("pk", flat=True))
        changed = sum(requeue(attempt_id=pk, repair=not check) for pk in rows)
        self.stdout.write(f"{len(rows)} attempts looked at; {changed} {'differ' if check else 'were changed'}.")
