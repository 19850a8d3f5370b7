"""The words of bank questions in their dictionary forms: `quizzes` knows no dictionary, and keeps what it is given."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.db.models.signals import pre_save
from django.utils.html import strip_tags

from quizzes.models import BankQuestion

from .lemmas import lemmatised
from .questions import ask


def connect() -> None:
    pre_save.connect(fill_lemmas, sender=BankQuestion, dispatch_uid="search-bank")


def fill_lemmas(instance: BankQuestion, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    if update_fields is None or "lemmas" in update_fields:
        instance.lemmas = f" {lemmatised(' . '.join(words_of(instance)))} "


def words_of(question: BankQuestion) -> list[str]:
    """All that is said in a question. Those who search the bank may see its answers."""
    definition = question.definition()
    if definition is None:
        return []
    said = [definition.title, definition.prompt, definition.hint, definition.feedback, definition.source]
    return [strip_tags(text) for text in [*said, *texts_in(definition.body.to_json())]]


def texts_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from texts_in(value) if name != "id" else ()
    elif isinstance(data, list):
        for item in data:
            yield from texts_in(item)
    elif isinstance(data, str):
        yield data


def said_in_bank(text: str) -> Q:
    """Finds the questions that hold each of the words in some form."""
    found = Q()
    for names in ask(text).lemmas:
        found &= Q(*[("lemmas__contains", f" {name} ") for name in names], _connector=Q.OR)
    return found
