"""A question element to a definition: what all types share."""

from decimal import Decimal

from django.utils.translation import gettext as _

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats.identity import as_uuid
from quizzes.formats.limits import LONGEST_QUESTION, LONGEST_TITLE, MOST_ANSWERS, MOST_TAGS_IN_QUESTION

from .kinds import KINDS
from .source import Source, number
from .tree import Node, XmlFault


def read_definition(source: Source, moodle_type: str) -> QuestionDefinition:
    """Raises XmlFault for a question nobody could answer."""
    node = source.node
    prompt, feedback = (source.texts.html(node.child(tag)) for tag in ("questiontext", "generalfeedback"))
    type_name, body = KINDS[moodle_type](source)
    question_type = question_types.get(type_name)
    definition = QuestionDefinition(
        id=str(source.id),
        type=type_name,
        title=own_title(node) or named_by_id(node),
        prompt=prompt,
        max_mark=mark_of(node, question_type.usual_mark),
        hint=hint_of(source),
        feedback=feedback,
        source=source.extras.get("source", ""),
        body=body,
    )
    if problems := question_type.problems(definition):
        raise XmlFault(node.line, " ".join(dict.fromkeys(problem.message for problem in problems)))
    return definition


def mark_of(node: Node, usual: Decimal) -> Decimal:
    return number(node.value("defaultgrade") or str(usual), node.child("defaultgrade") or node)


def hint_of(source: Source) -> str:
    """Moodle shows them one after another, we all at once."""
    hints = [text for hint in source.node.all("hint") if (text := source.plain(hint))]
    if len(hints) > 1:
        source.notice(_("The hints were joined into one."), source.node.child("hint"))
    return "\n".join(hints)


def own_title(node: Node) -> str:
    """The name, in one line; a name that we gave a question without one is none."""
    is_given_by_us = any(extra.attributes.get("name") == "untitled" for extra in node.all("extra"))
    return "" if is_given_by_us else " ".join(node.value("name").split())[:LONGEST_TITLE].strip()


def named_by_id(node: Node) -> str:
    given = node.value("idnumber")
    return "" if as_uuid(given) else given


def tags_of(node: Node) -> tuple[str, ...]:
    tags = [tag.said for group in ("tags", "coursetags") for one in node.all(group) for tag in one.all("tag")]
    return tuple(dict.fromkeys(filter(None, tags)))


def unknown_type(type_name: str) -> str:
    return _("A question of type “%(type)s” cannot be read.") % {"type": type_name[:50]}


# --- bounds -------------------------------------------------------------------------------------


def measure(node: Node) -> tuple[int, int, int]:
    """(characters, tags in the texts, answers) of a question, its files aside."""
    size = sum(len(piece) + sum(map(len, node.attributes.values())) for piece in node.content if isinstance(piece, str))
    tags = sum(piece.count("<") for piece in node.content if isinstance(piece, str))
    answers = int(node.tag in ("answer", "subquestion", "tag", "unit", "hint"))
    inner = [measure(child) for child in node.children if child.tag not in ("file", "image_base64")]
    return tuple(map(sum, zip((size, tags, answers), *inner, strict=True)))


def check_size(node: Node, size: int, tags: int) -> None:
    if size > LONGEST_QUESTION or tags > MOST_TAGS_IN_QUESTION:
        raise XmlFault(node.line, _("The question is too long."))
    if max(len(node.all("answer")), len(node.all("subquestion"))) > MOST_ANSWERS:
        raise XmlFault(node.line, _("The question has more than %(limit)d answers.") % {"limit": MOST_ANSWERS})
