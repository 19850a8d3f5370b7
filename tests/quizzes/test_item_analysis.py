"""Item analysis: by hand on a small matrix, against plain definitions on a seeded one, and where numbers give out."""

import statistics
from random import Random

import pytest

from quizzes.item_analysis import Mark, QuestionNumbers, QuizNumbers, analyse_questions, analyse_quiz

# Four learners, three questions of one mark; whoever answers a hard one answers the easier ones too.
LADDER = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]
MAX_MARKS = [1, 2, 5, 1, 0.5, 3]
LEVELS = [0, 0, 0.3333333, 0.5, 1, 1]


def sheets(rows, max_marks=None):
    """`None` in a row is a question that was not asked."""
    return [
        tuple(
            Mark(f"q{place}", fraction, (max_marks or [1] * len(row))[place - 1])
            for place, fraction in enumerate(row, start=1)
            if fraction is not None
        )
        for row in rows
    ]


def question(rows, place: int = 1, max_marks=None) -> QuestionNumbers:
    return analyse_questions(sheets(rows, max_marks))[f"q{place}"]


def quiz(rows, max_marks=None) -> QuizNumbers:
    return analyse_quiz(sheets(rows, max_marks))


def seeded(attempts: int = 200) -> list[list[float]]:
    """Able learners do better at every question but the last, which goes the other way."""
    source = Random(20261126)
    rows = []
    for _ in range(attempts):
        skill = source.random()
        row = [LEVELS[min(int((skill + source.random()) / 2 * len(LEVELS)), 5)] for _ in MAX_MARKS[:-1]]
        rows.append([*row, LEVELS[min(int((1 - skill + source.random()) / 2 * len(LEVELS)), 5)]])
    return rows


# --- by hand ----------------------------------------------------------------------------------------


def test_the_numbers_of_a_question_are_those_reckoned_by_hand():
    numbers = question(LADDER)
    assert (numbers.attempts, numbers.facility, numbers.deviation) == (4, 0.75, 0.5)
    assert numbers.discrimination == pytest.approx(0.25 / (0.25 * 2.75 / 3) ** 0.5)
    assert numbers.efficiency == 1


def test_the_numbers_of_a_quiz_are_those_reckoned_by_hand():
    numbers = quiz(LADDER)
    assert (numbers.attempts, numbers.mean, numbers.median) == (4, 0.5, 0.5)
    assert numbers.deviation == pytest.approx((5 / 3) ** 0.5 / 3)
    assert (numbers.skewness, numbers.kurtosis) == (pytest.approx(0), pytest.approx(-1.2))
    assert (numbers.consistency, numbers.error_ratio) == (pytest.approx(0.75), pytest.approx(0.5))
    assert numbers.standard_error == pytest.approx(numbers.deviation / 2)


def test_weights_are_those_reckoned_by_hand():
    found = quiz(LADDER).weights
    assert [found[key].intended for key in ("q1", "q2", "q3")] == [pytest.approx(1 / 3)] * 3
    roots = [0.5**0.5, (2 / 3) ** 0.5, 0.5**0.5]
    assert [found[key].effective for key in ("q1", "q2", "q3")] == pytest.approx([root / sum(roots) for root in roots])


def test_skewness_and_kurtosis_of_a_lopsided_sample_are_those_reckoned_by_hand():
    """Marks 0, 0, 0, 0, 1: m2 = 0.16, m3 = 0.096, m4 = 0.0832."""
    numbers = quiz([[0], [0], [0], [0], [1]])
    assert numbers.skewness == pytest.approx(25 * 0.096 / 12 / 0.2**1.5)
    assert numbers.kurtosis == pytest.approx(25 * (6 * 0.0832 - 12 * 0.0256) / 24 / 0.2**2)


def test_the_middle_of_an_even_number_of_attempts_is_between_two():
    assert quiz([[0], [0.2], [0.6], [1]]).median == pytest.approx(0.4)


# --- against other definitions ----------------------------------------------------------------------


def marks_of(rows):
    return [[fraction * most for fraction, most in zip(row, MAX_MARKS, strict=True)] for row in rows]


@pytest.mark.parametrize("place", range(1, len(MAX_MARKS) + 1))
def test_a_question_agrees_with_the_plain_definitions(place):
    rows = seeded()
    own = [row[place - 1] for row in marks_of(rows)]
    rest = [sum(row) - mark for row, mark in zip(marks_of(rows), own, strict=True)]
    numbers = question(rows, place, MAX_MARKS)
    assert numbers.facility == pytest.approx(statistics.mean(own) / MAX_MARKS[place - 1])
    assert numbers.deviation == pytest.approx(statistics.stdev(own) / MAX_MARKS[place - 1])
    assert numbers.discrimination == pytest.approx(statistics.correlation(own, rest))
    best = statistics.covariance(sorted(own), sorted(rest))
    expected = statistics.covariance(own, rest) / best
    assert numbers.efficiency == (pytest.approx(expected) if expected >= 0 else None)
    assert (expected < 0) == (place == len(MAX_MARKS))


def test_a_quiz_agrees_with_the_plain_definitions():
    rows, numbers = marks_of(seeded()), quiz(seeded(), MAX_MARKS)
    totals, most = [sum(row) for row in rows], sum(MAX_MARKS)
    assert numbers.mean == pytest.approx(statistics.fmean(totals) / most)
    assert numbers.median == pytest.approx(statistics.median(totals) / most)
    assert numbers.deviation == pytest.approx(statistics.stdev(totals) / most)
    assert numbers.skewness == pytest.approx(skewness_of(totals))
    assert numbers.kurtosis == pytest.approx(excess_of(totals))
    alpha = 6 / 5 * (1 - sum(map(statistics.variance, zip(*rows, strict=True))) / statistics.variance(totals))
    assert numbers.consistency == pytest.approx(alpha)
    assert numbers.standard_error == pytest.approx(statistics.stdev(totals) / most * (1 - alpha) ** 0.5)


