from pathlib import Path

from django.core.management import BaseCommand, CommandParser

from home.planting import STARTER, plant_site


class Command(BaseCommand):
    """Run before the first course is brought in; later runs change nothing."""

    help = "Make the front page, the catalogue, the standard pages and the academy's names where there are none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=STARTER, help="the words, as in home/starter/site.yaml")

    def handle(self, *args, **options) -> None:
        home = plant_site(options["file"])
        self.stdout.write(f"Front page: {home.title}")
