from django.core.management import BaseCommand

from learning.services.regrading import finish_regradings


class Command(BaseCommand):
    """Run it every few minutes: a worker that was switched off leaves a regrade half done."""

    help = "Carry on with the regrades that broke off."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Regrades finished: {finish_regradings()}")
