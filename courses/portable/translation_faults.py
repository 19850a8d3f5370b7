"""Where a translation is not the same as its original: another number of sections, questions or choices, another key.

Learners change language half-way. What they have done in one counts in the other because both have the same parts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.utils.translation import gettext as _

from quizzes import question_types
from quizzes.blocks import QuestionsBlock, freeze_questions
from quizzes.definitions import QuestionDefinition

from .front_matter import Fields
from .source import ActSource, LessonSource, Notes, QuizSource, RawQuestion, SectionSource

BOX = re.compile(r"^:::\s*(?P<name>\w*)")


@dataclass(slots=True)
class Place:
    """Where a section begins, and each check-yourself question in it."""

    line: int
    checks: list[int]


def compare_outcomes(original: Sequence[str], translated: Sequence[str], fields: Fields) -> None:
    if len(original) != len(translated):
        fields.complain(
            "outcomes", _("the original has %(theirs)d, the translation %(ours)d.") % counts(original, translated)
        )


def compare_sources(original: Sequence[ActSource], translated: Sequence[ActSource], fields: Fields) -> None:
    """A translation may leave them out; what it names is the same in the same order."""
    if translated and [act.number for act in original] != [act.number for act in translated]:
        fields.complain("sources", _("the original has other acts, or has them in another order."))


def compare_lesson(
    original: LessonSource, sections: Sequence[SectionSource], body: str, first_line: int, notes: Notes
) -> None:
    places = places_in(body, first_line)
    if len(original.sections) != len(sections):
        line = places[min(len(original.sections), len(places) - 1)].line if places else first_line
        message = _("The original has %(theirs)d sections, the translation %(ours)d.")
        notes.add(line, message % counts(original.sections, sections))
        return
    for theirs, ours, place in zip(original.sections, sections, places, strict=False):
        compare_checks(checks_of(theirs), checks_of(ours), place, notes)


def compare_checks(original: list[RawQuestion], translated: list[RawQuestion], place: Place, notes: Notes) -> None:
    if len(original) != len(translated):
        message = _("The original has %(theirs)d check-yourself questions in this section, the translation %(ours)d.")
        notes.add(place.line, message % counts(original, translated))
        return
    compare_questions(original, translated, place.checks, notes)


def compare_quiz(
    original: QuizSource | None, translated: Sequence[RawQuestion], lines: Sequence[int], notes: Notes
) -> None:
    theirs = original.questions if original else ()
    if len(theirs) != len(translated):
        line = lines[min(len(theirs), len(lines) - 1)] if lines else 1
        notes.add(
            line, _("The original has %(theirs)d questions, the translation %(ours)d.") % counts(theirs, translated)
        )
        return
    compare_questions(theirs, translated, lines, notes)


def compare_questions(
    original: Sequence[RawQuestion], translated: Sequence[RawQuestion], lines: Sequence[int], notes: Notes
) -> None:
    for theirs, ours, line in zip(definitions(original), definitions(translated), lines, strict=False):
        if message := difference(theirs, ours):
            notes.add(line, message)


def difference(original: QuestionDefinition, translated: QuestionDefinition) -> str:
    """What keeps an answer to one from being an answer to the other, or ""."""
    if original.type != translated.type:
        return _("The original asks this by a question of another type: %s.") % question_types.get(original.type).label
    if original.max_mark != translated.max_mark:
        return _("The original gives another mark for this question.")
    kind = question_types.get(original.type)
    theirs, ours = kind.choice_ids(original), kind.choice_ids(translated)
    if len(theirs) != len(ours):
        return _("The original has %(theirs)d choices, the translation %(ours)d.") % counts(theirs, ours)
    if not kind.key_is_words and key_of(original.body) != key_of(translated.body):
        return _("Other answers are right here than in the original.")
    return ""


def key_of(value: Any) -> Any:
    """What a body offers and counts, without its words."""
    if is_dataclass(value):
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: key_of(part) for name, part in named if not isinstance(part, str)}
    return [key_of(part) for part in value] if isinstance(value, tuple) else value


def definitions(questions: Sequence[RawQuestion]) -> tuple[QuestionDefinition, ...]:
    return freeze_questions(QuestionsBlock().to_python(list(questions)))


def checks_of(section: SectionSource) -> list[RawQuestion]:
    return [block.value[0] for block in section.blocks if block.type == "check"]


def counts(theirs: Sequence[Any], ours: Sequence[Any]) -> dict[str, int]:
    return {"theirs": len(theirs), "ours": len(ours)}


def places_in(body: str, first_line: int) -> list[Place]:
    """The lines of `## Title` outside boxes, and of the check boxes below each."""
    places: list[Place] = []
    is_in_box = False
    for number, line in enumerate(body.split("\n"), start=first_line):
        if box := BOX.match(line):
            is_in_box = bool(box["name"])
            if box["name"] == "check" and places:
                places[-1].checks.append(number)
        elif line.startswith("## ") and not is_in_box:
            places.append(Place(number, []))
    return places
