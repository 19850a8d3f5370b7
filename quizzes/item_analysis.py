"""Item analysis: how a quiz and each of its questions measure. Pure functions of marks, in floats: nothing here is a
grade.

The formulas are Moodle's, published at docs.moodle.org/dev/Quiz_statistics_calculations (classical test theory;
skewness and kurtosis from k-statistics) and compared with its code (`core_question\\statistics\\questions\\calculator`,
`quiz_statistics\\calculator`). Everything that Moodle shows as percent is a fraction here. Where we differ:

- The rest of the test, which a question is correlated with, is the share of the marks on offer there. Where everybody
  was asked the same this changes nothing; where draws or editions differ it keeps attempts comparable.
- A discriminative efficiency is given only where the covariance is not negative; the discrimination index keeps its
  sign, which is what tells of a wrong key.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import median

# Marks are multiples of a ten-millionth: a spread below this is what floats leave of none.
NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Mark:
    """What one attempt earned at one question. `question` names the question and its wording; `fraction` is 0..1."""

    question: str
    fraction: float
    max_mark: float

    @property
    def earned(self) -> float:
        return self.fraction * self.max_mark


# The graded questions one attempt was asked; those that stand at the same place of two sheets are the same question, or
# of the same draw. A blank is a mark of fraction 0.
Sheet = Sequence[Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionNumbers:
    """Of one wording of one question. All but `attempts` are fractions; None is what cannot be told.

    `discrimination` is −1..1, `efficiency` the share of the discrimination that is possible with this spread of marks.
    """

    attempts: int
    facility: float
    deviation: float | None
    discrimination: float | None
    efficiency: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """`intended`: the question's share of the marks; `effective`: its share of what sets learners apart."""

    intended: float
    effective: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizNumbers:
    """Of attempts at one edition. Mean, median, deviation and standard error are fractions of the quiz's marks;
    `consistency` is Cronbach's alpha. None is what cannot be told."""

    attempts: int
    mean: float
    median: float
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None
    weights: dict[str, Weight]


def analyse_questions(sheets: Iterable[Sheet]) -> dict[str, QuestionNumbers]:
    """Numbers of every question that was asked in any of the attempts."""
    earned: dict[str, list[float]] = defaultdict(list)
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for sheet in sheets:
        got, most = fsum(mark.earned for mark in sheet), fsum(mark.max_mark for mark in sheet)
        for mark in sheet:
            earned[mark.question].append(mark.fraction)
            if most - mark.max_mark > NOTHING:
                rest = (got - mark.earned) / (most - mark.max_mark)
                pairs[mark.question].append((mark.fraction, rest))
    return {question: question_numbers(values, pairs[question]) for question, values in earned.items()}


def question_numbers(fractions: Sequence[float], pairs: Sequence[tuple[float, float]]) -> QuestionNumbers:
    """`pairs` are the fractions with the share of the rest; shorter where an attempt had no other graded question."""
    spread = variance(fractions)
    own, rest = [one for one, _ in pairs], [other for _, other in pairs]
    return QuestionNumbers(
        attempts=len(fractions),
        facility=mean(fractions),
        deviation=None if spread is None else sqrt(spread),
        discrimination=correlation(own, rest),
        efficiency=efficiency(own, rest),
    )


def correlation(own: Sequence[float], rest: Sequence[float]) -> float | None:
    spread = (variance(own) or 0) * (variance(rest) or 0)
    return covariance(own, rest) / sqrt(spread) if spread else None


def efficiency(own: Sequence[float], rest: Sequence[float]) -> float | None:
    """The covariance over the greatest the same marks could have: the best here with the best there, and so on."""
    if len(own) < 2:
        return None
    most, found = covariance(sorted(own), sorted(rest)), covariance(own, rest)
    return found / most if most and found >= 0 else None


