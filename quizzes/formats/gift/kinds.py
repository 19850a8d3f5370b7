"""What stands between a question's braces, read into the body of one of our question types.

The order of `KINDS` and what each reader accepts follow Moodle's ``question/format/gift/format.php``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from quizzes.definitions import Body
from quizzes.formats.limits import MOST_ANSWERS
from quizzes.formats.shares import evened, reachable
from quizzes.frozen import decimal_text
from quizzes.question_types.choices import Choice
from quizzes.question_types.matching import Distractor, MatchingBody, Pair
from quizzes.question_types.multiple_choice import MultipleChoiceBody
from quizzes.question_types.numeric import AcceptedNumber, NumericBody
from quizzes.question_types.ordering import Item, OrderingBody
from quizzes.question_types.reflection import ReflectionBody
from quizzes.question_types.short_answer import AcceptedText, ShortAnswerBody
from quizzes.question_types.single_choice import SingleChoiceBody
from quizzes.question_types.true_false import TrueFalseBody

from .answers import Answers, GiftError, decimal, has_weight, parts, weighted
from .texts import ARROW, read_plain, unshield

# Moodle's "any other number" (`~#feedback`, `=*`): nobody types a number beyond it.
ANY_NUMBER = Decimal(10) ** 15

_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
# Moodle's own ordering question: `{>3 ALL VERTICAL …`, then an item on each line.
_MOODLE_ORDERING = re.compile(r">\s*\d+[^\n]*\n")


def read_answers(answers: Answers) -> tuple[str, Body]:
    """(question type, body). Raises GiftError."""
    if max(map(answers.text.count, "~=\n")) > MOST_ANSWERS:
        raise GiftError(_("The question has more than %(limit)d answers.") % {"limit": MOST_ANSWERS})
    reader = next(reader for is_kind, reader in KINDS if is_kind(answers.text))
    return reader(answers)


def read_reflection(answers: Answers) -> tuple[str, Body]:
    tokens = answers.notes.tokens
    return "reflection", ReflectionBody(model_answer=tokens.get("model-answer", ""), advice=tokens.get("advice", ""))


def read_choices(answers: Answers) -> tuple[str, Body]:
    """Without a `=` several choices are right together, as in Moodle."""
    choices = _choices(answers)
    if "=" in answers.text:
        return "single_choice", SingleChoiceBody(choices=choices)
    all_or_nothing = answers.notes.tokens.get("scoring") == "all-or-nothing"
    choices = choices if all_or_nothing else evened(choices)
    return "multiple_choice", MultipleChoiceBody(choices=choices, all_or_nothing=all_or_nothing)


def read_pairs(answers: Answers) -> tuple[str, Body]:
    sides = [_sides(answers, part) for part in parts(answers.text, "=")]
    if answers.notes.type == "ordering":
        if _are_places(sides):
            return _ordering(answers, [left for left, _place in sorted(sides, key=lambda side: int(side[1]))])
        answers.notices.append(_("The comment says “ordering”, but the places are not 1, 2, 3…: read as matching."))
    return "matching", _matching(answers, sides)


def read_moodle_ordering(answers: Answers) -> tuple[str, Body]:
    lines = answers.text.split("\n")[1:]
    return _ordering(answers, [answers.plain(line) for line in lines if line.strip()])


def read_true_false(answers: Answers) -> tuple[str, Body]:
    """`{FALSE#feedback for the wrong answer#feedback for the right one}`."""
    word, wrong, right = (answers.text.split("#", 2) + ["", ""])[:3]
    is_true = _TRUTH[word.strip()]
    said = {is_true: answers.plain(right), not is_true: answers.plain(wrong)}
    return "true_false", TrueFalseBody(is_true=is_true, feedback_true=said[True], feedback_false=said[False])


def read_short_answer(answers: Answers) -> tuple[str, Body]:
    shares = [weighted(part, Decimal(1)) for part in parts(answers.text, "=")]
    texts = [(fraction, *answers.with_feedback(rest)) for fraction, rest in shares]
    is_case_sensitive = answers.notes.tokens.get("case") == "sensitive"
    texts, left_out = reachable(texts, is_case_sensitive=is_case_sensitive)
    for text in left_out:
        answers.notices.append(_("The answer “%(text)s” counts as one above it and was left out.") % {"text": text})
    ids = answers.ids([text for _fraction, text, _feedback in texts])
    accepted = tuple(
        AcceptedText(id=id, text=text, fraction=fraction, feedback=feedback)
        for id, (fraction, text, feedback) in zip(ids, texts, strict=True)
    )
    return "short_answer", ShortAnswerBody(accepted=accepted, case_sensitive=is_case_sensitive)


def read_numeric(answers: Answers) -> tuple[str, Body]:
    text, tilde, otherwise = answers.text[1:].partition("~")
    numbers = [_number(answers, part) for part in parts(text, "=")]
    if tilde:
        _text, feedback = answers.with_feedback(otherwise)
        numbers.append(_any_number(Decimal(0), feedback))
    ids = answers.ids([span_text(number) for number in numbers])
    accepted = tuple(replace(number, id=id) for id, number in zip(ids, numbers, strict=True))
    return "numeric", NumericBody(accepted=accepted, unit=answers.notes.tokens.get("unit", ""))


def _choices(answers: Answers) -> tuple[Choice, ...]:
    read = [_choice(answers, part) for part in parts(answers.text.replace("=", "~="), "~")]
    ids = answers.ids([text for _fraction, text, _feedback in read])
    return tuple(
        Choice(id=id, text=text, fraction=fraction, feedback=feedback)
        for id, (fraction, text, feedback) in zip(ids, read, strict=True)
    )


def _choice(answers: Answers, part: str) -> tuple[Decimal, str, str]:
    if not part.startswith("="):
        fraction, rest = weighted(part, Decimal(0), least=-1)
        return fraction, *answers.with_feedback(rest)
    if has_weight(part[1:]):
        raise GiftError(_("Of several choices a weight stands after “~”, as in “~%50%”, not after “=”."))
    return Decimal(1), *answers.with_feedback(part[1:])


def _sides(answers: Answers, part: str) -> tuple[str, str]:
    """(left, right) of `left -> right`. Moodle gives the right side no format, so the prompt's is not its own."""
    left, arrow, right = part.partition(ARROW)
    if not arrow:
        raise GiftError(_("A pair has no “->”: %(pair)s") % {"pair": unshield(part)[:100]})
    return answers.plain(left), read_plain(right)


