"""Making and naming immutable quiz definitions."""

from typing import TYPE_CHECKING

from .definitions import QuizDefinition
from .frozen import canonical_json, digest_of
from .models import QuizVersion

if TYPE_CHECKING:
    from .models import QuizPage

__all__ = ["canonical_json", "digest_of_quiz", "freeze", "freeze_definition"]


def freeze(quiz: "QuizPage") -> QuizVersion:
    """The version of a quiz as it stands in memory: the same content is the same row, whoever asks and how often."""
    return freeze_definition(quiz.definition())


def freeze_definition(definition: QuizDefinition) -> QuizVersion:
    """Content-addressed get-or-create: one query when the version is there, three when not, safe when two ask at
    once."""
    digest = digest_of_quiz(definition)
    versions = QuizVersion.objects.filter(quiz_key=definition.quiz_key, digest=digest)
    found = versions.first()
    if found is None:
        QuizVersion.objects.bulk_create([new_version(definition, digest)], ignore_conflicts=True)
    return found or versions.get()


def new_version(definition: QuizDefinition, digest: str) -> QuizVersion:
    return QuizVersion(
        quiz_key=definition.quiz_key,
        digest=digest,
        schema_version=definition.schema_version,
        locale=definition.locale,
        title=definition.title,
        definition=definition.to_json(),
    )


def digest_of_quiz(definition: QuizDefinition) -> str:
    return digest_of({"schema_version": definition.schema_version, **definition.to_json()})
