import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from learning.management.question_places import USAGE, find_quiz, find_topic
from learning.selectors.question_files import questions_of_quiz, questions_of_topic
from quizzes.formats.registry import all_formats, extension_of, get, write_questions


class Command(BaseCommand):
    help = "Write the questions of a quiz, as its editor shows them, or of a topic of the question bank to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--quiz", help="id of the quiz page, its slug, or the path of its address")
        place.add_argument("--topic", help="id of a topic of the bank, or its path: “Elections / Observers”")
        parser.add_argument("--format", choices=[format.name for format in all_formats()], required=True)
        parser.add_argument("--output", type=Path, help="otherwise to the standard output; a spreadsheet may be .csv")

    def handle(self, *args: Any, quiz: str | None, topic: str | None, output: Path | None, **options: Any) -> None:
        outgoing = questions_of_quiz(find_quiz(quiz)) if quiz else questions_of_topic(find_topic(topic))
        extension = extension_of(output.name) if output else ""
        known = get(options["format"]).extensions
        extension = extension if extension in known else known[0]
        written = write_questions(outgoing.questions, format_name=options["format"], extension=extension)
        for loss in (*outgoing.losses, *written.losses):
            self.stderr.write(f"{loss.question}: {loss.message}")
        self.write(written.data, output)
        self.stderr.write(f"{len(outgoing.questions)} questions of “{outgoing.title}”.")

    def write(self, data: bytes, output: Path | None) -> None:
        """Bytes, not text: an XLSX is none."""
        if output is None:
            getattr(self.stdout._out, "buffer", sys.stdout.buffer).write(data)
            return
        try:
            output.write_bytes(data)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}", returncode=USAGE) from error
