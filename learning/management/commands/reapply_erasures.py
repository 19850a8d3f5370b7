from django.core.management import BaseCommand
from django.core.management.base import CommandError, CommandParser

from learning.services.erasure import erase_again
from learning.services.erasure_ledger import remembered


class Command(BaseCommand):
    """After a backup was restored: whoever was erased since it was made is in the database again."""

    help = "Erase once more everybody in the ledger of erasures whose account has come back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="change nothing; say how many have come back")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        try:
            erasures = list(remembered())
        except (OSError, ValueError) as error:
            raise CommandError(f"The ledger of erasures: {error}") from error
        back = [erased for erased in erasures if erased.find()]
        if not dry_run:
            for erased in back:
                erase_again(erased=erased)
        done = "would be erased again" if dry_run else "were erased again"
        self.stdout.write(f"{len(erasures)} erasures in the ledger; {len(back)} people had come back and {done}.")
