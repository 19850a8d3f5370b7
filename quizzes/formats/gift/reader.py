"""Moodle's GIFT to question definitions. A faulty question is a problem with its line, never the end of the file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats.identity import Identities
from quizzes.formats.limits import (
    LONGEST_QUESTION,
    LONGEST_TITLE,
    MOST_EFFORT,
    MOST_PROBLEMS,
    MOST_QUESTIONS,
    MOST_TAGS_IN_QUESTION,
)
from quizzes.formats.results import ImportedQuestion, ImportResult, Problem

from .answers import Answers, GiftError, decimal
from .comments import read_notes
from .kinds import read_answers
from .splitter import CATEGORY, Chunk, split
from .texts import FormattedText, lines_of, read_text, to_html, unshield

BLANK = "_____"
_LEFT_OUT = re.compile(r"<(?:img|picture|video|audio|iframe|object|embed|svg|table|a)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Source:
    """A chunk taken apart; everything but the title is still shielded. `answers` is None without braces."""

    title: str
    prompt: FormattedText
    answers: str | None
    feedback: str


@dataclass(slots=True)
class _Reading:
    """One pass through a file."""

    identities: Identities
    category: str = ""
    effort: int = 0
    questions: list[ImportedQuestion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, chunks: Iterable[Chunk]) -> None:
        for chunk in chunks:
            if self._is_full(chunk):
                self._report(chunk, _("The file is too big: nothing from this line on was read. Divide the file."))
                return
            self._take(chunk)

    def _is_full(self, chunk: Chunk) -> bool:
        self.effort += _effort(chunk)
        is_many = len(self.questions) >= MOST_QUESTIONS or len(self.problems) >= MOST_PROBLEMS
        return is_many or self.effort > MOST_EFFORT

    def _take(self, chunk: Chunk) -> None:
        if chunk.is_category:
            self.category = unshield(chunk.text.removeprefix(CATEGORY)).strip()
            return
        try:
            self._take_question(chunk)
        except GiftError as error:
            self._report(chunk, str(error))

    def _take_question(self, chunk: Chunk) -> None:
        _check_size(chunk)
        source, notes = _take_apart(chunk.text), read_notes(chunk.comments)
        if source.answers is None:
            self._report(chunk, _("A description, without braces for answers, was skipped."), is_notice=True)
            return
        answers = Answers(source.answers, source.prompt.format, notes, self.identities.id_for(notes.id, source.title))
        definition = _definition(source, answers)
        self.questions.append(
            ImportedQuestion(definition=definition, line=chunk.line, category=self.category, tags=notes.tags)
        )
        for notice in [*answers.notices, *_losses(chunk)]:
            self._report(chunk, notice, is_notice=True)

    def _report(self, chunk: Chunk, message: str, *, is_notice: bool = False) -> None:
        title = "" if is_notice else _cut_title(chunk.text)[0]
        self.problems.append(Problem(chunk.line, message, is_notice, title))


def parse(text: str, *, namespace: UUID) -> ImportResult:
    """The questions of a GIFT file. `namespace` makes their ids: the same file read again gives the same ids.

    A file too big for its own good is read up to a bound (`MOST_QUESTIONS`, …), and a problem says where.
    """
    reading = _Reading(Identities(namespace))
    reading.read(split(lines_of(text)))
    return ImportResult(tuple(reading.questions), tuple(reading.problems))


def _effort(chunk: Chunk) -> int:
    has_markdown = "[markdown]" in chunk.text.lower()
    return sum(map(chunk.text.count, "<~=")) + (len(chunk.text) // 2 if has_markdown else 0)


def _check_size(chunk: Chunk) -> None:
    if chunk.fault:
        raise GiftError(chunk.fault)
    if len(chunk.text) > LONGEST_QUESTION or chunk.text.count("<") > MOST_TAGS_IN_QUESTION:
        raise GiftError(_("The question is too long."))


def _take_apart(text: str) -> _Source:
    title, text = _cut_title(text)
    before, brace, rest = text.partition("{")
    if not brace:
        return _Source(title, read_text(text), None, "")
    answers, _brace, after = rest.partition("}")
    prompt = f"{before}{BLANK}{after}" if after else before
    answers, feedback = _cut_feedback(answers.strip())
    return _Source(title, read_text(prompt), answers, feedback)


def _cut_title(text: str) -> tuple[str, str]:
    """(title, the rest) of `::title::rest`."""
    title, colons, rest = text.removeprefix("::").partition("::")
    if not text.startswith("::") or not colons:
        return "", text
    return " ".join(unshield(title).split())[:LONGEST_TITLE].strip(), rest.strip()


def _cut_feedback(answers: str) -> tuple[str, str]:
    """(answers, general feedback): it stands last, so the last `####` begins it."""
    before, signs, after = answers.rpartition("####")
    return (before.strip(), after) if signs else (answers, "")


def _definition(source: _Source, answers: Answers) -> QuestionDefinition:
    type_name, body = read_answers(answers)
    question_type, notes = question_types.get(type_name), answers.notes
    definition = QuestionDefinition(
        id=str(answers.question_id),
        type=type_name,
        title=source.title or ("" if notes.uuid else notes.id),
        prompt=to_html(source.prompt),
        max_mark=decimal(notes.tokens.get("mark") or str(question_type.usual_mark)),
        hint=notes.tokens.get("hint", ""),
        feedback=to_html(read_text(source.feedback, source.prompt.format)),
        source=notes.source,
        body=body,
    )
    problems = question_type.problems(definition)
    if problems:
        raise GiftError(" ".join(dict.fromkeys(problem.message for problem in problems)))
    return definition


def _losses(chunk: Chunk) -> list[str]:
    """What a question of ours does not hold and the file has."""
    if not _LEFT_OUT.search(chunk.text):
        return []
    return [_("Pictures, media, tables and links were left out; their text stayed.")]
