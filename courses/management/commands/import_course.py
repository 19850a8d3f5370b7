from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.models import CourseIndexPage
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.source import PortableError


class Command(BaseCommand):
    help = "Create or update a course from a folder of Markdown and GIFT files (see docs/course-folder.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder with course.md")
        parser.add_argument("--parent", type=int, help="id of the catalogue page a new course goes under")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--force", action="store_true", help="also write over pages whose file did not change")

    def handle(self, *args: Any, path: Path, parent: int | None, dry_run: bool, force: bool, **options: Any) -> None:
        try:
            source = read_course(path)
            report = import_course(source=source, parent=self.catalogue(parent), dry_run=dry_run, force=force)
        except PortableError as error:
            raise CommandError(f"Nothing was imported:\n{error}") from error
        for item in report.items:
            self.stdout.write(f"{item.state:<9} {item.file}: {item.title}")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")

    def catalogue(self, id: int | None) -> CourseIndexPage | None:
        if id is None:
            return None
        try:
            return CourseIndexPage.objects.get(pk=id)
        except CourseIndexPage.DoesNotExist as error:
            raise CommandError(f"Page {id} is not a catalogue of courses.") from error
