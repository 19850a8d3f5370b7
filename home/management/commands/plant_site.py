from pathlib import Path

from django.core.management import BaseCommand, CommandParser

from home.path_planting import plant_role_paths
from home.planting import plant_site
from home.starter_words import STARTER


class Command(BaseCommand):
    """Run before the first course is brought in, and once more after it for the paths; what is there is left alone."""

    help = "Make the front page, the catalogue, the pages, the news and the academy's names where there are none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=STARTER, help="the words, as in home/starter/site.yaml")

    def handle(self, *args, **options) -> None:
        home = plant_site(options["file"])
        count = plant_role_paths(options["file"])
        self.stdout.write(f"Front page: {home.title}. Lessons put into paths: {count}")