def skewness_of(values):
    """The adjusted Fisher–Pearson coefficient, from standardised values: the same number by another road."""
    n, middle, spread = len(values), statistics.mean(values), statistics.stdev(values)
    return n / ((n - 1) * (n - 2)) * sum(((value - middle) / spread) ** 3 for value in values)


def excess_of(values):
    """The sample excess kurtosis as spreadsheets have it (KURT)."""
    n, middle, spread = len(values), statistics.mean(values), statistics.stdev(values)
    fourth = sum(((value - middle) / spread) ** 4 for value in values)
    return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def test_weights_agree_with_the_plain_definitions():
    rows, found = marks_of(seeded()), quiz(seeded(), MAX_MARKS).weights
    totals = [sum(row) for row in rows]
    shared = [statistics.covariance(column, totals) for column in zip(*rows, strict=True)]
    roots = [max(value, 0) ** 0.5 for value in shared]
    for place, most in enumerate(MAX_MARKS):
        weight = found[f"q{place + 1}"]
        assert weight.intended == pytest.approx(most / sum(MAX_MARKS))
        assert weight.effective == (pytest.approx(roots[place] / sum(roots)) if shared[place] >= 0 else None)


# --- draws: not everybody is asked everything -------------------------------------------------------


def test_a_question_counts_only_where_it_was_asked():
    numbers = question([[1, None, 1], [0, 1, None], [None, 0, 0]])
    assert (numbers.attempts, numbers.facility) == (2, 0.5)


def test_the_rest_of_a_drawn_test_is_a_share_of_what_was_on_offer():
    """Both were right in half of the rest, though the second was asked twice as much of it."""
    numbers = question([[1, 1, 0, None, None], [0, 1, 0, 1, 0]])
    assert numbers.discrimination is None


def test_the_parts_of_a_drawn_quiz_are_compared_by_position():
    drawn, fixed = (
        quiz([[1, 1, None], [1, None, 1], [0, 0, None], [0, None, 1]]),
        quiz([[1, 1], [1, 1], [0, 0], [0, 1]]),
    )
    assert drawn.consistency == fixed.consistency
    assert drawn.weights == {}


def test_attempts_of_different_length_have_no_consistency():
    assert quiz([[1, 1, None], [1, 0, 1], [0, 0, 0]]).consistency is None


def test_attempts_with_other_marks_at_a_place_have_no_consistency():
    rows = [[1, 1, None, None], [0, 1, None, None], [None, None, 1, 0]]
    assert quiz(rows, [1, 3, 3, 1]).consistency is None
    assert quiz(rows, [1, 3, 1, 3]).consistency is not None


# --- where numbers give out -------------------------------------------------------------------------


def test_no_attempts_have_no_numbers():
    assert analyse_questions([]) == {}
    assert analyse_quiz([]) is None
    assert analyse_quiz([(), (Mark("q1", 1, 0),)]) is None


def test_one_attempt_has_a_mean_and_no_spread():
    numbers, whole = question([[1, 0]]), quiz([[1, 0]])
    assert (numbers.facility, numbers.deviation, numbers.discrimination, numbers.efficiency) == (1, None, None, None)
    assert (whole.mean, whole.median, whole.deviation, whole.consistency) == (0.5, 0.5, None, None)
    assert whole.weights["q1"].effective is None


def test_equal_marks_discriminate_nobody():
    """Three tenths over three are not a tenth, in floats: the difference is no spread."""
    numbers = question([[0.1, 1], [0.1, 0], [0.1, 0.1]])
    assert (numbers.deviation, numbers.discrimination, numbers.efficiency) == (0, None, None)
    whole = quiz([[0.1, 0.1]] * 6)
    assert (whole.deviation, whole.skewness, whole.kurtosis, whole.consistency) == (0, None, None, None)


def test_a_question_that_goes_against_the_rest_has_a_negative_index_and_no_efficiency():
    numbers = question([[0, 1, 1], [0, 1, 0], [1, 0, 0]])
    assert numbers.discrimination == pytest.approx(-0.8660254)
    assert numbers.efficiency is None


def test_a_question_the_rest_knows_nothing_of_discriminates_by_nought():
    numbers = question([[1, 1], [1, 0], [0, 1], [0, 0]])
    assert (numbers.discrimination, numbers.efficiency) == (0, 0)


def test_an_only_question_has_no_rest_to_be_compared_with():
    assert question([[1], [0], [1]]).discrimination is None
    assert quiz([[1], [0], [1]]).consistency is None


@pytest.mark.parametrize(("attempts", "skewed", "peaked", "consistent"), [(2, 0, 0, 0), (3, 1, 0, 1), (4, 1, 1, 1)])
def test_each_statistic_waits_for_the_attempts_it_needs(attempts, skewed, peaked, consistent):
    numbers = quiz(LADDER[:attempts])
    found = (numbers.skewness, numbers.kurtosis, numbers.consistency)
    assert tuple(value is not None for value in found) == (skewed, peaked, consistent)


def test_an_ungraded_question_leaves_the_others_alone():
    assert question([[1, 1], [0, 0], [1, 0]], 1, [1, 1]) == question([[1, 1, 1], [0, 0, 1], [1, 0, 0]], 1, [1, 1, 0])
