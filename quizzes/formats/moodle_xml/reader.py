"""Moodle XML to question definitions. A faulty question is a problem with its line, never the end of the file."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from quizzes.formats.encoding import NotUtf8
from quizzes.formats.identity import Identities
from quizzes.formats.limits import MOST_EFFORT, MOST_PROBLEMS, MOST_QUESTIONS
from quizzes.formats.results import ImportedQuestion, ImportResult, Problem

from .decoding import decoded
from .definition import check_size, measure, own_title, read_definition, tags_of, unknown_type
from .images import with_old_image
from .kinds import KINDS
from .leftovers import leftovers
from .source import Source
from .texts import Budget, Notice, Texts, format_of
from .tree import Enough, Node, XmlFault, read_tree


@dataclass(slots=True)
class _Reading:
    """One pass through a file."""

    identities: Identities
    category: str = ""
    effort: int = 0
    budget: Budget = field(default_factory=Budget)
    questions: list[ImportedQuestion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, node: Node) -> None:
        size, tags, answers = measure(node)
        self.effort += tags + answers
        if self._is_full():
            self._report(node.line, _("The file is too big: nothing from this line on was read. Divide the file."))
            raise Enough
        try:
            check_size(node, size, tags)
            self._take(node)
        except XmlFault as fault:
            self._report(fault.line, str(fault), own_title(node))

    def _is_full(self) -> bool:
        is_many = len(self.questions) >= MOST_QUESTIONS or len(self.problems) >= MOST_PROBLEMS
        return is_many or self.effort > MOST_EFFORT

    def _take(self, node: Node) -> None:
        type_name = node.attributes.get("type", "").strip().lower()
        if node.tag != "question":
            self._notice(node.line, _("“%(name)s” is not kept: it is no question.") % {"name": node.tag[:50]})
        elif type_name == "category":
            self._take_category(node)
        elif type_name == "description":
            self._notice(node.line, _("A description, a text without a question, was skipped."))
        elif type_name not in KINDS:
            raise XmlFault(node.line, unknown_type(type_name))
        else:
            self._take_question(node, type_name)

    def _take_category(self, node: Node) -> None:
        self.category = node.value("category") or node.value("coursecategory")
        for info in node.all("info"):
            if info.said:
                self._notice(info.line, _("What is said about a category was left out."))

    def _take_question(self, node: Node, type_name: str) -> None:
        """What is not kept is told even of a question that is not: it may be why."""
        notices: list[Problem] = []
        try:
            self.questions.append(self._read(node, type_name, lambda *said: notices.append(Problem(*said, True))))
        finally:
            self.problems += dict.fromkeys(notices)

    def _read(self, node: Node, type_name: str, notice: Notice) -> ImportedQuestion:
        with_old_image(node, notice)
        source = self._source(node, notice)
        definition = read_definition(source, type_name)
        for line, message in leftovers(node):
            notice(line, message)
        return ImportedQuestion(
            definition=definition,
            line=node.line,
            category=self.category,
            tags=tags_of(node),
            files=source.texts.embedded,
        )

    def _source(self, node: Node, notice: Notice) -> Source:
        texts = Texts(format_of(node.child("questiontext") or node, "html"), notice, self.budget)
        return Source(node, self.identities.id_for(node.value("idnumber"), own_title(node)), texts)

    def _notice(self, line: int, message: str) -> None:
        self.problems.append(Problem(line, message, is_notice=True))

    def _report(self, line: int, message: str, title: str = "") -> None:
        self.problems.append(Problem(line, message, title=title))


def parse(data: bytes, *, namespace: UUID) -> ImportResult:
    """The questions of a Moodle XML file. `namespace` makes their ids: the same file read again gives the same ids.

    Where the XML itself is broken, or the file is too big, what stands above is read, and a problem says where that is.
    """
    reading = _Reading(Identities(namespace))
    try:
        read_tree(decoded(data), reading.take)
    except (NotUtf8, XmlFault) as fault:
        reading.problems.append(Problem(fault.line, str(fault)))
    return ImportResult(tuple(reading.questions), tuple(reading.problems))
