from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.models import CourseIndexPage
from courses.portable.archives import unpacked
from courses.portable.changes import counts
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.reports import Report
from courses.portable.source import PortableError


class Command(BaseCommand):
    help = "Create or update a course from a folder of Markdown and GIFT files, or a zip (see docs/course-folder.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder with course.md, or a zip of it")
        parser.add_argument("--parent", type=int, help="id of the catalogue page a new course goes under")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--force", action="store_true", help="also write over pages whose file did not change")

    def handle(self, *args: Any, path: Path, parent: int | None, dry_run: bool, force: bool, **options: Any) -> None:
        try:
            with folder_of(path) as folder:
                source, catalogue = read_course(folder), self.catalogue(parent)
                report = import_course(source=source, parent=catalogue, dry_run=dry_run, force=force)
        except PortableError as error:
            raise CommandError(f"Nothing was imported:\n{error}") from error
        self.tell(report, is_whole=dry_run)
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")

    def tell(self, report: Report, *, is_whole: bool) -> None:
        """A line for each page; in a dry run also the lines that would change."""
        for item in report.items:
            come, go = counts(item.changes)
            lines = f" (+{come} −{go} lines)" if item.changes else ""
            self.stdout.write(f"{item.state:<9} {item.file}: {item.title}{lines}")
            for line in item.changes if is_whole else ():
                self.stdout.write(f"          {line}")
        for notice in report.notices:
            self.stderr.write(str(notice))

    def catalogue(self, id: int | None) -> CourseIndexPage | None:
        if id is None:
            return None
        try:
            return CourseIndexPage.objects.get(pk=id)
        except CourseIndexPage.DoesNotExist as error:
            raise CommandError(f"Page {id} is not a catalogue of courses.") from error


@contextmanager
def folder_of(path: Path) -> Iterator[Path]:
    if not path.is_file():
        yield path
        return
    with unpacked(path, path.name) as folder:
        yield folder
