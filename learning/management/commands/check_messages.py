from django.conf import settings
from django.core.management import BaseCommand, CommandError

from learning.wording.catalogues import po_files
from learning.wording.faults import Fault, faults
from learning.wording.marked import marked_texts


class Command(BaseCommand):
    help = "Fail where a text is not translated, or its translation is broken or not compiled."
    requires_system_checks = []

    def handle(self, **options) -> None:
        marked = marked_texts()
        found = [fault for file in po_files() for fault in faults(file, marked, short_name(file))]
        for fault in found:
            self.stdout.write(line(fault))
        if found:
            raise CommandError(f"{len(found)} faults in the translations.")
        self.stdout.write(f"{len({one.key for one in marked})} texts, all translated.")


def short_name(file) -> str:
    return file.relative_to(settings.BASE_DIR).as_posix() if file.is_relative_to(settings.BASE_DIR) else str(file)


def line(fault: Fault) -> str:
    return f"{fault.place}: {fault.kind}: {' '.join(fault.text.split())}"
