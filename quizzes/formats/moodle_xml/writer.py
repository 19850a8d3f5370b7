"""Question definitions to Moodle XML, and what Moodle will not show of them."""

from collections.abc import Iterable, Iterator
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from quizzes.definitions import QuestionDefinition
from quizzes.formats.gift.writer import foreign_ids
from quizzes.formats.identity import Identities, as_uuid
from quizzes.formats.results import EmbeddedFile, ImportedQuestion, Loss, Written
from quizzes.frozen import decimal_text
from quizzes.picture_tags import file_name, in_words, pictures, reference, replaced

from .bodies import WRITERS
from .elements import category as category_element
from .elements import html, plain, text, value
from .extras import write_extra

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


class CannotWrite(ValueError):
    """Moodle XML has no way to say this type of question; `str()` is the type's name."""


def write(
    questions: Iterable[QuestionDefinition | ImportedQuestion], *, category: str = "", namespace: UUID | None = None
) -> Written:
    """A Moodle XML file, UTF-8: `parse` reads it into the same definitions.

    Pictures are written where the question brings its files: see `quizzes.pictures.packed`. With the `namespace` the
    file will be read under, ids that follow from the titles are left out. Raises CannotWrite.
    """
    mirror = Identities(namespace) if namespace else None
    parts, losses, current = [category_element(category)] if category else [], [], category
    for question in map(as_imported, questions):
        if question.category not in ("", current):
            current = question.category
            parts.append(category_element(current))
        parts.append(element(question, id_number(question.definition, mirror)))
        losses += losses_of(question)
    return Written(f"{HEAD}{''.join(parts)}</quiz>\n", tuple(losses))


def as_imported(question: QuestionDefinition | ImportedQuestion) -> ImportedQuestion:
    return question if isinstance(question, ImportedQuestion) else ImportedQuestion(definition=question, line=0)


def id_number(question: QuestionDefinition, mirror: Identities | None) -> str:
    """Nothing where the reader finds the id by itself."""
    if not mirror:
        return question.id
    id = as_uuid(question.id)
    follows = id == uuid5(mirror.namespace, question.title or f"\n{mirror.untitled + 1}") and id not in mirror.ids
    given = "" if follows else question.id
    mirror.id_for(given, question.title)
    return given


def element(question: ImportedQuestion, id: str) -> str:
    definition = question.definition
    if definition.type not in WRITERS:
        raise CannotWrite(definition.type)
    moodle_type, write_body = WRITERS[definition.type]
    inside = [*head(question, id), write_body(definition.body), *tail(question)]
    return f'  <question type="{moodle_type}">\n{"".join(inside)}  </question>\n'


def head(question: ImportedQuestion, id: str) -> Iterator[str]:
    definition = question.definition
    yield f"    <name>{text(definition.title or definition.label)}</name>\n"
    yield pictured("questiontext", definition.prompt, question.files)
    yield pictured("generalfeedback", definition.feedback, question.files)
    yield value("defaultgrade", decimal_text(definition.max_mark))
    yield value("hidden", "0")
    yield value("idnumber", id)


def pictured(tag: str, raw: str, files: tuple[EmbeddedFile, ...]) -> str:
    shown = {file_name(picture) for kind, picture in pictures(raw) if kind == "img"}
    there = [file for file in files if file.name in shown]
    return html(tag, without_lost(raw, {file.name for file in there}), there)


def without_lost(raw: str, names: set[str]) -> str:
    """The HTML without pictures whose files are not there."""

    def keep(kind: str, picture: dict[str, str]) -> str:
        is_there = kind == "img" and file_name(picture) in names
        return reference(file_name(picture), picture.get("alt")) if is_there else ""

    return replaced(raw, keep).strip() or in_words(raw)


def tail(question: ImportedQuestion) -> Iterator[str]:
    definition = question.definition
    if definition.hint:
        yield plain("hint", definition.hint)
    if question.tags:
        yield f"    <tags>{''.join(f'<tag>{text(tag)}</tag>' for tag in question.tags)}</tags>\n"
    yield write_extra("source", definition.source)
    yield write_extra("choices", foreign_ids(definition))
    yield write_extra("untitled", "" if definition.title else "1")


def losses_of(question: ImportedQuestion) -> Iterator[Loss]:
    definition, body = question.definition, question.definition.body
    found = {
        _("A picture was left out: its file is not there."): has_lost_picture(question),
        _("Moodle has no place for the source; only this academy reads it back."): definition.source,
        _("Moodle has no place for the advice; only this academy reads it back."): getattr(body, "advice", ""),
        _("Moodle gives a part of the mark for a part of the right choices."): getattr(body, "all_or_nothing", False),
    }
    yield from (Loss(definition.label, message) for message, is_lost in found.items() if is_lost)


def has_lost_picture(question: ImportedQuestion) -> bool:
    names = {file.name for file in question.files}
    shown = [*pictures(question.definition.prompt), *pictures(question.definition.feedback)]
    return any(kind == "embed" or file_name(picture) not in names for kind, picture in shown)
