"""Questions of a file brought to their place: all of it or nothing, unless the sound ones alone were asked for."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from learning.models import User
from learning.question_destinations import Destination
from quizzes.formats.results import ImportedQuestion, ImportResult, Problem
from quizzes.pictures import store_pictures


class FaultyFile(ValueError):
    """Something in the file could not be read, so nothing was imported."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


@dataclass(frozen=True, slots=True)
class Imported:
    added: int
    updated: int


@transaction.atomic
def import_questions(
    *,
    result: ImportResult,
    into: Destination,
    by: User | None = None,
    only_sound: bool = False,
    chosen: Collection[str] | None = None,
) -> Imported:
    """`result` as the destination adapted it; `chosen` are ids, and None is all of them.

    Raises FaultyFile where something was not read and `only_sound` was not asked for. Nothing chosen writes nothing.
    """
    faults = faults_of(result)
    if faults and not only_sound:
        raise FaultyFile(faults)
    questions = [question for question in result.questions if chosen is None or question.definition.id in chosen]
    known = into.existing_ids()
    if questions:
        into.store(with_pictures(questions, into, by, only_sound=only_sound), by=by)
    return counted(questions, known)


def with_pictures(
    questions: list[ImportedQuestion], into: Destination, by: User | None, *, only_sound: bool
) -> list[ImportedQuestion]:
    """The questions with their pictures among the site's own."""
    if not any(question.files for question in questions):
        return questions
    collection = into.collection()
    kept, problems = zip(
        *(store_pictures(question=one, collection=collection, user=by) for one in questions), strict=True
    )
    faults = tuple(problem for found in problems for problem in found if not problem.is_notice)
    if faults and not only_sound:
        raise FaultyFile(faults)
    return list(kept)


def faults_of(result: ImportResult) -> tuple[Problem, ...]:
    return tuple(problem for problem in result.problems if not problem.is_notice)


def counted(questions: list[ImportedQuestion], known: Collection[str]) -> Imported:
    updated = sum(question.definition.id in known for question in questions)
    return Imported(added=len(questions) - updated, updated=updated)
