from uuid import UUID

from django.core.management import BaseCommand
from django.core.management.base import CommandError, CommandParser

from learning.errors import ReasonMissing
from learning.models import User
from learning.percents import percent_words
from learning.selectors.regrading import Regrade, Target, regrade_plan
from learning.services.regrading import regrade_attempts
from quizzes.models import QuizPage, QuizVersion


class Command(BaseCommand):
    """After a key was corrected and published: those who had answered rightly by the new key get their grade."""

    help = "Mark the submitted attempts of a quiz by the quiz as it is published now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("quiz", help="the number of the page in the admin's address, or its translation key")
        parser.add_argument("--reason", default="", help="a sentence the learners will read beside the new grade")
        parser.add_argument("--by", default="", help="the e-mail of whoever decided this")
        parser.add_argument("--dry-run", action="store_true", help="only list who would change")
        parser.add_argument("--all-directions", action="store_true", help="also lower grades (by default only raise)")
        parser.add_argument(
            "--question", action="append", help="the id of a question to mark anew, once for each (by default all)"
        )

    def handle(
        self,
        *,
        quiz: str,
        reason: str,
        by: str,
        dry_run: bool,
        all_directions: bool,
        question: list[str] | None = None,
        **options: object,
    ) -> None:
        page = quiz_named(quiz)
        target = Target(by=page.definition(), chosen=chosen(page, question), only_up=not all_directions)
        if dry_run:
            done = list(regrade_plan(quiz=page, target=target))
        else:
            try:
                done = regrade_attempts(quiz=page, target=target, by=person(by), reason=reason)
            except ReasonMissing as error:
                raise CommandError(f"{error} (--reason)") from error
        for change in done:
            self.stdout.write(line(change))
        self.stdout.write(f"Attempts {'that would change' if dry_run else 'marked anew'}: {len(done)}")


def quiz_named(name: str) -> QuizPage:
    try:
        wanted = {"pk": int(name)} if name.isdigit() else {"translation_key": UUID(name)}
    except ValueError as error:
        raise CommandError(f"{name} is neither the number of a page nor a translation key.") from error
    quizzes = list(QuizPage.objects.filter(**wanted))
    if len(quizzes) != 1:
        raise CommandError(f"{len(quizzes)} quizzes are called {name}; name one by its number.")
    return quizzes[0]


def chosen(page: QuizPage, ids: list[str] | None) -> frozenset[str] | None:
    """Raises CommandError for a question that no version of the quiz has ever had: a typing error would pass for one
    that was removed."""
    if not ids:
        return None
    versions = QuizVersion.objects.filter(quiz_key=page.translation_key)
    every = [page.definition(), *(version.read() for version in versions)]
    known = {question.id for definition in every for question in definition.questions}
    if strangers := sorted(set(ids) - known):
        raise CommandError(f"The quiz has no question {', '.join(strangers)}.")
    return frozenset(ids)


def person(email: str) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise CommandError(f"Nobody has the e-mail {email}.")
    return user


def line(change: Regrade) -> str:
    words = ", passes now" if change.passes_now else ", loses" if change.loses else ""
    before, after = percent_words(change.before.fraction), percent_words(change.after.fraction)
    return f"{change.who}, attempt {change.attempt.number}: {before} -> {after}{words}"
