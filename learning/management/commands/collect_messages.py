from django.core.management import BaseCommand

from learning.wording.catalogues import collect, is_ours, po_files
from learning.wording.marked import marked_texts


class Command(BaseCommand):
    """As `makemessages`, but without the gettext programs and without guesses marked as fuzzy."""

    help = "Bring the texts marked in code and templates into the translation files."
    requires_system_checks = []

    def handle(self, **options) -> None:
        marked = marked_texts()
        for po_file in filter(is_ours, po_files()):
            new, gone = collect(po_file, marked)
            self.stdout.write(f"{po_file}: {new} new, {gone} no longer used")
