import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from learning.management.question_places import USAGE, destination
from learning.question_destinations import Destination
from learning.services.question_files import FaultyFile, faults_of, import_questions
from quizzes.formats.listing import listing
from quizzes.formats.registry import MOST_BYTES, NOWHERE, all_formats, read_questions
from quizzes.formats.results import ImportResult, Problem


class Command(BaseCommand):
    help = (
        "Read questions from a file and put them into the draft of a quiz or a topic of the question bank. "
        "Ends with 0 when every question was sound, with 1 when the file has faults, with 2 when it cannot be opened "
        "or the command is not understood."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="GIFT, Moodle XML, or a spreadsheet (XLSX, CSV)")
        formats = [format.name for format in all_formats()]
        parser.add_argument("--format", choices=formats, default="", help="otherwise seen from the file itself")
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--quiz", help="id of the quiz page, its slug, or the path of its address")
        place.add_argument("--topic", help="id of a topic of the bank, or its path: “Elections / Observers”")
        parser.add_argument("--dry-run", action="store_true", help="say what is in the file, and write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON document: questions and problems")
        parser.add_argument(
            "--sound-only", action="store_true", help="import what is sound although the file has faults"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        into = destination(options["quiz"], options["topic"])
        if not (into or dry_run or options["json"]):
            raise CommandError("Say where the questions go: --quiz or --topic; or --dry-run.", returncode=USAGE)
        result = read(file, options["format"], into, is_json=options["json"], out=self)
        self.tell(result, is_json=options["json"])
        if into and not dry_run:
            self.bring(result, into, only_sound=options["sound_only"])
        if faults_of(result):
            sys.exit(1)

    def tell(self, result: ImportResult, *, is_json: bool) -> None:
        if is_json:
            self.print_json(result)
            return
        for question in result.questions:
            definition = question.definition
            self.stdout.write(f"{question.line:>5}  {definition.type:<16} {definition.label}")
        for problem in result.problems:
            kind, title = "notice" if problem.is_notice else "FAULT", problem.title and f"{problem.title}: "
            self.stderr.write(f"{problem.line:>5}  {kind}: {title}{problem.message}")

    def print_json(self, result: ImportResult) -> None:
        """What the terminal cannot print is escaped: a document must not break off in the middle."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        is_ascii = not encoding.lower().startswith("utf")
        self.stdout.write(json.dumps(listing(result), ensure_ascii=is_ascii, indent=2))

    def bring(self, result: ImportResult, into: Destination, *, only_sound: bool) -> None:
        try:
            imported = import_questions(result=result, into=into, only_sound=only_sound)
        except FaultyFile:
            self.stderr.write("Nothing was imported: mend the faults, or ask for --sound-only.")
            return
        self.stderr.write(f"“{into.title}”: {imported.added} questions added, {imported.updated} updated, as a draft.")


def read(file: Path, format_name: str, into: Destination | None, *, is_json: bool, out: Command) -> ImportResult:
    """Ends the command with 2 for a file that cannot be opened; asked for JSON, that is in the document too."""
    try:
        if file.stat().st_size > MOST_BYTES and file.is_file():
            return read_questions(b"\0" * (MOST_BYTES + 1))
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        message = f"{file}: {getattr(error, 'strerror', None) or error}"
        if is_json:
            out.print_json(ImportResult((), (Problem(0, message),)))
        raise CommandError(message, returncode=USAGE) from error
    namespace = into.namespace if into else NOWHERE
    result = read_questions(data, file_name=file.name, format_name=format_name, namespace=namespace)
    return into.adapt(result) if into else result
