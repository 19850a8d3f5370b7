from django.core.management import BaseCommand

from learning.wording.catalogues import compile_catalogue, po_files


class Command(BaseCommand):
    """As `compilemessages`, but without the gettext programs: the result is committed, so nobody needs them."""

    help = "Compile the translations that Django reads."
    requires_system_checks = []

    def handle(self, **options) -> None:
        for po_file in po_files():
            self.stdout.write(f"{compile_catalogue(po_file)}")
