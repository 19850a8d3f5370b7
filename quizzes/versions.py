"""What attempts are bound to: a quiz as it was."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .definitions import QuizDefinition

DEFINITIONS_KEPT = 256
_definitions: dict[str, QuizDefinition] = {}


class ImmutableVersionError(TypeError):
    """Somebody tried to change what attempts are bound to."""


class QuizVersionQuerySet(models.QuerySet["QuizVersion"]):
    def update(self, **kwargs: Any) -> int:
        raise ImmutableVersionError("A quiz version is written once")


class QuizVersion(models.Model):
    """A quiz as it was when somebody began it. Written once, named by its content, never changed. No personal data."""

    # The translation key of the page; the page itself may be gone.
    quiz_key = models.UUIDField()
    # SHA-256 of schema version and definition: the same content is the same row.
    digest = models.CharField(max_length=64)
    # Which reader in `definitions.READERS` understands the JSON.
    schema_version = models.PositiveSmallIntegerField()
    locale = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    # Holds the right answers: never sent to a browser as it is.
    definition = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = QuizVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz version")
        verbose_name_plural = _("quiz versions")
        constraints = [models.UniqueConstraint(fields=["quiz_key", "digest"], name="quiz_version_once")]

    def __str__(self) -> str:
        return f"{self.title} · {self.digest[:8]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableVersionError("A quiz version is written once")
        super().save(*args, **kwargs)

    def read(self) -> QuizDefinition:
        """The definition. Kept in memory by digest: a version never changes, and every saved answer asks for it."""
        definition = _definitions.get(self.digest)
        if definition is None:
            definition = QuizDefinition.from_json(self.definition, self.schema_version)
            if len(_definitions) >= DEFINITIONS_KEPT:
                _definitions.clear()
            _definitions[self.digest] = definition
        return definition
