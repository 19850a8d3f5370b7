from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from courses.models import CoursePage
from home.path_planting import plant_role_paths
from home.planting import plant_glossary, plant_site

STARTER_COURSES = settings.BASE_DIR / "courses" / "starter"


class Command(BaseCommand):
    """Only what is missing is made, so that a second start takes seconds and touches nothing people have written."""

    help = "Make the database, front page, glossary, starter courses and demo accounts where they are missing."
    requires_system_checks = []

    def handle(self, **options) -> None:
        for folder in (settings.DATA_DIR, settings.STATIC_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        is_renewed = self.migrate()
        plant_glossary(plant_site(), STARTER_COURSES / "glossary.yaml")
        self.import_starter_courses()
        plant_role_paths()
        if is_renewed:
            # A new release may search texts in other ways than the one that filled the index.
            call_command("update_index", verbosity=0, stdout=self.stdout)
        call_command("load_demo", stdout=self.stdout)

    def migrate(self) -> bool:
        """Whether there was anything to do."""
        executor = MigrationExecutor(connection)
        steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if not steps:
            return False
        self.say(f"Preparing the database, {steps} steps (a minute or so, only once):", ending="")
        call_command("migrate", interactive=False, stdout=Percents(self.stdout, steps))
        self.say("")
        return True

    def import_starter_courses(self) -> None:
        if CoursePage.objects.exists():
            return
        for folder in sorted(path.parent for path in STARTER_COURSES.glob("*/course.md")):
            self.say(f"Bringing in the course {folder.name}…")
            call_command("import_course", folder, stdout=self.stdout)

    def say(self, text: str, ending: str = "\n") -> None:
        self.stdout.write(text, ending=ending)
        self.stdout.flush()


class Percents:
    """Stands where `migrate` writes: its two hundred lines become one line that grows."""

    def __init__(self, out, steps: int) -> None:
        self.out, self.steps, self.done = out, steps, 0

    def write(self, text: str) -> None:
        if "OK" not in text:
            return
        tenths_before = self.done * 10 // self.steps
        self.done += 1
        if (tenths := self.done * 10 // self.steps) > tenths_before:
            self.out.write(f" {tenths * 10} %", ending="")
            self.out.flush()

    def flush(self) -> None:
        """Nothing is held back."""