def _are_places(sides: Sequence[tuple[str, str]]) -> bool:
    places = [right for _left, right in sides]
    return sorted(places) == sorted(str(place) for place in range(1, len(places) + 1))


def _ordering(answers: Answers, texts: list[str]) -> tuple[str, Body]:
    items = tuple(Item(id=id, text=text) for id, text in zip(answers.ids(texts), texts, strict=True))
    return "ordering", OrderingBody(items=items)


def _matching(answers: Answers, sides: list[tuple[str, str]]) -> MatchingBody:
    pairs = [side for side in sides if side[0]]
    extra = [right for left, right in sides if not left]
    ids = answers.ids([left for left, _right in pairs] + [f"{ARROW}{text}" for text in extra])
    return MatchingBody(
        pairs=tuple(Pair(id=id, left=left, right=right) for id, (left, right) in zip(ids, pairs, strict=False)),
        distractors=tuple(Distractor(id=id, text=text) for id, text in zip(ids[len(pairs) :], extra, strict=True)),
    )


def _number(answers: Answers, part: str) -> AcceptedNumber:
    fraction, rest = weighted(part, Decimal(1))
    raw, _hash, feedback = rest.partition("#")
    text, feedback = unshield(raw).strip(), answers.plain(feedback)
    if text == "*":
        return _any_number(fraction, feedback)
    value, tolerance = _span(text)
    return AcceptedNumber(id="", value=value, tolerance=tolerance, fraction=fraction, feedback=feedback)


def span_text(number: AcceptedNumber) -> str:
    """GIFT's `value:tolerance`."""
    return f"{decimal_text(number.value or Decimal(0))}:{decimal_text(number.tolerance)}"


def _any_number(fraction: Decimal, feedback: str) -> AcceptedNumber:
    return AcceptedNumber(id="", value=Decimal(0), tolerance=ANY_NUMBER, fraction=fraction, feedback=feedback)


def _span(text: str) -> tuple[Decimal, Decimal]:
    """(middle, tolerance) of `5`, `5:0.1` or `4.9..5.1`."""
    low, dots, high = text.partition("..")
    if low and dots:
        least, most = decimal(low), decimal(high)
        return (least + most) / 2, (most - least) / 2
    value, colon, tolerance = text.partition(":")
    return decimal(value), decimal(tolerance) if colon else Decimal(0)


Reader = Callable[[Answers], tuple[str, Body]]
KINDS: tuple[tuple[Callable[[str], bool], Reader], ...] = (
    (lambda text: not text, read_reflection),
    (lambda text: text.startswith("#"), read_numeric),
    (lambda text: bool(_MOODLE_ORDERING.match(text)), read_moodle_ordering),
    (lambda text: "~" in text, read_choices),
    (lambda text: "=" in text and ARROW in text, read_pairs),
    (lambda text: text.partition("#")[0].strip() in _TRUTH, read_true_false),
    (lambda text: True, read_short_answer),
)
