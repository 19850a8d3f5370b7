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
    """Content-addressed get-or-create: one query when the version is there, safe when two ask at once."""
    data = definition.to_json()
    version, _created = QuizVersion.objects.get_or_create(
        quiz_key=definition.quiz_key,
        digest=digest_of_quiz(definition),
        defaults={
            "schema_version": definition.schema_version,
            "locale": definition.locale,
            "title": definition.title,
            "definition": data,
        },
    )
    return version


def digest_of_quiz(definition: QuizDefinition) -> str:
    return digest_of({"schema_version": definition.schema_version, **definition.to_json()})