def analyse_quiz(sheets: Sequence[Sheet]) -> QuizNumbers | None:
    """The quiz as a whole, from attempts at one edition; None without attempts or without marks on offer."""
    sheets = [sheet for sheet in sheets if any(mark.max_mark for mark in sheet)]
    if not sheets:
        return None
    totals = [total(sheet) for sheet in sheets]
    spread = variance(totals)
    deviation = None if spread is None else sqrt(spread)
    consistency = cronbach(sheets) if spread else None
    # Below 0 for an alpha of 1 by rounding alone.
    error_ratio = None if consistency is None else sqrt(max(1 - consistency, 0))
    return QuizNumbers(
        attempts=len(sheets),
        mean=mean(totals),
        median=median(totals),
        deviation=deviation,
        skewness=skewness(totals),
        kurtosis=kurtosis(totals),
        consistency=consistency,
        error_ratio=error_ratio,
        standard_error=None if error_ratio is None or deviation is None else error_ratio * deviation,
        weights=weights(sheets),
    )


def total(sheet: Sheet) -> float:
    return fsum(mark.earned for mark in sheet) / fsum(mark.max_mark for mark in sheet)


def cronbach(sheets: Sequence[Sheet]) -> float | None:
    """By position, as Moodle: with drawn questions the second of an attempt stands beside the second of another.

    None below three attempts, for a single question, and where attempts differ in the number of questions or in the
    marks on offer at one position.
    """
    on_offer = {tuple(round(mark.max_mark, 6) for mark in sheet) for sheet in sheets}
    count = len(sheets[0])
    if len(on_offer) > 1 or count < 2 or len(sheets) < 3:
        return None
    earned = [[mark.earned for mark in sheet] for sheet in sheets]
    whole = variance([fsum(row) for row in earned])
    parts = fsum(variance(column) or 0 for column in zip(*earned, strict=True))
    return count / (count - 1) * (1 - parts / whole) if whole else None


def weights(sheets: Sequence[Sheet]) -> dict[str, Weight]:
    """Of each question where everybody was asked the same; with draws there is no one whole to have a share of."""
    asked = [{mark.question: mark for mark in sheet} for sheet in sheets]
    if any(sheet.keys() != asked[0].keys() for sheet in asked):
        return {}
    totals = [fsum(mark.earned for mark in sheet) for sheet in sheets]
    shared = {
        question: covariance([sheet[question].earned for sheet in asked], totals) if len(asked) > 1 else 0
        for question in asked[0]
    }
    most = fsum(mark.max_mark for mark in asked[0].values())
    sway = fsum(sqrt(value) for value in shared.values() if value > 0)
    return {
        question: Weight(intended=mark.max_mark / most, effective=effective(shared[question], sway))
        for question, mark in asked[0].items()
    }


def effective(shared: float, sway: float) -> float | None:
    """None where the question goes against the whole: a negative covariance has no root."""
    return sqrt(shared) / sway if sway and shared >= 0 else None


# --- the plain statistics ---------------------------------------------------------------------------


def mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def covariance(some: Sequence[float], others: Sequence[float]) -> float:
    """Of a sample of two or more, over n − 1; exactly 0 where only rounding is left of it."""
    one, other = mean(some), mean(others)
    products = [(x - one) * (y - other) for x, y in zip(some, others, strict=True)]
    value = fsum(products) / (len(products) - 1)
    return value if abs(value) > NOTHING else 0.0


def variance(values: Sequence[float]) -> float | None:
    return covariance(values, values) if len(values) > 1 else None


def moment(values: Sequence[float], power: int) -> float:
    middle = mean(values)
    return mean([(value - middle) ** power for value in values])


def k3(n: int, values: Sequence[float]) -> float:
    return n * n * moment(values, 3) / ((n - 1) * (n - 2))


def k4(n: int, values: Sequence[float]) -> float:
    m2, m4 = moment(values, 2), moment(values, 4)
    return n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))


def skewness(values: Sequence[float]) -> float | None:
    """The third k-statistic by the spread: 0 where the two tails weigh the same, above 0 with a tail of high marks."""
    spread = variance(values)
    return k3(len(values), values) / spread**1.5 if spread and len(values) > 2 else None


def kurtosis(values: Sequence[float]) -> float | None:
    """The fourth k-statistic by the spread: 0 for the normal bell, above 0 for a peak."""
    spread = variance(values)
    return k4(len(values), values) / spread**2 if spread and len(values) > 3 else None
