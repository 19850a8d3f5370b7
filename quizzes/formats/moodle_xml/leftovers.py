"""What a Moodle question says and one of ours cannot: told, so that nothing is dropped in silence."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quizzes.answer_text import fold
from quizzes.sanitize import plain_text

from .texts import left_out as file_left_out
from .tree import Node

# Elements that are read, in every question, and in some.
READ = frozenset(
    {"name", "questiontext", "generalfeedback", "defaultgrade", "idnumber", "tags", "coursetags", "hint", "extra"}
    | {"image", "image_base64", "answer", "single", "usecase", "subquestion", "units", "graderinfo"}
)
# Settings of Moodle's screens and of its ways to try again, which say nothing about the question.
LOOKS = frozenset(
    {"showstandardinstruction", "shownumcorrect", "responserequired", "responsefieldlines", "showgrading", "stamp"}
    | {"numberingstyle", "layouttype", "showunits", "unitpenalty", "maxbytes", "filetypeslist", "answernumbering"}
    | {"versionid", "version", "questioncategory"}
)
# Other settings, with the values that ours has too. Numbers are compared as such.
SAME = {
    "hidden": {"0"},
    # What Moodle writes by itself; with another one somebody meant something.
    "penalty": {"0", "1", "0.1", "0.33", "0.333", "0.3333", "0.3333333"},
    "shuffleanswers": {"1", "true", "yes"},
    "selecttype": {"ALL", "0"},
    "logical": {"0", "ALL"},
    "gradingtype": {"ABSOLUTE_POSITION", "ABSOLUTE"},
    "unitgradingtype": {"0"},
    "unitsleft": {"0"},
    "responseformat": {"editor", "plain", "monospaced", "editorfilepicker"},
    "minwordlimit": {"0"},
    "maxwordlimit": {"0"},
    "attachments": {"0"},
    "attachmentsrequired": {"0"},
    "synchronize": {"0"},
}
# Only with `selecttype` do they say anything.
COUNTS = frozenset({"selectcount", "studentsee"})
COMBINED = frozenset({"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"})
# What Moodle writes there by itself.
USUAL_WORDS = frozenset(
    map(
        fold,
        (
            "Your answer is correct.",
            "Your answer is partially correct.",
            "Your answer is incorrect.",
            "Correct answer, well done.",
            "Your answer is partially correct",
            "Ваша відповідь правильна.",
            "Ваша відповідь вірна.",
            "Ваша відповідь частково правильна.",
            "Ваша відповідь частково вірна.",
            "Ваша відповідь неправильна.",
            "Ваша відповідь невірна.",
            "Ваша відповідь не вірна.",
            "Ваш ответ верный.",
            "Ваш ответ частично правильный.",
            "Ваш ответ неправильный.",
        ),
    )
)
IN_ANSWER = frozenset({"text", "feedback", "tolerance", "fraction", "file"})
IN_HINT = frozenset({"text", "file", "shownumcorrect", "clearwrong", "options"})


def leftovers(question: Node) -> Iterator[tuple[int, str]]:
    """(line, sentence) of everything that is not kept."""
    for child in question.children:
        if child.tag not in READ and child.tag not in LOOKS:
            yield from told(child)
    for tag, known in (("answer", IN_ANSWER), ("hint", IN_HINT)):
        for part in question.all(tag):
            yield from (left_out(child) for child in part.children if child.tag not in known and child.said)


def told(child: Node) -> Iterator[tuple[int, str]]:
    if child.tag == "file":
        yield child.line, file_left_out(child.attributes.get("name", ""))
    elif child.tag in COMBINED:
        if fold(plain_text(child.said)) not in USUAL_WORDS | {""}:
            yield child.line, combined(child)
    elif child.tag not in COUNTS and child.said and value_of(child) not in SAME.get(child.tag, set()):
        yield left_out(child)


def value_of(node: Node) -> str:
    """`0.1000000` is 0.1."""
    is_decimal = "." in node.said and node.said.replace(".", "", 1).isdecimal()
    return node.said.rstrip("0").rstrip(".") if is_decimal else node.said


def combined(node: Node) -> str:
    message = _("“%(text)s”, said after every answer (%(name)s), was left out: write it into the explanation.")
    return message % {"text": shortened(plain_text(node.said)), "name": node.tag}


def left_out(node: Node) -> tuple[int, str]:
    message = _("“%(name)s” is not kept: %(value)s")
    return node.line, message % {"name": node.tag[:50], "value": shortened(plain_text(node.said))}


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"
