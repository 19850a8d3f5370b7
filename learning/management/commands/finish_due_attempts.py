from django.core.management import BaseCommand

from learning.services.due import finish_due_attempts


class Command(BaseCommand):
    """Run it every few minutes: results of those who do not come back are then there without anybody's look."""

    help = "Finish the attempts whose time is up, each as of its end."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Attempts finished: {finish_due_attempts(most=None)}")
