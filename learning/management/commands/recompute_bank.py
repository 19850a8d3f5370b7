"""Makes anew what questions of the bank copy out of themselves: type, label and the words they are found by."""

from typing import Any

from django.core.management import BaseCommand

from courses.search.bank import fill_lemmas
from quizzes.models import BankQuestion

COPIES = ("type", "label", "lemmas")


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        changed = sum(renew(question) for question in BankQuestion.objects.order_by("pk").iterator(chunk_size=200))
        self.stdout.write(f"{changed} changed")


def renew(question: BankQuestion) -> bool:
    before = [getattr(question, name) for name in COPIES]
    question.copy_out()
    fill_lemmas(question)
    if before == [getattr(question, name) for name in COPIES]:
        return False
    question.save(update_fields=COPIES)
    return True
