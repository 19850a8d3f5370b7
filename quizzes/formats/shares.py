"""What formats do alike with the shares of the mark that answers earn."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from quizzes.answer_text import fold
from quizzes.question_types.choices import Choice, from_percent
from quizzes.question_types.multiple_choice import usual_weights

# Shares as people round them (33 %, 14.3 %) are near enough to be meant as equal.
NEAR_WHOLE = Decimal("0.02")

# (fraction, text, feedback) of an accepted text.
Accepted = tuple[Decimal, str, str]


def evened(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Equal shares that were rounded by hand (three times 33 %) are exact again, and wrong ones that mirror them."""
    shares = [choice.fraction for choice in choices if choice.fraction > 0]
    if len(set(shares)) != 1 or abs(sum(shares) - 1) > NEAR_WHOLE:
        return choices
    exact, mirrored = (from_percent(None, weight) for weight in usual_weights(len(shares)))
    changed = {shares[0]: exact, -shares[0]: mirrored}
    return tuple(replace(choice, fraction=changed.get(choice.fraction, choice.fraction)) for choice in choices)


def reachable(texts: Iterable[Accepted], *, is_case_sensitive: bool) -> tuple[list[Accepted], list[str]]:
    """(those that can count, the texts of the others): of equal texts with different shares the first one counts."""
    earned: dict[str, Decimal] = {}
    kept, left_out = [], []
    for fraction, text, feedback in texts:
        if earned.setdefault(fold(text, case_sensitive=is_case_sensitive), fraction) == fraction:
            kept.append((fraction, text, feedback))
        else:
            left_out.append(text)
    return kept, left_out
