from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.log_actions import log

from courses.models import CoursePage
from courses.portable.exporter import export_course, write_folder, write_zip


class Command(BaseCommand):
    help = "Write a course as a folder of Markdown and GIFT files, or as a zip of them (see docs/course-folder.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course", help="the course's id in its folder, or its slug")
        parser.add_argument("path", type=Path, help="a folder, new or with an earlier export; or a file ending in .zip")

    def handle(self, *args: Any, course: str, path: Path, **options: Any) -> None:
        page = found(course)
        exported = export_course(page)
        if path.suffix.lower() == ".zip":
            with path.open("wb") as file:
                write_zip(exported, file)
        else:
            write_folder(exported, path)
        log(page, "courses.export")
        for loss in exported.losses:
            self.stderr.write(str(loss))
        self.stdout.write(f"{len(exported.texts) + len(exported.media)} files of “{page.title}” are in {path}.")


def found(name: str) -> CoursePage:
    """By the id of its folder, else by the slug, which translations may share."""
    courses = CoursePage.objects.filter(starter_id=name) or CoursePage.objects.filter(slug=name)
    if len(courses) != 1:
        known = ", ".join(sorted(course.starter_id or course.slug for course in CoursePage.objects.all()))
        raise CommandError(f"There is {'no' if not courses else 'more than one'} course “{name}”. There are: {known}.")
    return courses[0]
