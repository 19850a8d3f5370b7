from django.core.management import BaseCommand
from django.core.management.base import CommandError, CommandParser

from learning.models import QuizHealth
from learning.services.health import count_health, countable, differs


class Command(BaseCommand):
    """Run it every night, and once after the upgrade that brought it: what waits is counted, what drifted is mended."""

    help = "Count question health anew from the attempts; then compare once more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if anything would change")

    def handle(self, *, check: bool, **options: object) -> None:
        keys = countable()
        stale = [key for key in keys if differs(quiz_key=key)]
        if check and stale:
            raise CommandError(f"{len(stale)} of {len(keys)} quizzes differ from their attempts{waiting(stale)}.")
        for key in () if check else stale:
            count_health(quiz_key=key)
        if left := [key for key in stale if differs(quiz_key=key)]:
            raise CommandError(f"{len(left)} of {len(keys)} quizzes still differ; were they answered meanwhile?")
        self.stdout.write(f"{len(keys)} quizzes equal their attempts; {len(stale)} were changed.")


def waiting(stale: list[str]) -> str:
    """A count that was asked for and has not come yet is no drift."""
    count = QuizHealth.objects.filter(quiz_key__in=stale, due_at__isnull=False).count()
    return f"; {count} of them wait for their count" if count else ""
