"""Moodle's question types, each read into the body of one of ours.

What each reader accepts follows Moodle's ``question/format/xml/format.php`` and its question types.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from quizzes.definitions import Body
from quizzes.formats.gift.kinds import ANY_NUMBER, span_text
from quizzes.formats.gift.texts import ARROW
from quizzes.formats.shares import evened, reachable
from quizzes.question_types.choices import Choice
from quizzes.question_types.matching import Distractor, MatchingBody, Pair
from quizzes.question_types.multiple_choice import MultipleChoiceBody
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import Item, OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import AcceptedText, ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

from .source import Answer, Source, number
from .tree import Node, XmlFault
from .units import unit_of

Kind = tuple[str, Body]


def read_multichoice(source: Source) -> Kind:
    if source.says("single", "true"):
        return "single_choice", SingleChoiceBody(choices=choices_of(source))
    if source.extras.get("scoring") == "all-or-nothing":
        return read_choice_set(source)
    return "multiple_choice", MultipleChoiceBody(choices=evened(choices_of(source)))


def read_choice_set(source: Source) -> Kind:
    """Exactly the right choices earn the mark: a question type that many Moodle sites have added."""
    return "multiple_choice", MultipleChoiceBody(choices=choices_of(source), all_or_nothing=True)


def choices_of(source: Source) -> tuple[Choice, ...]:
    answers = source.answers(least=-1)
    texts = [source.plain(answer.node) for answer in answers]
    return tuple(
        Choice(id=id, text=text, fraction=answer.fraction, feedback=answer.feedback)
        for id, text, answer in zip(source.ids(texts), texts, answers, strict=True)
    )


def read_true_false(source: Source) -> Kind:
    """Old files name the two in the language of the site: then the first is the true one, as in Moodle."""
    answers = source.answers()
    if len(answers) != 2:
        raise XmlFault(source.node.line, _("A true/false question has two answers: true and false."))
    if [answer.text.lower() for answer in answers] == ["false", "true"]:
        answers.reverse()
    true, false = answers
    if {true.fraction, false.fraction} != {Decimal(0), Decimal(1)}:
        raise XmlFault(source.node.line, _("One of true and false must earn 100 %, the other one 0."))
    body = TrueFalseBody(is_true=true.fraction == 1, feedback_true=true.feedback, feedback_false=false.feedback)
    return "true_false", body


def read_short_answer(source: Source) -> Kind:
    """An accepted text is compared as it stands, so it has no markup, unless the file says that it has."""
    is_case_sensitive = source.says("usecase")
    texts = [(answer.fraction, text_of(source, answer), answer.feedback) for answer in source.answers()]
    texts, left_out = reachable(texts, is_case_sensitive=is_case_sensitive)
    for text in left_out:
        source.notice(_("The answer “%(text)s” counts as one above it and was left out.") % {"text": text})
    ids = source.ids([text for _fraction, text, _feedback in texts])
    accepted = tuple(
        AcceptedText(id=id, text=text, fraction=fraction, feedback=feedback)
        for id, (fraction, text, feedback) in zip(ids, texts, strict=True)
    )
    return "short_answer", ShortAnswerBody(accepted=accepted, case_sensitive=is_case_sensitive)


def text_of(source: Source, answer: Answer) -> str:
    return source.plain(answer.node) if answer.node.attributes.get("format") == "html" else answer.text


def read_numerical(source: Source) -> Kind:
    numbers = [accepted_number(answer) for answer in source.answers()]
    ids = source.ids([span_text(one) for one in numbers])
    accepted = tuple(replace(one, id=id) for id, one in zip(ids, numbers, strict=True))
    return "numeric", NumericBody(accepted=accepted, unit=unit_of(source))


def accepted_number(answer: Answer) -> AcceptedNumber:
    if answer.text in ("*", ""):
        value, tolerance = Decimal(0), ANY_NUMBER
    else:
        value = number(answer.text, answer.node)
        tolerance = number(answer.node.value("tolerance") or "0", answer.node)
    return AcceptedNumber(id="", value=value, tolerance=tolerance, fraction=answer.fraction, feedback=answer.feedback)


def read_matching(source: Source) -> Kind:
    """A right side without a question is offered and belongs to nothing."""
    sides = [sides_of(source, node) for node in source.node.all("subquestion")]
    pairs = [side for side in sides if side[0]]
    extra = [right for left, right in sides if right and not left]
    ids = source.ids([left for left, _right in pairs] + [f"{ARROW}{text}" for text in extra])
    body = MatchingBody(
        pairs=tuple(Pair(id=id, left=left, right=right) for id, (left, right) in zip(ids, pairs, strict=False)),
        distractors=tuple(Distractor(id=id, text=text) for id, text in zip(ids[len(pairs) :], extra, strict=True)),
    )
    return "matching", body


def sides_of(source: Source, node: Node) -> tuple[str, str]:
    return source.plain(node), source.plain(node.child("answer"), default="moodle")


def read_ordering(source: Source) -> Kind:
    """The answers stand in the right order; what their fractions say is their place."""
    nodes = source.node.all("answer")
    texts = [source.plain(node) for node in nodes]
    for feedback in [node.child("feedback") for node in nodes]:
        if source.plain(feedback):
            source.notice(_("The feedback of a step was left out."), feedback)
    items = tuple(Item(id=id, text=text) for id, text in zip(source.ids(texts), texts, strict=True))
    return "ordering", OrderingBody(items=items)


def read_essay(source: Source) -> Kind:
    model_answer = source.plain(source.node.child("graderinfo"))
    return "reflection", ReflectionBody(model_answer=model_answer, advice=source.extras.get("advice", ""))


KINDS: dict[str, Callable[[Source], Kind]] = {
    "multichoice": read_multichoice,
    "multichoiceset": read_choice_set,
    "truefalse": read_true_false,
    "shortanswer": read_short_answer,
    "numerical": read_numerical,
    "matching": read_matching,
    "match": read_matching,
    "ordering": read_ordering,
    "essay": read_essay,
}
