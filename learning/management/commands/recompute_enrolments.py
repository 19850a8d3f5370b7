from django.core.management import BaseCommand
from django.core.management.base import CommandError, CommandParser

from learning.models import Enrolment
from learning.services.caches import stale_values, store_values

CHUNK = 500


class Command(BaseCommand):
    """The two columns that enrolments keep for lists, made anew from the facts; then compared once more."""

    help = "Make progress and last activity of all enrolments anew from the facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if anything would change")

    def handle(self, *, check: bool, **options: object) -> None:
        stale = self.count_stale(repair=not check)
        total = Enrolment.objects.count()
        if check and stale:
            raise CommandError(f"{stale} of {total} enrolments differ from their facts.")
        if stale and (left := self.count_stale(repair=False)):
            raise CommandError(f"{left} of {total} enrolments still differ; were they written to meanwhile?")
        self.stdout.write(f"{total} enrolments equal their facts; {stale} were changed.")

    def count_stale(self, *, repair: bool) -> int:
        count = 0
        for enrolment in Enrolment.objects.select_related("completion").order_by("pk").iterator(chunk_size=CHUNK):
            if values := stale_values(enrolment):
                count += 1
                if repair:
                    store_values(enrolment, values)
        return count
